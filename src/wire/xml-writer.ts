import type { Member, Shape, StructureShape } from '../engine/api/index';
import { encodeBase64 } from '../engine/base64';

/** How a text is written into an answer: IAM percent-encodes policy documents. */
export type TextWriter = (text: string, shape: Shape) => string;

/** A value as the content of an XML element, by its shape. Absent members are left out. */
export function xmlContent(value: unknown, shape: Shape, text: TextWriter): string {
  switch (shape.type) {
    case 'structure':
      return structureContent(value as Record<string, unknown>, shape, text);
    case 'list': {
      const name = shape.member.locationName ?? 'member';
      return (value as unknown[])
        .map((item) => memberElements(name, item, shape.member, text))
        .join('');
    }
    case 'map':
      return mapEntries(value as Record<string, unknown>, shape, text)
        .map((entry) => element('entry', entry))
        .join('');
    case 'blob':
      return encodeBase64(value as Uint8Array);
    case 'timestamp':
      // Query services answer in whole seconds.
      return (value as Date).toISOString().replace(/\.\d+Z$/, 'Z');
    case 'string':
      return escapeXml(text(value as string, shape));
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
  text: TextWriter,
): string {
  let content = '';
  for (const [name, member] of Object.entries(shape.members)) {
    const item = value[name];
    if (item === undefined || item === null) continue;
    content += memberElements(member.locationName ?? name, item, member, text);
  }
  return content;
}

/** A member's element, or of a flat list or map the elements that stand in its place. */
function memberElements(name: string, value: unknown, member: Member, text: TextWriter): string {
  const { shape } = member;
  const flat = member.flattened === true || ('flattened' in shape && shape.flattened === true);
  if (flat && shape.type === 'list') {
    const itemName = shape.member.locationName ?? name;
    return (value as unknown[])
      .map((item) => memberElements(itemName, item, shape.member, text))
      .join('');
  }
  if (flat && shape.type === 'map') {
    return mapEntries(value as Record<string, unknown>, shape, text)
      .map((entry) => element(name, entry))
      .join('');
  }
  return element(name, xmlContent(value, shape, text));
}

function mapEntries(
  value: Record<string, unknown>,
  shape: Extract<Shape, { type: 'map' }>,
  text: TextWriter,
): string[] {
  const keyName = shape.key.locationName ?? 'key';
  const valueName = shape.value.locationName ?? 'value';
  return Object.entries(value).map(
    ([key, item]) =>
      memberElements(keyName, key, shape.key, text) +
      memberElements(valueName, item, shape.value, text),
  );
}
