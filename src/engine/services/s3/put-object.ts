import type { PutObjectOutput, PutObjectRequest } from '@aws-sdk/client-s3';
import type { Context, Operation, Permission } from '../../operation';
import type { Source } from './body';
import { checksumAnswer } from './checksums/checksum';
import { startDigests } from './checksums/digests';
import { chooseEncryption } from './choose-encryption';
import { cryptoStep } from './crypto-step';
import { beginEncryption, encryptionAnswer } from './encryption-modes';
import { tooManyTags } from './errors';
import { expirationAnswer } from './lifecycle-rules';
import { findObject, type FoundObject } from './lookup';
import { storageClass, systemHeaders, userMetadata } from './metadata';
import { checkAcl } from './object-acl';
import { lockOfNew, lockPermissions, requestedLock, type LockInput } from './object-lock';
import { sealPart } from './object-store';
import { objectPermission } from './permissions';
import { checkWriteConditions } from './preconditions';
import { replicate } from './replicate';
import { checkTags } from './tag-rules';
import { tagsOfHeader, type ObjectTags } from './tagging-header';
import { nullVersion, putVersion } from './versions';

/** A PutObject request with a body of any kind. */
export type PutObjectInput = Omit<PutObjectRequest, 'Body'> & { readonly Body?: Source };

/** What a request says of the object it writes, beside its bytes. */
interface NewObjectInput extends LockInput {
  readonly Tagging?: string | undefined;
  readonly IfMatch?: string | undefined;
}

/** Tags that an object may have. */
export const tagLimit = 10;

/** The tags of a request that writes an object. Throws InvalidArgument and BadRequest. */
export function newTags({ Tagging }: NewObjectInput): ObjectTags {
  const tags = tagsOfHeader(Tagging ?? '');
  const given = Object.entries(tags);
  if (given.length > tagLimit) throw tooManyTags();
  checkTags(given.map(([Key, Value]) => ({ Key, Value })));
  return tags;
}

/** The permissions that writing an object takes: for it, its tags, and what its condition tells. */
export function writePermissions(
  input: NewObjectInput,
  found: FoundObject,
  ctx: Context,
): readonly Permission[] {
  const { bucket, Key } = found;
  const permission = (action: string, more: Parameters<typeof objectPermission>[5] = {}) =>
    objectPermission(action, bucket, Key, ctx, input, more);
  const ofLock = lockPermissions(input, found, ctx);
  if (input.Tagging === undefined && input.IfMatch === undefined)
    return [permission('s3:PutObject'), ...ofLock];
  const requested = requestedTagKeys(newTags(input));
  return [
    permission('s3:PutObject', requested),
    ...(input.Tagging === undefined ? [] : [permission('s3:PutObjectTagging', requested)]),
    ...(input.IfMatch === undefined ? [] : [permission('s3:GetObject')]),
    ...ofLock,
  ];
}

/** The condition keys of tags that a request gives. */
export function requestedTagKeys(tags: ObjectTags) {
  const keys: Record<string, string | readonly string[]> = {};
  const names = Object.keys(tags);
  if (names.length > 0) keys['s3:RequestObjectTagKeys'] = names;
  for (const name of names) keys[`s3:RequestObjectTag/${name}`] = tags[name] ?? '';
  return keys;
}

/** Who gave an encryption context is answered with it. */
export function contextAnswer({
  SSEKMSEncryptionContext,
}: Pick<PutObjectInput, 'SSEKMSEncryptionContext'>) {
  return SSEKMSEncryptionContext === undefined ? {} : { SSEKMSEncryptionContext };
}

export const PutObject: Operation<PutObjectInput, PutObjectOutput, FoundObject> = {
  target: ({ Bucket, Key, ExpectedBucketOwner }, ctx) =>
    findObject(ctx, { Bucket, Key, ExpectedBucketOwner }),
  permissions: writePermissions,
  async handle(input, ctx, { bucket, Key, version }) {
    checkAcl(input);
    const described = {
      ...{ StorageClass: storageClass(input.StorageClass), headers: systemHeaders(input) },
      ...{ Metadata: userMetadata(input.Metadata), tags: newTags(input) },
    };
    const lock = lockOfNew(requestedLock(input, bucket, ctx.now), bucket, ctx.now);
    const chosen = chooseEncryption(ctx, input, bucket);
    const digests = startDigests(input, chosen.mode, ctx);
    checkWriteConditions(input, Key, version);
    const place = { bucket: bucket.Name, Key };
    const { dataKeys, encryption } = await beginEncryption(ctx, place, chosen);
    const part = await sealPart(ctx, input.Body, dataKeys, digests.follow);
    cryptoStep(ctx, 'encrypt', { ...place, ...described }, part.Size, encryption);
    const placed = putVersion(ctx, bucket, {
      ...{ kind: 'object' as const, Key, owner: ctx.caller.account, Size: part.Size },
      ...{ ...described, ...digests.finish(), encryption, parts: [part], ...lock },
    });
    replicate(ctx, bucket, placed);
    const { VersionId, ETag, checksum } = placed;
    return {
      ETag: `"${ETag}"`,
      ...checksumAnswer(checksum),
      ...encryptionAnswer(encryption, chosen.customerKey),
      ...contextAnswer(input),
      ...expirationAnswer(bucket, placed),
      ...(VersionId === nullVersion ? {} : { VersionId }),
    };
  },
};
