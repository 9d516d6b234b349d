import { concat, type Bytes } from '../../engine/bytes';

const block = 16;

/** Unwraps what the first generation's `AES` made: AES in ECB mode with PKCS #7 padding. */
export async function unwrapAes(key: Bytes, wrapped: Bytes): Promise<Bytes> {
  const plain: Bytes[] = [];
  const own = await crypto.subtle.importKey('raw', key, 'AES-CBC', false, ['encrypt', 'decrypt']);
  for (let at = 0; at < wrapped.length; at += block) {
    plain.push(await decryptBlock(own, wrapped.slice(at, at + block)));
  }
  const all = concat(...plain);
  const padding = all.at(-1) ?? 0;
  const isPadded =
    padding > 0 && padding <= block && all.subarray(-padding).every((byte) => byte === padding);
  if (!isPadded) throw new DOMException('The padding is wrong.', 'OperationError');
  return all.slice(0, -padding);
}

// WebCrypto has no ECB mode. A block in CBC mode under zeros is the same; the block after it makes
// the padding that CBC mode in WebCrypto insists on.
async function decryptBlock(key: CryptoKey, one: Bytes): Promise<Bytes> {
  const encrypted = await crypto.subtle.encrypt(
    { name: 'AES-CBC', iv: one },
    key,
    new Uint8Array(),
  );
  const iv = new Uint8Array(block);
  const both = concat(one, new Uint8Array(encrypted));
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-CBC', iv }, key, both));
}

/** Unwraps what `AESWrap` made: AES key wrap (RFC 3394). */
export async function unwrapAesKw(key: Bytes, wrapped: Bytes): Promise<Bytes> {
  const own = await crypto.subtle.importKey('raw', key, 'AES-KW', false, ['unwrapKey']);
  const unwrapped = await crypto.subtle.unwrapKey(
    ...(['raw', wrapped, own, 'AES-KW', 'AES-GCM', true, ['encrypt']] as const),
  );
  return new Uint8Array(await crypto.subtle.exportKey('raw', unwrapped));
}
