import type {
  AuthorizationRequest,
  Context,
  NamedPolicy,
  Policies,
  Principal,
} from '../../../../src/engine/iam/index';

export const account = '111122223333';
export const otherAccount = '444455556666';
export const keyArn = `arn:aws:kms:us-east-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

type Of<T extends Principal['type']> = Extract<Principal, { type: T }>;

export const root: Of<'Root'> = { type: 'Root', account, arn: `arn:aws:iam::${account}:root` };

export const alice: Of<'User'> = {
  type: 'User',
  account,
  arn: `arn:aws:iam::${account}:user/alice`,
  userName: 'alice',
  userId: 'AIDAALICEEXAMPLE1234',
};

export const eve: Of<'User'> = {
  type: 'User',
  account: otherAccount,
  arn: `arn:aws:iam::${otherAccount}:user/eve`,
  userName: 'eve',
  userId: 'AIDAEVEEXAMPLE123456',
};

export const session: Of<'AssumedRole'> = {
  type: 'AssumedRole',
  account,
  arn: `arn:aws:sts::${account}:assumed-role/Reporter/monday`,
  roleArn: `arn:aws:iam::${account}:role/Reporter`,
  userId: 'AROAREPORTEREXAMPLE1:monday',
  sessionName: 'monday',
};

export const federated: Of<'FederatedUser'> = {
  type: 'FederatedUser',
  account,
  arn: `arn:aws:sts::${account}:federated-user/bob`,
  userArn: alice.arn,
  userId: `${account}:bob`,
};

export const logs: Of<'Service'> = { type: 'Service', service: 'logs.us-east-1.amazonaws.com' };

export type JsonStatement = Readonly<Record<string, unknown>>;

/** A document of the given statements, under a name. */
export function policy(name: string, ...statements: readonly JsonStatement[]): NamedPolicy {
  return { name, document: JSON.stringify({ Version: '2012-10-17', Statement: statements }) };
}

export const allow = (more: JsonStatement = {}): JsonStatement => ({
  Effect: 'Allow',
  Action: '*',
  Resource: '*',
  ...more,
});

export const deny = (more: JsonStatement = {}): JsonStatement => allow({ Effect: 'Deny', ...more });

export const aws = (value: string | readonly string[]): JsonStatement => ({
  Principal: { AWS: value },
});

export const everything = policy('Everything', allow());
export const nothing = policy('Nothing', allow({ Action: 'none:Such' }));
export const forbidden = policy('Forbidden', deny());

/** A request of Alice to encrypt under the key, unless told otherwise. */
export function request(more: Partial<AuthorizationRequest> = {}): AuthorizationRequest {
  return { principal: alice, action: 'kms:Encrypt', resource: keyArn, context: {}, ...more };
}

/** The key's policy, by the rule of AWS KMS. */
export function keyPolicy(...statements: readonly JsonStatement[]): Partial<Policies> {
  return { resource: policy('Key', ...statements), resourceRule: 'kms-key' };
}

export type { Context, Policies };
