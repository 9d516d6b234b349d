import { algorithmIdentifier, digestInfo } from '../../../der';
import { concat, equalBytes, type Bytes } from './material';
import type { Random } from '../../../random';

/** A hash as RSA signatures name it. Object identifiers: RFC 8017. */
export interface Hash {
  readonly name: 'SHA-256' | 'SHA-384' | 'SHA-512';
  readonly bytes: number;
  readonly oid: string;
}

const digestOf = async (hash: Hash, message: Bytes) =>
  new Uint8Array(await crypto.subtle.digest(hash.name, message));

/** How a digest becomes as many bytes as the modulus has, and how that is checked. */
export interface Encoding {
  readonly parameters: RsaPssParams | AlgorithmIdentifier;
  readonly name: string;
  encode(digest: Bytes, modulusBytes: number, random?: Random): Promise<Bytes>;
  matches(encoded: Bytes, digest: Bytes): Promise<boolean>;
}

/** EMSA-PKCS1-v1_5 (RFC 8017, section 9.2). */
export function pkcs1Encoding(hash: Hash): Encoding {
  const identifier = algorithmIdentifier(hash.oid, 'null');
  const encode = (digest: Bytes, modulusBytes: number) => {
    const info = digestInfo(identifier, digest);
    const padding = new Uint8Array(modulusBytes - info.length - 3).fill(0xff);
    return concat(Uint8Array.of(0, 1), padding, Uint8Array.of(0), info);
  };
  return {
    name: 'RSASSA-PKCS1-v1_5',
    parameters: { name: 'RSASSA-PKCS1-v1_5' },
    encode: (digest, modulusBytes) => Promise.resolve(encode(digest, modulusBytes)),
    matches: (encoded, digest) =>
      Promise.resolve(equalBytes(encoded, encode(digest, encoded.length))),
  };
}

/** EMSA-PSS (RFC 8017, section 9.1), its salt as long as the hash, MGF1 with the same hash. */
export function pssEncoding(hash: Hash): Encoding {
  const zeros = new Uint8Array(8);
  const trailer = Uint8Array.of(0xbc);

  async function unmask(masked: Bytes, digest: Bytes): Promise<Bytes> {
    const mask: Bytes[] = [];
    for (let i = 0; i * hash.bytes < masked.length; i += 1) {
      mask.push(await digestOf(hash, concat(digest, Uint8Array.of(0, 0, i >> 8, i & 0xff))));
    }
    const bytes = concat(...mask).slice(0, masked.length);
    for (let i = 0; i < bytes.length; i += 1) bytes[i] = bytes[i]! ^ masked[i]!;
    // The modulus has whole bytes, so the encoded message is one bit short of them.
    bytes[0] = bytes[0]! & 0x7f;
    return bytes;
  }

  return {
    name: 'RSA-PSS',
    parameters: { name: 'RSA-PSS', saltLength: hash.bytes },
    async encode(digest, modulusBytes, random) {
      const salt = random?.bytes(hash.bytes) ?? crypto.getRandomValues(new Uint8Array(hash.bytes));
      const h = await digestOf(hash, concat(zeros, digest, salt));
      const data = new Uint8Array(modulusBytes - hash.bytes - 1);
      data[data.length - salt.length - 1] = 1;
      data.set(salt, data.length - salt.length);
      return concat(await unmask(data, h), h, trailer);
    },
    async matches(encoded, digest) {
      const masked = encoded.slice(0, encoded.length - hash.bytes - 1);
      const h = encoded.slice(masked.length, encoded.length - 1);
      if (encoded.at(-1) !== trailer[0] || (masked[0]! & 0x80) !== 0) return false;
      const data = await unmask(masked, h);
      const start = data.length - hash.bytes;
      if (data[start - 1] !== 1 || data.subarray(0, start - 1).some((byte) => byte !== 0)) {
        return false;
      }
      return equalBytes(h, await digestOf(hash, concat(zeros, digest, data.subarray(start))));
    },
  };
}
