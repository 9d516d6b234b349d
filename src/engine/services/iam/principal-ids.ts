import { parseArn } from '../../arn';
import type { NamedPolicy, ParsedPolicy } from '../../iam/index';
import type { Reader } from '../../tables';
import { accountsTable, entityKey, rolesTable, usersTable } from './state';

/**
 * What a value of a `Principal` element's `AWS` stands for: everyone or an `account`, or one user or
 * role by its unique id. A session stands or falls with its role.
 */
export function principalId(
  reader: Pick<Reader, 'get'>,
  value: string,
): 'account' | 'unknown' | { readonly id: string } {
  if (value === '*' || /^\d{12}$/.test(value)) return 'account';
  const arn = parseArn(value);
  if (arn === undefined) return 'unknown';
  const { service, account, resource } = arn;
  if (service === 'iam' && resource === 'root') return 'account';
  const [type, ...rest] = resource.split('/');
  // What exists in accounts outside this world nobody here can know.
  if (type === 'federated-user' || reader.get(accountsTable, account) === undefined) {
    return 'account';
  }
  if (type === 'assumed-role') {
    const role = reader.get(rolesTable, entityKey(account, rest[0] ?? ''));
    return role === undefined ? 'unknown' : 'account';
  }
  const key = entityKey(account, rest.at(-1) ?? '');
  const user = type === 'user' ? reader.get(usersTable, key) : undefined;
  const role = type === 'role' ? reader.get(rolesTable, key) : undefined;
  if (user?.Arn === value) return { id: user.UserId };
  return role?.Arn === value ? { id: role.RoleId } : 'unknown';
}

type PrincipalEntry = NonNullable<
  ParsedPolicy['statements'][number]['principal']
>['entries'][number];

/**
 * The unique ids of the users and roles that a resource's policy names, by their ARNs. `refuse` makes
 * the error for one that does not exist; `where` is its place in the document.
 */
export function principalIdsIn(
  reader: Pick<Reader, 'get'>,
  { statements }: ParsedPolicy,
  refuse: (entry: PrincipalEntry, where: string) => Error,
): Record<string, string> {
  const ids: Record<string, string> = {};
  for (const [index, { principal }] of statements.entries()) {
    for (const entry of principal?.entries ?? []) {
      if (entry.type !== 'AWS') continue;
      const found = principalId(reader, entry.value);
      if (found === 'unknown') throw refuse(entry, `Statement[${index}].Principal`);
      if (found !== 'account') ids[entry.value] = found.id;
    }
  }
  return ids;
}

const rewritten = new WeakMap<NamedPolicy, Map<string, NamedPolicy>>();

/**
 * A policy with the unique id in place of each principal that is no longer the one it was written
 * for. `ids` are those of the time of writing, by ARN.
 */
export function withPrincipalIds(
  reader: Pick<Reader, 'get'>,
  policy: NamedPolicy,
  ids: Readonly<Record<string, string>>,
): NamedPolicy {
  const gone = Object.keys(ids).filter((arn) => {
    const found = principalId(reader, arn);
    return typeof found === 'string' || found.id !== ids[arn];
  });
  if (gone.length === 0) return policy;
  let known = rewritten.get(policy);
  if (known === undefined) rewritten.set(policy, (known = new Map()));
  const key = gone.join();
  let named = known.get(key);
  if (named === undefined) {
    const byArn = new Map(gone.map((arn) => [arn, ids[arn] ?? '']));
    named = { ...policy, document: replacePrincipals(policy.document, byArn) };
    known.set(key, named);
  }
  return named;
}

function replacePrincipals(document: string, ids: ReadonlyMap<string, string>): string {
  const inPrincipal = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inPrincipal);
    return typeof value === 'string' ? (ids.get(value) ?? value) : value;
  };
  const isPrincipal = (name: string) => name === 'Principal' || name === 'NotPrincipal';
  const policy: unknown = JSON.parse(document, (name, value: unknown) => {
    if (!isPrincipal(name) || typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([type, values]) => [type, inPrincipal(values)]),
    );
  });
  return JSON.stringify(policy);
}
