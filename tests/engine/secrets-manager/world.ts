import { testWorld } from '../world';

/** The account of test worlds. */
export const account = '123456789012';

type World = ReturnType<typeof testWorld>;
type Sent = Parameters<World['send']>[3];

let tokens = 0;

/** A client request token that no other request of this process has: `00000000-0000-4000-8000-…`. */
export function newToken(): string {
  tokens += 1;
  return `00000000-0000-4000-8000-${String(tokens).padStart(12, '0')}`;
}

const takesToken = /^(?:CreateSecret|PutSecretValue|UpdateSecret|RotateSecret)$/;

/** A world to test Secrets Manager in; requests get a token as AWS's clients give them one. */
export function secretsWorld(...options: Parameters<typeof testWorld>) {
  const world = testWorld(...options);
  const secrets = <Output = Record<string, unknown>>(
    operation: string,
    input: object = {},
    sent?: Sent,
  ) => {
    const token = takesToken.test(operation) ? { ClientRequestToken: newToken() } : {};
    return world.send<Output>('secretsmanager', operation, { ...token, ...input }, sent);
  };

  /** Creates a secret with a string. */
  const create = (Name: string, SecretString = 'value', more: object = {}, sent?: Sent) =>
    secrets<Created>('CreateSecret', { Name, SecretString, ...more }, sent);

  /** Puts a new version in. */
  const put = (SecretId: string, SecretString: string, more: object = {}, sent?: Sent) =>
    secrets<Put>('PutSecretValue', { SecretId, SecretString, ...more }, sent);

  /** What GetSecretValue answers. */
  const get = (SecretId: string, more: object = {}, sent?: Sent) =>
    secrets<Value>('GetSecretValue', { SecretId, ...more }, sent);

  const describe = (SecretId: string, sent?: Sent) =>
    secrets<Description>('DescribeSecret', { SecretId }, sent);

  return { ...world, secrets, create, put, get, describe };
}

/** What tests look at of new secrets. */
export interface Created {
  readonly ARN: string;
  readonly Name: string;
  readonly VersionId: string;
  readonly ReplicationStatus?: readonly Status[];
}

interface Status {
  readonly Region: string;
  readonly Status: string;
  readonly StatusMessage?: string;
}

/** What tests look at of new versions. */
export interface Put extends Created {
  readonly VersionStages: readonly string[];
}

/** What tests look at of values. */
export interface Value extends Put {
  readonly SecretString?: string;
  readonly SecretBinary?: Uint8Array;
}

/** What tests look at of descriptions. */
export interface Description extends Omit<Created, 'VersionId'> {
  readonly VersionIdsToStages: Readonly<Record<string, readonly string[]>>;
  readonly DeletedDate?: Date;
  readonly LastAccessedDate?: Date;
  readonly KmsKeyId?: string;
  readonly PrimaryRegion?: string;
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
  readonly NextRotationDate?: Date;
  readonly RotationEnabled?: boolean;
}
