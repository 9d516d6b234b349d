import type { Member, Shape, StructureShape } from '../engine/api/index';
import { encodeBase64 } from '../engine/base64';

/** What a service's answers have of their own. */
export interface XmlFormat {
  /** How a text is written: IAM percent-encodes policy documents. */
  text(text: string, shape: Shape): string;
  time(date: Date): string;
}

/** A value as the content of an XML element, by its shape. Absent members are left out. */
export function xmlContent(value: unknown, shape: Shape, format: XmlFormat): string {
  switch (shape.type) {
    case 'structure':
      return structureContent(value as Record<string, unknown>, shape, format);
    case 'list': {
      const name = shape.member.locationName ?? 'member';
      return (value as unknown[])
        .map((item) => memberElements(name, item, shape.member, format))
        .join('');
    }
    case 'map':
      return mapEntries(value as Record<string, unknown>, shape, format)
        .map((entry) => element('entry', entry))
        .join('');
    case 'blob':
      return encodeBase64(value as Uint8Array);
    case 'timestamp':
      return format.time(value as Date);
    case 'string':
      return escapeXml(format.text(value as string, shape));
    default:
      return String(value);
  }
}

/** An XML element; one without content is written as AWS writes it: `<Tags/>`. */
export function element(name: string, content: string, attributes = ''): string {
  return content === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`;
}

/** Text for XML. What XML cannot hold at all becomes the replacement character. */
export function escapeXml(text: string): string {
  return text.replace(
    /[&<>"\r\0-\x08\v\f\x0e-\x1f\ufffe\uffff]/g,
    (mark) => entities[mark] ?? '\ufffd',
  );
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
};

function structureContent(
  value: Record<string, unknown>,
  shape: StructureShape,
  format: XmlFormat,
): string {
  let content = '';
  for (const [name, member] of Object.entries(shape.members)) {
    const item = value[name];
    if (item === undefined || item === null) continue;
    if (member.location !== undefined || member.xmlAttribute === true) continue;
    content += memberElements(member.locationName ?? name, item, member, format);
  }
  return content;
}

/** A member's element, or of a flat list or map the elements that stand in its place. */
function memberElements(name: string, value: unknown, member: Member, format: XmlFormat): string {
  const { shape } = member;
  const flat = isFlat(member);
  if (flat && shape.type === 'list') {
    const itemName = shape.member.locationName ?? name;
    return (value as unknown[])
      .map((item) => memberElements(itemName, item, shape.member, format))
      .join('');
  }
  if (flat && shape.type === 'map') {
    return mapEntries(value as Record<string, unknown>, shape, format)
      .map((entry) => element(name, entry))
      .join('');
  }
  return element(name, xmlContent(value, shape, format), attributesOf(value, member));
}

/** The namespace of an element, and the members of its structure that are attributes. */
function attributesOf(value: unknown, { shape, xmlNamespace }: Member): string {
  if (shape.type !== 'structure') return '';
  const namespace = xmlNamespace ?? shape.xmlNamespace;
  let attributes = '';
  if (namespace !== undefined) {
    const { prefix, uri } = namespace;
    attributes += ` ${prefix === undefined ? 'xmlns' : `xmlns:${prefix}`}="${escapeXml(uri)}"`;
  }
  for (const [name, member] of Object.entries(shape.members)) {
    const item = (value as Record<string, unknown>)[name];
    if (member.xmlAttribute !== true || item === undefined || item === null) continue;
    attributes += ` ${member.locationName ?? name}="${escapeXml(String(item))}"`;
  }
  return attributes;
}

function mapEntries(
  value: Record<string, unknown>,
  shape: Extract<Shape, { type: 'map' }>,
  format: XmlFormat,
): string[] {
  const keyName = shape.key.locationName ?? 'key';
  const valueName = shape.value.locationName ?? 'value';
  return Object.entries(value).map(
    ([key, item]) =>
      memberElements(keyName, key, shape.key, format) +
      memberElements(valueName, item, shape.value, format),
  );
}

/** Whether the elements of a list or map stand in the place of an element around them. */
export function isFlat({ flattened, shape }: Pick<Member, 'flattened' | 'shape'>): boolean {
  return flattened === true || ('flattened' in shape && shape.flattened === true);
}
