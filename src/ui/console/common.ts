import type { RoleRecord, UserRecord } from '../../engine/services/iam/state';
import type { AliasRecord, KeyRecord } from '../../engine/services/kms/state';
import type { ConsoleWorld } from './console-world';
import type { Fact, Tone } from './definition';
import type { Field, Option } from './form/fields';
import type { Pair } from './form/values';
import type { ConsolePlace } from './place';

/** A time as consoles write it, or a dash where there is none. */
export function dateText(ms: number | undefined): string {
  return ms === undefined
    ? '–'
    : `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** A size in bytes as consoles write it. */
export function sizeText(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}

/** JSON as people read it; a text that is none stays as it is. */
export function prettyJson(text: string | undefined): string {
  if (text === undefined || text === '') return '';
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** What the keys of rows of an account in a Region begin with, in most tables. */
export const storePrefix = ({ account, region }: ConsoleWorld) => `${account}|${region}|`;

/** Tags as a table under a tab shows them. */
export const tagsOf = (tags: Readonly<Record<string, string>> | undefined) =>
  Object.entries(tags ?? {}).map(([Key, Value]) => ({ Key, Value }));

/** The field of tags. */
export const tagsField = (tags?: Readonly<Record<string, string>>): Field => ({
  kind: 'pairs',
  name: 'tags',
  label: 'Tags',
  value: Object.entries(tags ?? {}) as readonly Pair[],
});

/** What changes tags from what they are to what was entered: those to set, and keys to take away. */
export function tagChange(
  before: Readonly<Record<string, string>> | undefined,
  after: readonly Pair[],
): { readonly set: readonly Pair[]; readonly remove: readonly string[] } {
  const wanted = new Map(after);
  return {
    set: [...wanted].filter(([key, value]) => before?.[key] !== value),
    remove: Object.keys(before ?? {}).filter((key) => !wanted.has(key)),
  };
}

type NamedKey = { readonly key: KeyRecord; readonly aliases: string[] };

/** What was last found, in which tables: a page asks for the keys again and again. */
let last: { keys: unknown; aliases: unknown; prefix: string; found: NamedKey[] } | undefined;

/** The KMS keys of the account in the Region with their aliases. */
export function keysOf(world: ConsoleWorld): readonly NamedKey[] {
  const prefix = `arn:aws:kms:${world.region}:${world.account}:`;
  const keys = world.tables.get('kms.keys');
  const aliases = world.tables.get('kms.aliases');
  if (last?.keys !== keys || last?.aliases !== aliases || last?.prefix !== prefix) {
    last = { keys, aliases, prefix, found: findKeys(world, prefix) };
  }
  return last.found;
}

function findKeys(world: ConsoleWorld, prefix: string): NamedKey[] {
  const names = new Map<string, string[]>();
  for (const { targetKeyArn, AliasName } of world.all<AliasRecord>('kms.aliases', prefix)) {
    names.set(targetKeyArn, [...(names.get(targetKeyArn) ?? []), AliasName]);
  }
  return world
    .all<KeyRecord>('kms.keys', `${prefix}key/`)
    .map((key) => ({ key, aliases: names.get(key.Arn) ?? [] }));
}

/** A field that chooses a symmetric KMS key to encrypt with; the service's own comes first. */
export function keyField(
  world: ConsoleWorld,
  {
    name = 'key',
    label = 'KMS key',
    own,
    ...rest
  }: {
    readonly name?: string;
    readonly label?: string;
    /** What none stands for: the service's own key, `aws/ssm`; no such choice where one is needed. */
    readonly own?: string;
    readonly help?: string;
    readonly value?: string;
    readonly by?: 'id' | 'arn';
  },
): Field {
  const { by = 'arn', value, ...field } = rest;
  const keys = keysOf(world).filter(
    ({ key }) => key.KeySpec === 'SYMMETRIC_DEFAULT' && key.KeyManager === 'CUSTOMER',
  );
  const options: Option[] = keys.map(({ key, aliases }) => ({
    value: by === 'arn' ? key.Arn : key.KeyId,
    label: `${aliases[0] ?? key.KeyId}${key.KeyState === 'Enabled' ? '' : ` (${key.KeyState})`}`,
  }));
  const first = own === undefined ? [] : [{ value: '', label: ownKeyText(own) }];
  // It may be named by an alias, and be of another account or Region.
  const named = keys.find((one) => value !== undefined && isKey(one, value))?.key;
  const chosen = named === undefined ? value : by === 'arn' ? named.Arn : named.KeyId;
  const other =
    chosen === undefined || chosen === '' || named !== undefined
      ? []
      : [{ value: chosen, label: chosen }];
  return {
    ...{ kind: 'select', name, label, options: [...first, ...options, ...other] },
    ...(chosen === undefined ? {} : { value: chosen }),
    ...field,
  };
}

/** The users and roles of the account, to choose principals from. */
export function principalsOf(world: ConsoleWorld): Option[] {
  const prefix = `${world.account}/`;
  const users = world.all<UserRecord>('iam.users', prefix);
  const roles = world.all<RoleRecord>('iam.roles', prefix);
  return [
    ...users.map(({ Arn, UserName }) => ({ value: Arn, label: UserName, help: 'user' })),
    ...roles.map(({ Arn, RoleName }) => ({ value: Arn, label: RoleName, help: 'role' })),
  ];
}

/** What encrypts where no key is chosen: only keys of that name are AWS managed keys. */
const ownKeyText = (own: string) => (own.startsWith('aws/') ? `${own} (AWS managed key)` : own);

/** A fact about the KMS key that something is encrypted under, leading to it where it is ours. */
export function keyFact(
  world: ConsoleWorld,
  label: string,
  key: string | undefined,
  own: string,
): Fact {
  if (key === undefined) {
    return { label, value: ownKeyText(own), place: keyPlace(world, `alias/${own}`) };
  }
  const found = keysOf(world).find((one) => isKey(one, key));
  return {
    label,
    value: keyName(world, key),
    place: keyPlace(world, key),
    note: found?.key.Arn ?? key,
  };
}

/** A KMS key by its alias where it has one. */
export function keyName(world: ConsoleWorld, key: string): string {
  const found = keysOf(world).find((one) => isKey(one, key));
  return found?.aliases[0] ?? key.split('/').at(-1) ?? key;
}

/** Where a KMS key is shown; undefined where it is not one of this account and Region. */
export function keyPlace(world: ConsoleWorld, key: string): ConsolePlace | undefined {
  const found = keysOf(world).find((one) => isKey(one, key));
  if (found === undefined) return undefined;
  const list = found.key.KeyManager === 'AWS' ? { list: 'aws-managed' } : {};
  return { service: 'kms', ...list, resource: found.key.KeyId };
}

function isKey({ key, aliases }: { key: KeyRecord; aliases: string[] }, name: string): boolean {
  return (
    key.Arn === name ||
    key.KeyId === name ||
    aliases.some((alias) => name === alias || name.endsWith(`:${alias}`))
  );
}

/** The tone of a state, by its words. */
export function stateTone(state: string): Tone {
  if (/^(enabled|active|available|in-use|completed|insync|approved|enable)$/i.test(state))
    return 'ok';
  if (/(delet|fail|error|denied|expired)/i.test(state)) return 'bad';
  if (/(pending|creat|disabled|inactive|unavailable|opened)/i.test(state)) return 'warn';
  return 'neutral';
}
