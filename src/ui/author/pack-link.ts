import { largestPack } from '../../authoring/pack';
import { packText, unpackText } from '../../storage/packed-text';
import { longestLink } from '../../storage/world-link';

/** The link that brings a pack; undefined where it would be too long for browsers. */
export async function packLink(source: string): Promise<string | undefined> {
  const link = `${location.href.replace(/#.*$/, '')}#/author?pack=${await packText(source)}`;
  return link.length > longestLink ? undefined : link;
}

/** The text of the pack in a link. Throws `ImportError`. */
export function packOfLink(packed: string): Promise<string> {
  // A character has up to four bytes.
  return unpackText(packed.slice(0, longestLink), largestPack * 4, 'pack');
}

/** Hands a text, or bytes, to the browser as a file to save. */
export function saveFile(name: string, content: string | Uint8Array, type: string): void {
  const url = URL.createObjectURL(new Blob([content as BlobPart], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** A name as part of a file's name. */
export function fileName(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return plain === '' ? 'pack' : plain.slice(0, 60);
}
