import { parseArn } from '../arn';
import { decide } from '../authorization';
import { globalConditionKeys } from '../global-condition-keys';
import { accessOf, type Access } from '../iam/depends';
import type { Evaluation } from '../iam/index';
import type { Caller } from '../operation';
import { keysTable } from '../services/kms/state';
import { bucketArn, bucketsTable } from '../services/s3/state';
import { secretsTable } from '../services/secrets-manager/state';
import type { Reader, Tables } from '../tables';
import { putEdited, type EditedPolicy } from './edited-policy';
import { permissionFor, usualActions } from './permissions';
import { principalsOf } from './principals';

export type { Access } from '../iam/depends';
export type { EditedPolicy } from './edited-policy';

/** One action on one resource. */
export interface AccessColumn {
  readonly action: string;
  readonly resource: string;
}

/** What one principal may do of one column. */
export interface AccessCell {
  /** With the stored text. */
  readonly before: Access;
  /** With the edited one. */
  readonly after: Access;
  /** How it was decided with the edited text. */
  readonly evaluation: Evaluation;
}

/** Who can do what with the edited text, beside who can now. */
export interface AccessTable {
  readonly columns: readonly AccessColumn[];
  readonly rows: readonly {
    /** The ARN of a user, role or root user, or the name of a service. */
    readonly principal: string;
    readonly cells: readonly AccessCell[];
  }[];
}

/**
 * Asks the policies of the world about everybody in it, once as they are and once with one text
 * changed: by the evaluator and with the condition keys of real requests that come over TLS now. The
 * world itself is left alone. Throws `PolicySyntaxError` where the text is no policy.
 */
export function whoCan(tables: Tables, edited: EditedPolicy, now: number): AccessTable {
  const changed = tables.fork();
  putEdited(changed, edited);
  const columns = columnsOf(tables, edited);
  const callers = principalsOf(tables, edited.document).filter((caller) => isMeant(caller, edited));
  const rows = callers.map((caller) => {
    const cells = columns.flatMap(({ action, resource }): AccessCell[] => {
      const before = ask(tables, caller, action, resource, now);
      const after = ask(changed, caller, action, resource, now);
      if (before === undefined || after === undefined) return [];
      return [{ before: accessOf(before), after: accessOf(after), evaluation: after }];
    });
    return { principal: nameOf(caller), cells };
  });
  return { columns, rows };
}

const nameOf = ({ principal, arn }: Caller) =>
  principal.type === 'AssumedRole' ? principal.roleArn : arn;

/** The policy of a user or role is about that one alone; any other one about everybody. */
function isMeant(caller: Caller, { arn, isTrust }: EditedPolicy): boolean {
  if (isTrust === true || !/^arn:[^:]+:iam::\d{12}:(?:user|role)\//.test(arn)) return true;
  return nameOf(caller) === arn;
}

function ask(
  reader: Reader,
  caller: Caller,
  action: string,
  resource: string,
  now: number,
): Evaluation | undefined {
  const permission = permissionFor(reader, caller, action, resource, now);
  if (permission === undefined) return undefined;
  const { region = 'us-east-1' } = parseArn(resource) ?? {};
  const keys = globalConditionKeys({ region: region || 'us-east-1', parent: null }, now);
  return decide(reader, caller, permission, keys);
}

/** Resources of each service that an identity-based policy is tried on. */
const mostResources = 3;

function columnsOf(reader: Reader, { arn, isTrust }: EditedPolicy): readonly AccessColumn[] {
  const { service = '' } = parseArn(arn) ?? {};
  const on = (resource: string, actions: readonly string[]) =>
    actions.map((action) => ({ action, resource }));
  if (service !== 'iam' || isTrust === true) return on(arn, usualActions[service] ?? []);
  const keys = reader
    .range(keysTable)
    .filter(([, { KeyManager }]) => KeyManager !== 'AWS')
    .map(([key]) => key);
  const buckets = reader.range(bucketsTable, { limit: mostResources }).map(([, { Name }]) => Name);
  const secrets = reader.range(secretsTable, { limit: mostResources }).map(([, { ARN }]) => ARN);
  return [
    ...keys
      .slice(0, mostResources)
      .flatMap((key) => on(key, ['kms:Decrypt', 'kms:GenerateDataKey'])),
    ...buckets.flatMap((name) => on(bucketArn(name), ['s3:GetObject', 's3:PutObject'])),
    ...secrets.flatMap((secret) => on(secret, ['secretsmanager:GetSecretValue'])),
  ];
}
