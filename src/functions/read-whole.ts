import type { WireBody } from '../wire/http';

const utf8 = new TextEncoder();

/** A body as bytes, wherever it comes from. */
export async function readWhole(body: WireBody): Promise<Uint8Array> {
  if (typeof body === 'string') return utf8.encode(body);
  if (body instanceof Uint8Array) return body;
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
