import { decodeExport, encodeExport, gatherExport, ImportError } from './export-file';
import type { ExportedWorld } from './export-file';
import { packText, unpackText } from './packed-text';

/** A link longer than this is cut off by some programs that it is pasted into; in characters. */
export const comfortableLink = 8_000;

/** The longest link that is made or read, in characters. Source: Chromium takes 2 MiB of address. */
export const longestLink = 1_500_000;

/** What a link's world may be unpacked, in bytes: more is no honest link. */
const unpackedLimit = 64 * (1 << 20);

/** A world as text for an address: its export file, compressed, in URL-safe Base64. */
export async function encodeWorldLink(world: ExportedWorld, now: number): Promise<string> {
  const file = await gatherExport(undefined, [world], now);
  return packText(encodeExport({ ...file, values: {} }));
}

/**
 * Reads the world of a link. Throws `ImportError` for one that is cut off, altered, too large or of a
 * newer version.
 */
export async function decodeWorldLink(text: string): Promise<ExportedWorld> {
  if (text.length > longestLink) throw new ImportError('The link is too long to be read.');
  const [world, ...others] = decodeExport(await unpackText(text, unpackedLimit, 'world')).worlds;
  if (world === undefined || others.length > 0) {
    throw new ImportError('The link is damaged: it does not hold one world.');
  }
  return world;
}
