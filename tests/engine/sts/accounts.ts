import { accessRoleName } from '../../../src/engine/services/iam/world-accounts';
import type { SecretCredentials } from '../../../src/engine/operation';
import {
  accessKeysTable,
  entityKey,
  iamArn,
  rolesTable,
  type AccessKeyRecord,
  type RoleRecord,
} from '../../../src/engine/services/iam/state';
import { start, testWorld } from '../world';

export const management = '123456789012';
export const member = '210987654321';

/** The role by which the management account's administrator enters the member account. */
export const accessRole = `arn:aws:iam::${member}:role/${accessRoleName}`;

export const allow = (Action: string | readonly string[], more: object = {}) => ({
  ...{ Effect: 'Allow', Action, Resource: '*' },
  ...more,
});

export const deny = (Action: string | readonly string[], more: object = {}) => ({
  ...allow(Action, more),
  Effect: 'Deny',
});

/** A policy document of the given statements. */
export const document = (...Statement: readonly object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement });

/** A statement of a trust policy. */
export const trust = (AWS: string | readonly string[], more: object = {}) => ({
  ...{ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' },
  ...more,
});

/** A world of two accounts, and a way to put roles into it. */
export function twoAccounts() {
  const world = testWorld(null, [management, member]);

  function role(
    RoleName: string,
    trusts: readonly object[],
    policies: readonly object[] = [],
    more: Partial<RoleRecord> = {},
  ): string {
    const account = more.account ?? management;
    const Arn = iamArn(account, 'role', '/', RoleName);
    const record: RoleRecord = {
      ...{ RoleName, account, Arn, Path: '/', CreateDate: start, tags: {} },
      RoleId: `AROA${RoleName.toUpperCase().padEnd(17, '2')}`,
      MaxSessionDuration: 3600,
      trustPolicy: { name: RoleName, document: document(...trusts) },
      inlinePolicies:
        policies.length === 0 ? [] : [{ name: 'test', document: document(...policies) }],
      ...{ attachedPolicies: [], trustedIds: {} },
      ...more,
    };
    world.engine.write((tx) => tx.put(rolesTable, entityKey(account, RoleName), record));
    return Arn;
  }

  /** An access key of the management account's root user. */
  function root(): SecretCredentials {
    const key = { AccessKeyId: 'AKIAROOTROOTROOTROOT', SecretAccessKey: 'secret' };
    const userArn = `arn:aws:iam::${management}:root`;
    const record: AccessKeyRecord = {
      ...{ ...key, userArn, UserName: '', account: management },
      ...{ Status: 'Active', CreateDate: start },
    };
    world.engine.write((tx) => tx.put(accessKeysTable, key.AccessKeyId, record));
    return { accessKeyId: key.AccessKeyId, secretAccessKey: key.SecretAccessKey };
  }

  /** Who the bearer of credentials is, to AWS STS. */
  const identity = (credentials: SecretCredentials) =>
    world.send('sts', 'GetCallerIdentity', {}, { credentials });

  return { ...world, role, root, identity };
}
