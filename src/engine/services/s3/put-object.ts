import type { PutObjectOutput, PutObjectRequest } from '@aws-sdk/client-s3';
import { md5 } from '@noble/hashes/legacy.js';
import type { Context, Operation } from '../../operation';
import { toHex } from '../../random';
import type { Source } from './body';
import { cryptoStep } from './crypto-step';
import {
  beginEncryption,
  chooseEncryption,
  encryptionAnswer,
  hasDigestTag,
} from './encryption-modes';
import { findObject, type FoundObject } from './lookup';
import { sealPart } from './object-store';
import { objectPermission } from './permissions';
import type { EncryptionModeName, SystemHeaders } from './state';
import { nullVersion, putVersion } from './versions';

/** The bytes of a tag where it is no digest. */
const tagBytes = 16;

/** A PutObject request with a body of any kind. */
export type PutObjectInput = Omit<PutObjectRequest, 'Body'> & { readonly Body?: Source };

/** An object's ETag in the making: the MD5 digest of its bytes, or nothing one could compute. */
export function tagOf(mode: EncryptionModeName, ctx: Context) {
  if (!hasDigestTag(mode)) {
    return { follow: undefined, digest: () => toHex(ctx.random.bytes(tagBytes)) };
  }
  const hash = md5.create();
  return {
    follow: (chunk: Uint8Array) => void hash.update(chunk),
    digest: () => toHex(hash.digest()),
  };
}

/** The headers of a request that an object keeps. */
export function systemHeaders(input: SystemHeaderInput): SystemHeaders {
  const headers: Record<string, string> = {};
  for (const name of headerNames) {
    const value = input[name];
    if (value !== undefined) headers[name] = value instanceof Date ? value.toUTCString() : value;
  }
  return headers;
}

const headerNames = [
  ...(['ContentType', 'CacheControl', 'ContentDisposition', 'ContentEncoding'] as const),
  ...(['ContentLanguage', 'Expires', 'WebsiteRedirectLocation'] as const),
];

type SystemHeaderInput = {
  readonly [Name in keyof SystemHeaders]?: string | Date | undefined;
};

export const PutObject: Operation<PutObjectInput, PutObjectOutput, FoundObject> = {
  target: (input, ctx) => findObject(ctx, { ...input, VersionId: undefined }),
  permissions: (input, { bucket, Key }, ctx) => [
    objectPermission('s3:PutObject', bucket, Key, ctx, input),
  ],
  async handle(input, ctx, { bucket, Key }) {
    const chosen = chooseEncryption(input, bucket);
    const place = { bucket: bucket.Name, Key };
    const { dataKeys, encryption } = await beginEncryption(ctx, place, chosen);
    const tag = tagOf(encryption.mode, ctx);
    const part = await sealPart(ctx, input.Body, dataKeys, tag.follow);
    cryptoStep(ctx, 'encrypt', place, part.Size, encryption);
    const { VersionId, ETag } = putVersion(ctx, bucket, {
      ...{ kind: 'object' as const, Key, owner: ctx.caller.account, Size: part.Size },
      ...{ ETag: tag.digest(), StorageClass: input.StorageClass ?? 'STANDARD' },
      ...{ headers: systemHeaders(input), Metadata: input.Metadata ?? {} },
      ...{ encryption, parts: [part] },
    });
    return {
      ETag: `"${ETag}"`,
      ...encryptionAnswer(encryption),
      ...(VersionId === nullVersion ? {} : { VersionId }),
    };
  },
};
