import { concat, equalBytes, type Bytes } from './material';

// AES Key Wrap with Padding (RFC 5649), which WebCrypto lacks: its AES-KW (RFC 3394) knows neither
// padding nor another integrity value. Built on single blocks of WebCrypto's AES.

const blockBytes = 16;
const half = blockBytes / 2;
const zeros = new Uint8Array(blockBytes);
/** RFC 5649, section 3: the first half of the alternative initial value. */
const integrity = Uint8Array.of(0xa6, 0x59, 0x59, 0xa6);
const algorithm = 'AES-CBC';

/** A single AES block, decrypted. */
type DecryptBlock = (block: Bytes) => Promise<Bytes>;

/**
 * WebCrypto deciphers no single block, but CBC with a zero vector is just that, once a second block
 * follows that is nothing but padding: what CBC makes of an empty text with the first as its vector.
 */
async function blockCipher(kek: Bytes): Promise<DecryptBlock> {
  const key = await crypto.subtle.importKey('raw', kek, algorithm, false, ['encrypt', 'decrypt']);
  return async (block) => {
    const nothing = new Uint8Array(0);
    const padding = await crypto.subtle.encrypt({ name: algorithm, iv: block }, key, nothing);
    const blocks = concat(block, new Uint8Array(padding));
    return new Uint8Array(await crypto.subtle.decrypt({ name: algorithm, iv: zeros }, key, blocks));
  };
}

/** The inverse of RFC 3394's W: the halves are unshuffled in six rounds, last round first. */
async function unshuffle(wrapped: Bytes, decrypt: DecryptBlock): Promise<Bytes> {
  const halves = wrapped.length / half - 1;
  const text = wrapped.slice();
  const block = new Uint8Array(blockBytes);
  for (let step = 6 * halves; step > 0; step -= 1) {
    const at = (((step - 1) % halves) + 1) * half;
    block.set(text.subarray(0, half));
    block.set(text.subarray(at, at + half), half);
    // The step's number, big-endian: never more than 32 bits of it.
    for (let i = 0; i < 4; i += 1) block[half - 1 - i]! ^= (step >>> (8 * i)) & 0xff;
    const plain = await decrypt(block);
    text.set(plain.subarray(0, half));
    text.set(plain.subarray(half), at);
  }
  return text;
}

/**
 * Unwraps what AES-KWP wrapped under `kek` (16, 24 or 32 bytes); undefined when the bytes are no
 * such thing or the key is another.
 */
export async function unwrapPadded(kek: Bytes, wrapped: Bytes): Promise<Bytes | undefined> {
  if (wrapped.length < blockBytes || wrapped.length % half !== 0) return undefined;
  const decrypt = await blockCipher(kek);
  const text =
    wrapped.length === blockBytes ? await decrypt(wrapped) : await unshuffle(wrapped, decrypt);
  const length = new DataView(text.buffer).getUint32(4);
  const padded = text.length - half;
  const fits = length > padded - half && length <= padded;
  if (!equalBytes(text.subarray(0, 4), integrity) || !fits) return undefined;
  const padding = text.subarray(half + length);
  return padding.some((byte) => byte !== 0) ? undefined : text.slice(half, half + length);
}
