import { keyField } from '../common';
import type { ConsoleWorld } from '../console-world';
import type { Field, Option } from '../form/fields';
import { givenText, isTicked, textOf, type Values } from '../form/values';

/** The ways of Amazon S3 to encrypt, as its console calls them. */
export const encryptionModes: readonly Option[] = [
  {
    ...{ value: 'AES256', label: 'SSE-S3' },
    help: 'Server-side encryption with Amazon S3 managed keys.',
  },
  {
    ...{ value: 'aws:kms', label: 'SSE-KMS' },
    help: 'Server-side encryption with AWS Key Management Service keys.',
  },
  {
    ...{ value: 'aws:kms:dsse', label: 'DSSE-KMS' },
    help: 'Dual-layer server-side encryption with AWS Key Management Service keys. It has no Bucket Key.',
  },
];

/** What a mode of encryption is called. */
export function modeName(mode: string): string {
  return encryptionModes.find(({ value }) => value === mode)?.label ?? mode;
}

/** The fields of a KMS key and a bucket key, as far as the chosen mode has them. */
export function keyFields(
  mode: string,
  world: ConsoleWorld,
  { key, bucketKey }: { readonly key?: string | undefined; readonly bucketKey?: boolean } = {},
): readonly Field[] {
  if (!mode.startsWith('aws:kms')) return [];
  return [
    keyField(world, {
      ...{ name: 'key', label: 'AWS KMS key', own: 'aws/s3' },
      ...(key === undefined ? {} : { value: key }),
    }),
    ...(mode === 'aws:kms' ? [bucketKeyField(bucketKey)] : []),
  ];
}

const bucketKeyField = (value = true): Field => ({
  ...{ kind: 'tick', name: 'bucketKey', label: 'Bucket Key', value },
  help: 'One data key of KMS serves many objects for a while: fewer requests to KMS, and its events name the bucket, not the object.',
});

/** How a request for an object says how it is to be encrypted; nothing where the bucket decides. */
export function objectEncryption(values: Values) {
  const mode = textOf(values, 'mode');
  if (mode === '') return {};
  return {
    ServerSideEncryption: mode,
    ...(mode.startsWith('aws:kms') ? { SSEKMSKeyId: givenText(values, 'key') } : {}),
    ...(mode === 'aws:kms' ? { BucketKeyEnabled: isTicked(values, 'bucketKey') } : {}),
  };
}

/** A bucket's default encryption as PutBucketEncryption takes it. */
export function bucketEncryption(values: Values) {
  const mode = textOf(values, 'mode') || 'AES256';
  const rule = {
    ApplyServerSideEncryptionByDefault: {
      SSEAlgorithm: mode,
      ...(mode.startsWith('aws:kms') ? { KMSMasterKeyID: givenText(values, 'key') } : {}),
    },
    ...(mode === 'aws:kms' ? { BucketKeyEnabled: isTicked(values, 'bucketKey') } : {}),
    ...('blocked' in values
      ? {
          BlockedEncryptionTypes: {
            EncryptionType: [isTicked(values, 'blocked') ? 'SSE-C' : 'NONE'],
          },
        }
      : {}),
  };
  return { Rules: [rule] };
}
