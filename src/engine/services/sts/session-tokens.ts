import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { decodeBase64, encodeBase64 } from '../../base64';
import type { Random } from '../../random';
import type { Reader } from '../../tables';
import { stsSecretKey, stsSecretTable } from './state';

// The first bytes of AWS's own tokens: read as base64 they begin with "IQoJb3JpZ2luX2Vj".
const header = Uint8Array.from('!\n\torigin_ec', (character) => character.charCodeAt(0));
const idLength = 20;
const fillerLength = 228;
const sealLength = 32;
const idStart = header.length;
const expiryStart = idStart + idLength;
const sealStart = expiryStart + 8 + fillerLength;

/** The purposes of the secret of AWS STS, each with a key of its own. */
export type Purpose = 'session tokens' | 'authorization messages';

/** The key for one purpose; undefined in a world whose AWS STS has no secret. */
export function stsKey(reader: Reader, purpose: Purpose): Uint8Array<ArrayBuffer> | undefined {
  const record = reader.get(stsSecretTable, stsSecretKey);
  return record && Uint8Array.from(hmac(sha256, record.secret, new TextEncoder().encode(purpose)));
}

/** Makes a session token. As in AWS it tells the service itself whose it is and until when. */
export function sealSessionToken(
  key: Uint8Array,
  accessKeyId: string,
  expiresAt: number,
  random: Random,
): string {
  const token = new Uint8Array(sealStart + sealLength);
  token.set(header);
  token.set(new TextEncoder().encode(accessKeyId), idStart);
  new DataView(token.buffer).setFloat64(expiryStart, expiresAt);
  token.set(random.bytes(fillerLength), expiryStart + 8);
  token.set(hmac(sha256, key, token.subarray(0, sealStart)), sealStart);
  return encodeBase64(token);
}

/** When a token of this access key expires or expired (ms); undefined for one STS never made. */
export function readSessionToken(
  key: Uint8Array,
  accessKeyId: string,
  text: string,
): number | undefined {
  const token = decodeBase64(text);
  if (token?.length !== sealStart + sealLength) return undefined;
  const seal = hmac(sha256, key, token.subarray(0, sealStart));
  if (!seal.every((byte, i) => byte === token[sealStart + i])) return undefined;
  const id = new TextDecoder().decode(token.subarray(idStart, expiryStart));
  return id === accessKeyId ? new DataView(token.buffer).getFloat64(expiryStart) : undefined;
}
