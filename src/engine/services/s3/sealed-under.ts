import type { SealedResource } from '../../operation';
import type { Reader } from '../../tables';
import {
  noncurrentTable,
  objectArn,
  objectsTable,
  type ObjectVersion,
  type Version,
} from './state';

/** The object versions that only this KMS key opens, current ones first. */
export function* sealedUnder(reader: Reader, keyArn: string): Generator<SealedResource> {
  for (const table of [objectsTable, noncurrentTable]) {
    for (const [, version] of reader.range(table)) {
      if (isUnder(version, keyArn)) yield sealed(version);
    }
  }
}

function isUnder(version: Version, keyArn: string): version is ObjectVersion {
  return version.kind === 'object' && version.encryption.kmsKeyArn === keyArn;
}

function sealed({ bucket, Key, VersionId, Size, encryption }: ObjectVersion): SealedResource {
  const arn = objectArn(bucket, Key);
  const lost = { kind: 'object version', arn, version: VersionId, bytes: Size };
  const kept = encryption.dataKeys.find(({ under }) => under === 'kms' || under === 'bucket key');
  if (kept?.under === 'kms') return { ...lost, blob: kept.ciphertext };
  if (kept?.under !== 'bucket key') return lost;
  return { ...lost, blob: kept.ciphertext, sharedKey: kept.bucketKeyId };
}
