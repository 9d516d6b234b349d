import { parseArn } from '../arn';
import {
  entityKey,
  groupsTable,
  managedPoliciesTable,
  rolesTable,
  usersTable,
} from '../services/iam/state';
import type { EntityRecord } from '../services/iam/state';
import { nameIn } from '../services/iam/principal-policies';
import { keysTable } from '../services/kms/state';
import { functionKey, functionsTable, type PolicyStatement } from '../services/lambda/state';
import { bucketsTable } from '../services/s3/state';
import { secretKey, secretsTable } from '../services/secrets-manager/state';
import type { Reader, Table, Tables } from '../tables';

/** A policy somewhere in the world with another text than it has there. */
export interface EditedPolicy {
  /**
   * What has the policy: a key, bucket, secret, function, role, user or group, or a managed policy
   * itself.
   */
  readonly arn: string;
  /** Of a role, whether it is its trust policy. */
  readonly isTrust?: boolean;
  /** The name of an inline policy, which need not exist yet. */
  readonly name?: string;
  /** The text; empty where the policy of a bucket or secret would be taken away. */
  readonly document: string;
}

/** Puts the edited text in place of the stored one. Nothing happens where there is nothing to have it. */
export function putEdited(tables: Tables, edited: EditedPolicy): void {
  const { arn, document } = edited;
  const { service, account = '', region = '', resource = '' } = parseArn(arn) ?? {};
  const put = <R extends object>(table: Table<R>, key: string, change: (row: R) => R) => {
    const row = tables.get(table, key);
    if (row !== undefined) tables.apply({ table: table.name, key, after: change(row) });
  };
  switch (service) {
    case 'kms':
      return put(keysTable, arn, ({ principalIds: _, ...key }) => ({
        ...key,
        policy: { ...key.policy, document },
      }));
    case 's3':
      return put(bucketsTable, resource, ({ policyIds: _, policy: __, ...bucket }) => ({
        ...bucket,
        ...(document === '' ? {} : { policy: { name: 'bucket policy', document } }),
      }));
    case 'secretsmanager': {
      const key = secretOf(tables, arn, account, region);
      return put(secretsTable, key ?? '', ({ policyIds: _, policy: __, ...secret }) => ({
        ...secret,
        ...(document === '' ? {} : { policy: { name: 'resource policy', document } }),
      }));
    }
    case 'lambda': {
      // AWS keeps no document of these policies, only the statements that were added.
      const { Statement } = JSON.parse(document) as { Statement: readonly PolicyStatement[] };
      const key = functionKey({ account, region, FunctionName: nameOfFunction(resource) });
      return put(functionsTable, key, ({ policies, ...record }) => ({
        ...record,
        policies: {
          ...policies,
          '': { statements: Statement, principalIds: {}, RevisionId: '' },
        },
      }));
    }
    case 'iam':
      return putIdentity(put, edited, account, resource);
    default:
      return undefined;
  }
}

/** The name in the last part of a function's ARN: `function:NAME`. */
export function nameOfFunction(resource: string): string {
  return resource.slice('function:'.length);
}

/** The row of the secret with this ARN. */
export function secretOf(
  reader: Reader,
  arn: string,
  account: string,
  region: string,
): string | undefined {
  const prefix = secretKey(account, region, '');
  return reader.range(secretsTable, { prefix }).find(([, { ARN }]) => ARN === arn)?.[0];
}

/** The stored text of an identity-based policy that is edited; undefined where it is a new one. */
export function storedDocument(reader: Reader, { arn, name }: EditedPolicy): string | undefined {
  const { account = '', resource = '' } = parseArn(arn) ?? {};
  const key = entityKey(account, nameIn(arn));
  if (resource.startsWith('policy/')) {
    const policy = reader.get(managedPoliciesTable, key);
    return policy?.versions.find(({ VersionId }) => VersionId === policy.DefaultVersionId)
      ?.document;
  }
  const entity = resource.startsWith('user/')
    ? reader.get(usersTable, key)
    : resource.startsWith('group/')
      ? reader.get(groupsTable, key)
      : reader.get(rolesTable, key);
  return entity?.inlinePolicies.find((policy) => policy.name === name)?.document;
}

type Put = <R extends object>(table: Table<R>, key: string, change: (row: R) => R) => void;

function putIdentity(
  put: Put,
  { arn, isTrust, name = 'edited policy', document }: EditedPolicy,
  account: string,
  resource: string,
): void {
  const key = entityKey(account, nameIn(arn));
  const inline = <R extends EntityRecord>(row: R): R => ({
    ...row,
    inlinePolicies: [
      ...row.inlinePolicies.filter((policy) => policy.name !== name),
      { name, document },
    ],
  });
  if (resource.startsWith('user/')) put(usersTable, key, inline);
  else if (resource.startsWith('group/')) put(groupsTable, key, inline);
  else if (resource.startsWith('role/')) {
    if (isTrust !== true) put(rolesTable, key, inline);
    else {
      put(rolesTable, key, (role) => ({
        ...role,
        trustPolicy: { ...role.trustPolicy, document },
        trustedIds: {},
      }));
    }
  } else if (resource.startsWith('policy/')) {
    put(managedPoliciesTable, key, (policy) => ({
      ...policy,
      versions: policy.versions.map((version) =>
        version.VersionId === policy.DefaultVersionId ? { ...version, document } : version,
      ),
    }));
  }
}
