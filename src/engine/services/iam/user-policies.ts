import type {
  DeleteUserPolicyRequest,
  GetUserPolicyRequest,
  GetUserPolicyResponse,
  ListUserPoliciesRequest,
  ListUserPoliciesResponse,
  PutUserPolicyRequest,
} from '@aws-sdk/client-iam';
import { PolicySyntaxError, validatePolicy } from '../../iam/index';
import type { Context, Operation } from '../../operation';
import { malformedPolicyDocument, noSuchUserPolicy } from './errors';
import { page } from './paging';
import { entityKey, usersTable, type UserRecord } from './state';
import { findUser } from './users';

const target = ({ UserName = '' }: { UserName: string | undefined }, ctx: Context) =>
  findUser(ctx, UserName);

const on = (action: string) => (_: unknown, user: UserRecord) => [
  { action: `iam:${action}`, resource: user.Arn },
];

function replacePolicies(
  ctx: Context,
  user: UserRecord,
  inlinePolicies: UserRecord['inlinePolicies'],
): void {
  ctx.put(usersTable, entityKey(user.account, user.UserName), { ...user, inlinePolicies });
}

export const PutUserPolicy: Operation<PutUserPolicyRequest, void, UserRecord> = {
  target,
  permissions: on('PutUserPolicy'),
  handle({ PolicyName: name = '', PolicyDocument: document = '' }, ctx, user) {
    try {
      validatePolicy(document, 'identity');
    } catch (error) {
      if (error instanceof PolicySyntaxError) throw malformedPolicyDocument(error.message);
      throw error;
    }
    const others = user.inlinePolicies.filter((policy) => policy.name !== name);
    const policies = [...others, { name, document }];
    replacePolicies(
      ctx,
      user,
      policies.sort((a, b) => (a.name < b.name ? -1 : 1)),
    );
  },
};

export const GetUserPolicy: Operation<GetUserPolicyRequest, GetUserPolicyResponse, UserRecord> = {
  target,
  permissions: on('GetUserPolicy'),
  handle({ PolicyName = '' }, _, user) {
    const policy = user.inlinePolicies.find(({ name }) => name === PolicyName);
    if (policy === undefined) throw noSuchUserPolicy(PolicyName);
    return { UserName: user.UserName, PolicyName, PolicyDocument: policy.document };
  },
};

export const ListUserPolicies: Operation<
  ListUserPoliciesRequest,
  ListUserPoliciesResponse,
  UserRecord
> = {
  target,
  permissions: on('ListUserPolicies'),
  handle(input, _, user) {
    const names = user.inlinePolicies.map(({ name }) => name);
    const { items, ...more } = page(names, (name) => name, input);
    return { PolicyNames: items, ...more };
  },
};

export const DeleteUserPolicy: Operation<DeleteUserPolicyRequest, void, UserRecord> = {
  target,
  permissions: on('DeleteUserPolicy'),
  handle({ PolicyName = '' }, ctx, user) {
    const others = user.inlinePolicies.filter(({ name }) => name !== PolicyName);
    if (others.length === user.inlinePolicies.length) throw noSuchUserPolicy(PolicyName);
    replacePolicies(ctx, user, others);
  },
};
