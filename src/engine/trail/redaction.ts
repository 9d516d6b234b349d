import type { Shape, StructureShape } from '../api/index';
import type { ShownMembers } from './state';
import { shownTime } from './times';

/** Makes the shown form of a value; undefined where nothing of it may be shown. */
type Show = (value: unknown) => unknown;

/** A member that may be shown, under its name there; without `show` its value goes in as it is. */
interface ShownMember {
  readonly name: string;
  readonly shownName: string;
  readonly show: Show | undefined;
}

// What may be shown follows from the API model, which does not change.
const membersOf = new WeakMap<StructureShape, readonly ShownMember[]>();

const nothing: ReadonlySet<string> = new Set();

/**
 * Members of an input or output as CloudTrail shows them: lowerCamel names, times as text, without
 * bytes, sensitive values and the members in `omitted`. Null when nothing is left.
 */
export function showMembers(
  shape: StructureShape,
  value: object,
  omitted: ReadonlySet<string> = nothing,
): ShownMembers | null {
  let members = membersOf.get(shape);
  if (members === undefined) membersOf.set(shape, (members = shownMembers(shape, omitted)));
  let shown: Record<string, unknown> | null = null;
  for (const { name, shownName, show } of members) {
    const raw = (value as Record<string, unknown>)[name];
    if (raw === undefined || raw === null || raw instanceof Uint8Array) continue;
    const visible = show === undefined ? raw : show(raw);
    if (visible !== undefined) (shown ??= {})[shownName] = visible;
  }
  return shown;
}

function shownMembers(shape: StructureShape, omitted: ReadonlySet<string>): ShownMember[] {
  return Object.entries(shape.members)
    .filter(([name, member]) => !omitted.has(name) && isShown(member.shape))
    .map(([name, { shape: inner }]) => ({
      name,
      shownName: lowerFirst(name),
      show: showOf(inner, omitted),
    }));
}

function isShown(shape: Shape): boolean {
  return shape.sensitive !== true && shape.type !== 'blob';
}

function showOf(shape: Shape, omitted: ReadonlySet<string>): Show | undefined {
  switch (shape.type) {
    case 'structure':
      return (value) => (isObject(value) ? (showMembers(shape, value, omitted) ?? {}) : undefined);
    case 'timestamp':
      return (value) => (value instanceof Date ? shownTime(value) : value);
    case 'list': {
      const { shape: element } = shape.member;
      if (!isShown(element)) return () => undefined;
      if (isPlain(element)) return undefined;
      return (value) => {
        if (!Array.isArray(value)) return undefined;
        const show = showOf(element, omitted);
        return value.map((item: unknown) => (show === undefined ? item : show(item)));
      };
    }
    case 'map': {
      const { shape: element } = shape.value;
      if (!isShown(element)) return () => undefined;
      if (isPlain(element)) return undefined;
      return (value) => {
        if (!isObject(value)) return undefined;
        const show = showOf(element, omitted);
        const entries = Object.entries(value);
        return Object.fromEntries(
          entries.map(([key, item]) => [key, show === undefined ? item : show(item)]),
        );
      };
    }
    default:
      return undefined;
  }
}

// What was refused as malformed may have any shape.
function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Whether values of a shape are shown as they are. */
function isPlain({ type }: Shape): boolean {
  return type !== 'structure' && type !== 'list' && type !== 'map' && type !== 'timestamp';
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
