import type { ListShape, MapShape, Member, Shape, StructureShape } from '../engine/api/index';
import { decodeBase64 } from '../engine/base64';
import { AwsError } from '../engine/errors';
import { readPairs } from './percent-encoding';

// AWS's Query protocol writes nested input as names with dots: `Tags.member.1.Key=team`.

/** A parameter and what stands below it: `Tags` has `member`, that has `1`, that has `Key`. */
interface Node {
  value: string | undefined;
  children: Map<string, Node> | undefined;
}

/** No input of any API is nested deeper; what is deeper is nothing the model knows. */
const deepest = 24;

/** Form-encoded text as name and value pairs; `+` is a space in it. */
export function readForm(text: string): [string, string][] {
  return readPairs(text, decodeFormPart);
}

function decodeFormPart(part: string): string {
  const spaced = part.includes('+') ? part.replaceAll('+', ' ') : part;
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    throw new AwsError('MalformedQueryString', 'The query string contains a syntax error.', 404);
  }
}

/**
 * An operation's input from the parameters of a request. Text that is no value of its type stays
 * as it is, for `validateInput` to refuse.
 */
export function readQueryInput(
  parameters: Iterable<readonly [string, string]>,
  shape: StructureShape,
): object {
  const root: Node = { value: undefined, children: undefined };
  for (const [name, value] of parameters) {
    const path = name.split('.', deepest + 1);
    if (path.length <= deepest) plant(root, path).value = value;
  }
  return readStructure(root, shape);
}

function plant(root: Node, path: readonly string[]): Node {
  let node = root;
  for (const step of path) {
    const children = (node.children ??= new Map<string, Node>());
    let child = children.get(step);
    if (child === undefined) {
      child = { value: undefined, children: undefined };
      children.set(step, child);
    }
    node = child;
  }
  return node;
}

function readStructure(node: Node, shape: StructureShape): object {
  const value: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(shape.members)) {
    const child = childOf(node, name, member);
    if (child !== undefined) value[name] = read(child, member.shape, isFlat(member));
  }
  return value;
}

function childOf(node: Node, name: string, { locationName, shape, ...member }: Member) {
  const own = locationName ?? name;
  // A flat list takes the name of its elements where they have one.
  const flatName =
    shape.type === 'list' && isFlat({ shape, ...member }) ? shape.member.locationName : undefined;
  return node.children?.get(flatName ?? own);
}

function isFlat({ flattened, shape }: Member): boolean {
  return flattened === true || ('flattened' in shape && shape.flattened === true);
}

function read(node: Node, shape: Shape, flat: boolean): unknown {
  switch (shape.type) {
    case 'structure':
      return readStructure(node, shape);
    case 'list':
      return readList(node, shape, flat);
    case 'map':
      return readMap(node, shape, flat);
    default:
      return readText(node.value ?? '', shape);
  }
}

function readList(node: Node, shape: ListShape, flat: boolean): unknown[] {
  const elements = flat ? node : node.children?.get(shape.member.locationName ?? 'member');
  return numbered(elements).map((element) =>
    read(element, shape.member.shape, isFlat(shape.member)),
  );
}

// Object.fromEntries defines every key as plain data, also one that is called `__proto__`.
function readMap(node: Node, shape: MapShape, flat: boolean): object {
  const entries = numbered(flat ? node : node.children?.get('entry'));
  return Object.fromEntries(
    entries.map((entry) => {
      const key = entry.children?.get(shape.key.locationName ?? 'key');
      const value = entry.children?.get(shape.value.locationName ?? 'value');
      return [
        key?.value ?? '',
        value === undefined ? undefined : read(value, shape.value.shape, isFlat(shape.value)),
      ];
    }),
  );
}

/** The numbered nodes below a list or map, in the order of their numbers. */
function numbered(node: Node | undefined): Node[] {
  return [...(node?.children ?? [])]
    .filter(([number]) => /^\d+$/.test(number))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child);
}

function readText(text: string, shape: Shape): unknown {
  switch (shape.type) {
    case 'integer':
    case 'long':
      return /^[+-]?\d+$/.test(text) ? Number(text) : text;
    case 'float':
    case 'double':
      return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text;
    case 'blob':
      return decodeBase64(text) ?? text;
    case 'timestamp':
      return readTimestamp(text);
    default:
      return text;
  }
}

function readTimestamp(text: string): Date {
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  if (Number.isNaN(seconds)) {
    throw new AwsError('MalformedInput', 'timestamp must follow ISO8601');
  }
  return new Date(seconds);
}
