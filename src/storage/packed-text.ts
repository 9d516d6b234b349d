import { decodeBase64, encodeBase64 } from '../engine/base64';
import { ImportError } from './export-file';

/** A text for an address: compressed, in URL-safe Base64. */
export async function packText(text: string): Promise<string> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  return encodeBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/**
 * The text that `packText` packed. Throws `ImportError` for what is cut off or altered, and as soon as
 * it comes to more than `limit` bytes: more is no honest link.
 */
export async function unpackText(packed: string, limit: number, content: string): Promise<string> {
  const base64 = packed.replaceAll('-', '+').replaceAll('_', '/');
  const bytes = decodeBase64(base64.padEnd(Math.ceil(base64.length / 4) * 4, '='));
  if (bytes === undefined) throw new ImportError('The link is damaged: a part of it is missing.');
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
      if (size > limit) throw new ImportError(`The ${content} of this link is too large.`);
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
