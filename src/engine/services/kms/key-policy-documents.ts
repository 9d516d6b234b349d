import type { NamedPolicy } from '../../iam/index';
import { grantOperations, takesEncryptionContext } from './grant-facts';
import type { KeyRecord } from './state';

/** The only name a key policy has. */
export const policyName = 'default';

interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Principal: { readonly AWS: string | readonly string[] };
  readonly Action: string | readonly string[];
  readonly Resource: '*';
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

// AWS gives its own policies back spaced like this.
function formatted(value: unknown, indent: string): string {
  if (Array.isArray(value)) {
    return `[ ${value.map((entry) => formatted(entry, indent)).join(', ')} ]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const members = Object.entries(value).map(
    ([name, member]) => `${inner}${JSON.stringify(name)} : ${formatted(member, inner)}`,
  );
  return `{\n${members.join(',\n')}\n${indent}}`;
}

function documentOf(Id: string, ...statements: readonly Statement[]): string {
  return formatted({ Version: '2012-10-17', Id, Statement: statements }, '');
}

function accountStatement(account: string): Statement {
  return {
    Sid: 'Enable IAM User Permissions',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
}

const defaults = new Map<string, NamedPolicy>();

/**
 * The key policy of a key created without one: the account may use the key as its IAM policies say.
 * Source: AWS KMS Developer Guide, "Default key policy"; of its Id and layout: what the
 * guide shows GetKeyPolicy to answer, in its older copies.
 */
export function defaultKeyPolicy(account: string): NamedPolicy {
  let policy = defaults.get(account);
  if (policy === undefined) {
    policy = { name: policyName, document: documentOf('key-default-1', accountStatement(account)) };
    defaults.set(account, policy);
  }
  return policy;
}

/** What a person chooses in the console when they create a key. ARNs of users and roles. */
export interface ConsoleKeyPolicy {
  readonly account: string;
  readonly administrators: readonly string[];
  /** Whether the administrators may delete the key. */
  readonly administratorsMayDelete: boolean;
  /** Users and roles, and accounts by their root ARN. */
  readonly users: readonly string[];
  readonly key: Pick<KeyRecord, 'KeySpec' | 'KeyUsage' | 'Origin' | 'MultiRegion'>;
}

/**
 * The document that the console proposes as a key policy. Source: AWS KMS Developer Guide,
 * "Default key policy when you create a KMS key with the AWS Management Console".
 */
export function consoleKeyPolicy(chosen: ConsoleKeyPolicy): string {
  const { account, administrators, users, key } = chosen;
  const statement = (
    Sid: string,
    principals: readonly string[],
    Action: readonly string[],
    Condition?: Statement['Condition'],
  ): readonly Statement[] => {
    if (principals.length === 0) return [];
    const AWS = principals.length === 1 ? principals[0]! : principals;
    const allow = { Sid, Effect: 'Allow', Principal: { AWS }, Action, Resource: '*' } as const;
    return [Condition === undefined ? allow : { ...allow, Condition }];
  };
  return documentOf(
    'key-consolepolicy-3',
    accountStatement(account),
    ...statement('Allow access for Key Administrators', administrators, [
      ...['kms:Create*', 'kms:Describe*', 'kms:Enable*', 'kms:List*', 'kms:Put*', 'kms:Update*'],
      ...['kms:Revoke*', 'kms:Disable*', 'kms:Get*', 'kms:Delete*'],
      ...(key.Origin === 'EXTERNAL' ? ['kms:ImportKeyMaterial'] : []),
      ...['kms:TagResource', 'kms:UntagResource'],
      ...(chosen.administratorsMayDelete
        ? ['kms:ScheduleKeyDeletion', 'kms:CancelKeyDeletion']
        : []),
      ...(takesEncryptionContext(key) ? ['kms:RotateKeyOnDemand'] : []),
      ...(key.MultiRegion ? ['kms:ReplicateKey', 'kms:UpdatePrimaryRegion'] : []),
    ]),
    ...statement('Allow use of the key', users, useOf(key)),
    ...statement(
      'Allow attachment of persistent resources',
      users,
      ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'],
      { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    ),
  );
}

function useOf(key: ConsoleKeyPolicy['key']): readonly string[] {
  if (takesEncryptionContext(key)) {
    return [
      ...['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'],
      'kms:DescribeKey',
    ];
  }
  const administrative = new Set(['CreateGrant', 'RetireGrant']);
  const operations = grantOperations(key).filter((name) => !administrative.has(name));
  return [...new Set(operations.map((name) => `kms:${name.replace(/^(ReEncrypt).*/, '$1*')}`))];
}
