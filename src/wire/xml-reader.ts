import { parseXml, XmlElement, XmlText } from '@rgrove/parse-xml';
import type { ListShape, MapShape, Member, Shape, StructureShape } from '../engine/api/index';
import { readText } from './text-values';
import { isFlat } from './xml-writer';

/** The root element of an XML document; undefined where the text is none. */
export function readXml(text: string): XmlElement | undefined {
  try {
    // Knows XML's own five entities and no others, whatever a document declares.
    return parseXml(text).root ?? undefined;
  } catch {
    // Not well-formed, or nested so deeply that nobody could read it.
    return undefined;
  }
}

/** The members of a structure from the element that holds them. Unknown elements are passed over. */
export function readXmlStructure(element: XmlElement, shape: StructureShape): object {
  const value: Record<string, unknown> = {};
  const children = childrenByName(element);
  for (const [name, member] of Object.entries(shape.members)) {
    if (member.location !== undefined) continue;
    const item = readXmlMember(element, children, name, member);
    if (item !== undefined) value[name] = item;
  }
  return value;
}

type Children = ReadonlyMap<string, readonly XmlElement[]>;

function readXmlMember(
  element: XmlElement,
  children: Children,
  name: string,
  member: Member,
): unknown {
  const { shape } = member;
  if (member.xmlAttribute === true) return readAttribute(element, member.locationName ?? name);
  const found = children.get(wireName(name, member)) ?? [];
  const [first] = found;
  if (first === undefined) return undefined;
  if (shape.type === 'list' && isFlat(member)) {
    return found.map((item) => readElement(item, shape.member.shape));
  }
  if (shape.type === 'map' && isFlat(member)) return readEntries(found, shape);
  return readElement(first, shape);
}

/** A flat list takes the name of its elements where they have one. */
function wireName(name: string, member: Member): string {
  const { shape, locationName } = member;
  const ofItems = shape.type === 'list' && isFlat(member) ? shape.member.locationName : undefined;
  return ofItems ?? locationName ?? name;
}

// The prefix of a namespace is whatever the sender has chosen.
function readAttribute({ attributes }: XmlElement, name: string): string | undefined {
  const own = localName(name);
  const key = Object.keys(attributes).find((attribute) => localName(attribute) === own);
  return key === undefined ? undefined : attributes[key];
}

function readElement(element: XmlElement, shape: Shape): unknown {
  switch (shape.type) {
    case 'structure':
      return readXmlStructure(element, shape);
    case 'list':
      return readList(element, shape);
    case 'map':
      return readEntries(childrenByName(element).get('entry') ?? [], shape);
    default:
      return readText(textOf(element), shape);
  }
}

function readList(element: XmlElement, shape: ListShape): unknown[] {
  const items = childrenByName(element).get(shape.member.locationName ?? 'member') ?? [];
  return items.map((item) => readElement(item, shape.member.shape));
}

// Object.fromEntries defines every key as plain data, also one that is called `__proto__`.
function readEntries(entries: readonly XmlElement[], shape: MapShape): object {
  return Object.fromEntries(
    entries.map((entry) => {
      const children = childrenByName(entry);
      const [key] = children.get(shape.key.locationName ?? 'key') ?? [];
      const [value] = children.get(shape.value.locationName ?? 'value') ?? [];
      return [
        key === undefined ? '' : textOf(key),
        value === undefined ? undefined : readElement(value, shape.value.shape),
      ];
    }),
  );
}

function childrenByName(element: XmlElement): Children {
  const children = new Map<string, XmlElement[]>();
  for (const child of element.children) {
    if (!(child instanceof XmlElement)) continue;
    const name = localName(child.name);
    const same = children.get(name);
    if (same === undefined) children.set(name, [child]);
    else same.push(child);
  }
  return children;
}

function textOf(element: XmlElement): string {
  let text = '';
  for (const child of element.children) if (child instanceof XmlText) text += child.text;
  return text;
}

/** A name without the prefix of its namespace. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
