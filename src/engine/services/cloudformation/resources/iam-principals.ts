import type { Values } from '../template/value';
import type { Work } from './handler';
import { texts } from './read-properties';

/** Whom a policy can be attached to, and how. */
const kinds = [
  ['Groups', 'Group', 'GroupName'],
  ['Roles', 'Role', 'RoleName'],
  ['Users', 'User', 'UserName'],
] as const;

interface Principal {
  readonly kind: 'Group' | 'Role' | 'User';
  readonly member: string;
  readonly name: string;
}

function principalsIn(properties: Values): Principal[] {
  return kinds.flatMap(([property, kind, member]) =>
    (texts(properties, property) ?? []).map((name) => ({ kind, member, name })),
  );
}

type Verb = 'Put' | 'Delete' | 'Attach' | 'Detach';

/** Does something for each user, group and role of the properties: `PutRolePolicy`. */
export async function forPrincipals(
  { call }: Work,
  properties: Values,
  verb: Verb,
  input: object,
  unless: Values = {},
): Promise<void> {
  const spared = principalsIn(unless).map(({ kind, name }) => `${kind} ${name}`);
  for (const { kind, member, name } of principalsIn(properties)) {
    if (spared.includes(`${kind} ${name}`)) continue;
    await call('iam', `${verb}${kind}Policy`, { [member]: name, ...input });
  }
}
