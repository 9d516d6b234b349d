import { AwsError } from '../../errors';
import type { Context } from '../../operation';
import { cryptoStep } from './crypto-step';
import { beginEncryption, openEncryption, type Begun } from './encryption-modes';
import { encrypted } from './kms-data-keys';
import { copyPart, openParts, sealPart } from './object-store';
import type { DataKey } from './key-store';
import type { ObjectPart, ObjectVersion } from './state';

/** Where a replica comes to be, and the KMS key that its rule has for it. */
export interface ReplicaPlace {
  readonly bucket: string;
  readonly Key: string;
  readonly kmsKeyId: string | undefined;
}

type Sealed = Pick<ObjectVersion, 'encryption' | 'parts'>;

/**
 * The bytes of a version at their new place, in the same mode and with the same parts: opened where
 * they are, and sealed under new data keys where they come to be. A KMS key is the rule's, and a
 * bucket key is used where the source has one (Amazon S3 User Guide, "Using an S3 Bucket Key with
 * replication"). Under a key that only the customer has they stay as they lie. The reason where a
 * key cannot be used; `Deferred` where AWS KMS has no capacity.
 */
export async function sealReplica(
  here: Context,
  there: Context,
  version: ObjectVersion,
  place: ReplicaPlace,
): Promise<Sealed | string> {
  const { encryption, parts } = version;
  if (encryption.mode === 'SSE-C') {
    return { encryption, parts: parts.map((part) => ({ ...part, ...copyPart(there, part) })) };
  }
  const opened = await unlessKeyFails('Src', openEncryption(here, version, encryption));
  if (typeof opened === 'string') return opened;
  const begun = await unlessKeyFails('Dst', beginReplica(there, version, place));
  if (typeof begun === 'string') return begun;
  cryptoStep(here, 'decrypt', version, version.Size, encryption);
  const sealed: ObjectPart[] = [];
  for (const part of parts) sealed.push(await reseal(there, part, opened, begun.dataKeys));
  cryptoStep(there, 'encrypt', { ...version, ...place }, version.Size, begun.encryption);
  return { encryption: begun.encryption, parts: sealed };
}

function beginReplica(
  there: Context,
  { encryption }: ObjectVersion,
  { kmsKeyId, ...place }: ReplicaPlace,
): Promise<Begun> {
  return beginEncryption(there, place, {
    ...{ mode: encryption.mode, pairs: ownPairs(encryption.context), kmsDataKeys: encrypted },
    bucketKey: encryption.dataKeys[0]?.under === 'bucket key',
    ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
  });
}

/** The pairs that the request added to the encryption context. */
function ownPairs(context: ObjectVersion['encryption']['context'] = {}) {
  return Object.fromEntries(Object.entries(context).filter(([name]) => name !== 'aws:s3:arn'));
}

/** One part, a chunk at a time: never more than that is in the clear. */
async function reseal(
  ctx: Context,
  part: ObjectPart,
  from: readonly DataKey[],
  to: readonly DataKey[],
): Promise<ObjectPart> {
  const { checksum, Size } = part;
  const source = {
    size: Size,
    slice: (start: number, end: number) => ({
      async arrayBuffer() {
        const content = await openParts(ctx, [part], from, start, end);
        return (await content.bytes()).slice().buffer as ArrayBuffer;
      },
    }),
  };
  const sealed = await sealPart(ctx, source, to);
  return checksum === undefined ? sealed : { ...sealed, checksum };
}

/** What AWS KMS answers, or the reason why a replication fails by it. */
async function unlessKeyFails<T>(end: 'Src' | 'Dst', answer: Promise<T>): Promise<T | string> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.statusCode >= 500) return 'Deferred';
    if (error.code === 'AccessDenied') {
      return end === 'Src' ? 'SrcGetObjectNotPermitted' : 'DstPutObjectNotPermitted';
    }
    const isMissing = error.code === 'KMS.NotFoundException';
    return `${end}KmsKey${isMissing ? 'NotFound' : 'InvalidState'}`;
  }
}
