import { element, elements, oid, tags, type Element } from '../../engine/der';
import type { Bytes } from '../../engine/bytes';

/** The attributes of names in use, in the order in which names are written. */
const attributes = {
  C: '2.5.4.6',
  ST: '2.5.4.8',
  L: '2.5.4.7',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  CN: '2.5.4.3',
} as const;

/** The short name of an attribute: `CN`. Source: RFC 4519. */
export type AttributeName = keyof typeof attributes;

/** A distinguished name: its attributes in order. */
export type Name = readonly (readonly [AttributeName, string])[];

const utf8 = new TextEncoder();

/** Encodes a name; a country is a PrintableString. Source: RFC 5280, section 4.1.2.4. */
export function encodeName(name: Name): Bytes {
  return element(
    tags.sequence,
    ...name.map(([attribute, text]) => {
      const value = element(attribute === 'C' ? tags.printable : tags.utf8, utf8.encode(text));
      return element(tags.set, element(tags.sequence, oid(attributes[attribute]), value));
    }),
  );
}

/** Reads a name's content; attributes that are not in use here are left out. */
export function decodeName(content: Uint8Array): Name {
  return (elements(content) ?? []).flatMap((set) =>
    (elements(set.value) ?? []).flatMap((pair) => {
      const [type, value] = elements(pair.value) ?? [];
      if (type === undefined || value === undefined) return [];
      const found = attributeOf(type);
      return found === undefined
        ? []
        : [[found, new TextDecoder().decode(value.value)] as [AttributeName, string]];
    }),
  );
}

function attributeOf({ tag, value }: Element): AttributeName | undefined {
  const known = Object.keys(attributes) as AttributeName[];
  const encoded = String(element(tag, value));
  return known.find((name) => String(oid(attributes[name])) === encoded);
}

/** A name on one line, as OpenSSL prints it: `C = US, O = Amazon`. */
export function nameText(name: Name): string {
  return name.map(([attribute, text]) => `${attribute} = ${quoted(text)}`).join(', ');
}

// As `XN_FLAG_ONELINE` with RFC 2253's escapes: a text with a comma or the like is quoted.
function quoted(text: string): string {
  return /[,+"\\<>;]|^[ #]| $/.test(text) ? `"${text.replaceAll(/["\\]/g, '\\$&')}"` : text;
}
