import type { ListShape, MapShape, Member, Shape, StructureShape } from '../engine/api/index';
import { AwsError } from '../engine/errors';
import { readPairs } from '../engine/percent-encoding';
import { readText } from './text-values';
import { isFlat } from './xml-writer';

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
  isEc2 = false,
): object {
  const root: Node = { value: undefined, children: undefined };
  for (const [name, value] of parameters) {
    const path = name.split('.', deepest + 1);
    if (path.length <= deepest) plant(root, path).value = value;
  }
  return readStructure(root, shape, isEc2 ? ec2Names : queryNames);
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

/** How a dialect of the protocol names members, and which lists stand in their own place. */
interface Names {
  of(name: string, member: Member): string;
  isFlat(member: Member): boolean;
}

const queryNames: Names = {
  of(name, { locationName, shape, ...member }) {
    // A flat list takes the name of its elements where they have one.
    const ofItems =
      shape.type === 'list' && isFlat({ shape, ...member }) ? shape.member.locationName : undefined;
    return ofItems ?? locationName ?? name;
  },
  isFlat,
};

// `Filter.1.Value.1`: all lists are flat, and names begin with a capital.
const ec2Names: Names = {
  of: (name, { queryName, locationName }) => queryName ?? capitalized(locationName ?? name),
  isFlat: () => true,
};

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function readStructure(node: Node, shape: StructureShape, names: Names): object {
  const value: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(shape.members)) {
    const child = node.children?.get(names.of(name, member));
    if (child !== undefined) value[name] = read(child, member, names);
  }
  return value;
}

function read(node: Node, member: Member, names: Names): unknown {
  const { shape } = member;
  switch (shape.type) {
    case 'structure':
      return readStructure(node, shape, names);
    case 'list':
      return readList(node, shape, names.isFlat(member), names);
    case 'map':
      return readMap(node, shape, names.isFlat(member), names);
    default:
      return readValue(node.value ?? '', shape);
  }
}

function readList(node: Node, shape: ListShape, flat: boolean, names: Names): unknown[] {
  const elements = flat ? node : node.children?.get(shape.member.locationName ?? 'member');
  return numbered(elements).map((element) => read(element, shape.member, names));
}

// Object.fromEntries defines every key as plain data, also one that is called `__proto__`.
function readMap(node: Node, shape: MapShape, flat: boolean, names: Names): object {
  const entries = numbered(flat ? node : node.children?.get('entry'));
  return Object.fromEntries(
    entries.map((entry) => {
      const key = entry.children?.get(shape.key.locationName ?? 'key');
      const value = entry.children?.get(shape.value.locationName ?? 'value');
      return [key?.value ?? '', value === undefined ? undefined : read(value, shape.value, names)];
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

function readValue(text: string, shape: Shape): unknown {
  const value = readText(text, shape);
  if (shape.type === 'timestamp' && typeof value === 'string') {
    throw new AwsError('MalformedInput', 'timestamp must follow ISO8601');
  }
  return value;
}
