import { parseArn } from '../../arn';
import {
  PolicySyntaxError,
  validatePolicy,
  type NamedPolicy,
  type Principal,
} from '../../iam/index';
import type { Context } from '../../operation';
import { groups, roles, users } from './entities';
import { invalidInput, noSuchEntity } from './errors';
import { identityPoliciesOf, permissionsBoundaryOf } from './identity-policies';
import { nameIn } from './principal-policies';
import { entityKey, type GroupRecord, type RoleRecord, type UserRecord } from './state';

/** Whose policies are simulated: a user with its groups, a group, or a role. */
export interface Subject {
  readonly principal: Principal;
  readonly identity: readonly NamedPolicy[];
  readonly boundary: NamedPolicy | undefined;
}

const kinds = { user: users, group: groups, role: roles } as const;

/** The user, group or role of an ARN in the caller's account. Throws NoSuchEntity. */
export function findSubject(ctx: Context, arn: string): Subject {
  const { account, resource = '' } = parseArn(arn) ?? {};
  const noun = resource.slice(0, resource.indexOf('/'));
  if (noun !== 'user' && noun !== 'group' && noun !== 'role') {
    throw invalidInput(`Invalid Entity Arn: ${arn} does not clearly define entity type and name.`);
  }
  const name = nameIn(arn);
  const { table } = kinds[noun];
  const key = entityKey(ctx.caller.account, name);
  const record: UserRecord | GroupRecord | RoleRecord | undefined =
    account === ctx.caller.account
      ? ctx.get<UserRecord | GroupRecord | RoleRecord>(table, key)
      : undefined;
  if (record === undefined) throw noSuchEntity.named(noun, name);
  return {
    principal: principalOf(record),
    identity: identityPoliciesOf(ctx, record),
    boundary: 'GroupName' in record ? undefined : permissionsBoundaryOf(ctx, record),
  };
}

/** A user by its ARN as the one who calls; it need not exist. */
export function callerOf(ctx: Context, arn: string): Principal {
  const { account = '', resource = '' } = parseArn(arn) ?? {};
  if (!resource.startsWith('user/')) throw invalidInput(`Invalid Caller Arn: ${arn}`);
  const user = ctx.get(users.table, entityKey(account, nameIn(arn)));
  if (user?.Arn === arn) return principalOf(user);
  return { type: 'User', account, arn, userName: nameIn(arn), userId: '' };
}

function principalOf(record: UserRecord | GroupRecord | RoleRecord): Principal {
  const { account, Arn: arn } = record;
  if ('UserName' in record) {
    const { UserName: userName, UserId: userId, tags } = record;
    return { type: 'User', account, arn, userName, userId, tags };
  }
  if ('RoleName' in record) {
    const { RoleId: userId, tags } = record;
    return { type: 'AssumedRole', account, arn, roleArn: arn, userId, sessionName: '', tags };
  }
  // Nobody signs in as a group: its policies are simulated for a user without a name.
  return { type: 'User', account, arn, userName: '', userId: '' };
}

/** Policies given as text, named as the simulator names them. Throws InvalidInput. */
export function inputPolicies(
  documents: readonly string[] | undefined,
  list: 'PolicyInputList' | 'PermissionsBoundaryPolicyInputList' | 'ResourcePolicy',
): readonly NamedPolicy[] {
  return (documents ?? []).map((document, i) => {
    try {
      validatePolicy(document, list === 'ResourcePolicy' ? 'resource' : 'identity');
    } catch (error) {
      if (error instanceof PolicySyntaxError) throw invalidInput(error.message);
      throw error;
    }
    return { name: list === 'ResourcePolicy' ? list : `${list}.${i + 1}`, document };
  });
}
