import { md5 } from '@noble/hashes/legacy.js';
import { decodeBase64, encodeBase64 } from '../../../base64';
import type { Context } from '../../../operation';
import { toHex } from '../../../random';
import { hasDigestTag } from '../encryption-modes';
import { badDigest, badMd5, invalidDigest } from '../errors';
import type { EncryptionModeName } from '../state';
import { checksumAlgorithms, defaultAlgorithm, type AlgorithmName } from './algorithms';
import { givenChecksum, type Checksum, type ChecksumInput } from './checksum';

/** What is taken of bytes while they are sealed. */
export interface Digests {
  follow(chunk: Uint8Array): void;
  /** The ETag and the checksum. Throws BadDigest where the request said otherwise. */
  finish(): { readonly ETag: string; readonly checksum: Checksum };
}

const md5Bytes = 16;

/**
 * Starts what must be taken of the bytes of a request: its checksum, or S3's own where it has none,
 * (by `own`, where that is chosen), and MD5 where the ETag is that digest or the request says which it must be. An ETag that is no
 * digest is random: AWS says no more of it.
 */
export function startDigests(
  input: ChecksumInput & { readonly ContentMD5?: string | undefined },
  mode: EncryptionModeName,
  ctx: Context,
  own: AlgorithmName = defaultAlgorithm,
): Digests {
  const { ContentMD5 } = input;
  if (ContentMD5 !== undefined && decodeBase64(ContentMD5)?.length !== md5Bytes) {
    throw invalidDigest(ContentMD5);
  }
  const given = givenChecksum(input);
  const { algorithm } = given ?? { algorithm: own };
  const running = checksumAlgorithms[algorithm].start();
  const isTag = hasDigestTag(mode);
  const hash = isTag || ContentMD5 !== undefined ? md5.create() : undefined;
  return {
    follow(chunk) {
      running.update(chunk);
      hash?.update(chunk);
    },
    finish() {
      const digest = hash?.digest();
      if (ContentMD5 !== undefined && digest !== undefined) {
        const calculated = encodeBase64(digest);
        if (calculated !== ContentMD5) {
          const given = decodeBase64(ContentMD5) ?? new Uint8Array();
          throw badMd5(calculated, 'PartNumber' in input ? ContentMD5 : toHex(given));
        }
      }
      const value = encodeBase64(running.digest());
      if (given !== undefined && given.value !== value) throw badDigest(algorithm);
      const tag = isTag && digest !== undefined ? digest : ctx.random.bytes(md5Bytes);
      return { ETag: toHex(tag), checksum: { algorithm, type: 'FULL_OBJECT', value } };
    },
  };
}
