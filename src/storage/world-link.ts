import { decodeBase64, encodeBase64 } from '../engine/base64';
import { decodeExport, encodeExport, gatherExport, ImportError } from './export-file';
import type { ExportedWorld } from './export-file';

/** A link longer than this is cut off by some programs that it is pasted into; in characters. */
export const comfortableLink = 8_000;

/** The longest link that is made or read, in characters. Source: Chromium takes 2 MiB of address. */
export const longestLink = 1_500_000;

/** What a link's world may be unpacked, in bytes: more is no honest link. */
const unpackedLimit = 64 * (1 << 20);

/** A world as text for an address: its export file, compressed, in URL-safe Base64. */
export async function encodeWorldLink(world: ExportedWorld, now: number): Promise<string> {
  const file = await gatherExport(undefined, [world], now);
  const packed = new Blob([encodeExport({ ...file, values: {} })])
    .stream()
    .pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  return encodeBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/**
 * Reads the world of a link. Throws `ImportError` for one that is cut off, altered, too large or of a
 * newer version.
 */
export async function decodeWorldLink(text: string): Promise<ExportedWorld> {
  if (text.length > longestLink) throw new ImportError('The link is too long to be read.');
  const base64 = text.replaceAll('-', '+').replaceAll('_', '/');
  const bytes = decodeBase64(base64.padEnd(Math.ceil(base64.length / 4) * 4, '='));
  if (bytes === undefined) throw new ImportError('The link is damaged: a part of it is missing.');
  const [world, ...others] = decodeExport(await unpack(bytes)).worlds;
  if (world === undefined || others.length > 0) {
    throw new ImportError('The link is damaged: it does not hold one world.');
  }
  return world;
}

async function unpack(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const reader = new Blob([bytes])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'))
    .getReader();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      size += value.length;
      if (size > unpackedLimit) throw new ImportError('The world of this link is too large.');
      text += decoder.decode(value, { stream: true });
    }
  } catch (error) {
    if (error instanceof ImportError) throw error;
    throw new ImportError('The link is damaged: a part of it is missing or was changed.', {
      cause: error,
    });
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}
