import { matchesCodes, wildcardCodes } from '../../engine/iam/index';
import tables from './iam-actions.gen.json';

/** What policies can name of one service, as the generated table has it. */
interface ServiceTable {
  readonly resources: readonly (readonly [name: string, arn: string])[];
  readonly actions: readonly (readonly [
    name: string,
    resources: readonly number[],
    keySet: number,
  ])[];
  readonly keys: readonly string[];
  readonly sets: readonly (readonly number[])[];
}

const { services, types, globalKeys } = tables as unknown as {
  readonly services: Readonly<Record<string, ServiceTable>>;
  readonly types: Readonly<Record<string, string>>;
  readonly globalKeys: readonly string[];
};

/** An action with what AWS says of it. */
export interface ActionFacts {
  /** `kms:Encrypt` */
  readonly name: string;
  /** ARN patterns of what it can be about, by type; none where it has no resource. */
  readonly resources: readonly { readonly type: string; readonly arn: string }[];
  /** Condition keys that its requests can have beside the global ones. */
  readonly keys: readonly string[];
}

/** The prefixes of the services in the model. */
export const actionServices: readonly string[] = Object.keys(services);

/** Where the table is from, and of which day. */
export const tableSource: { readonly source: string; readonly updated: string } = tables;

const known = new Map<string, readonly ActionFacts[]>();

/** Every action of a service; none of one that is not in the model. */
export function actionsOf(service: string): readonly ActionFacts[] {
  const table = Object.hasOwn(services, service) ? services[service] : undefined;
  if (table === undefined) return [];
  let actions = known.get(service);
  if (actions === undefined) {
    actions = table.actions.map(([name, places, set]) => ({
      name: `${service}:${name}`,
      resources: places.map((place) => {
        const [type, arn] = table.resources[place]!;
        return { type, arn };
      }),
      keys: table.sets[set]!.map((key) => table.keys[key]!),
    }));
    known.set(service, actions);
  }
  return actions;
}

/** The actions that a value of an `Action` element means; of `*` alone, none. */
export function actionsMeant(value: string): readonly ActionFacts[] {
  const [service = '', name] = value.toLowerCase().split(':');
  if (name === undefined) return [];
  const codes = wildcardCodes(`${service}:${name}`);
  return actionsOf(service).filter((action) => matchesCodes(codes, action.name.toLowerCase()));
}

/** ARN patterns of a service's resources, by type. */
export function resourcePatterns(
  service: string,
): readonly { readonly type: string; readonly arn: string }[] {
  return (services[service]?.resources ?? []).map(([type, arn]) => ({ type, arn }));
}

/** Condition keys that any request can have. */
export const globalConditionKeys: readonly string[] = globalKeys.filter((key) =>
  key.startsWith('aws:'),
);

/** Every condition key of the model's services and of all services. */
export const everyKey: readonly string[] = [
  ...new Set([...globalKeys, ...Object.values(services).flatMap(({ keys }) => keys)]),
];

/** Whether a key of a policy is one of these, of which some end in a name of one's own. */
export function isOneOf(keys: readonly string[], written: string): boolean {
  return keyIn(keys, written) !== undefined;
}

function keyIn(keys: readonly string[], written: string): string | undefined {
  const lower = written.toLowerCase();
  return keys.find((key) => {
    const [before = '', after] = key.toLowerCase().split(/\$\{[^}]*\}/);
    if (after === undefined) return before === lower;
    return lower.startsWith(before) && lower.endsWith(after) && lower.length > before.length;
  });
}

/** What the values of a key are: `String`, `Bool`, `ArrayOfString`, ...; undefined where unknown. */
export function keyType(written: string): string | undefined {
  const key = keyIn(everyKey, written);
  return key === undefined ? undefined : types[key];
}
