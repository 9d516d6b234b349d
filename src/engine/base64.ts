/** Bytes as base64 text, with padding. */
export function encodeBase64(bytes: Uint8Array): string {
  // Pieces, because the arguments of one call are limited (65,536 in some engines).
  let binary = '';
  for (let start = 0; start < bytes.length; start += pieceSize) {
    binary += String.fromCharCode(...bytes.subarray(start, start + pieceSize));
  }
  return btoa(binary);
}

const pieceSize = 0x2000;

const base64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** The bytes of padded base64 text, or undefined where the text is none. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length % 4 !== 0 || !base64.test(text)) return undefined;
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  return bytes;
}
