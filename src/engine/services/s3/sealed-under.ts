import type { SealedResource } from '../../operation';
import type { Reader } from '../../tables';
import { noncurrentTable, objectArn, objectsTable, type Version } from './state';

/** The object versions that only this KMS key opens, current ones first. */
export function* sealedUnder(reader: Reader, keyArn: string): Generator<SealedResource> {
  for (const table of [objectsTable, noncurrentTable]) {
    for (const [, version] of reader.range(table)) {
      if (isUnder(version, keyArn)) yield sealed(version);
    }
  }
}

function isUnder(
  version: Version,
  keyArn: string,
): version is Extract<Version, { kind: 'object' }> {
  return version.kind === 'object' && version.encryption.kmsKeyArn === keyArn;
}

function sealed({ bucket, Key, VersionId, Size }: Extract<Version, { kind: 'object' }>) {
  const arn = objectArn(bucket, Key);
  return { kind: 'object version', arn, version: VersionId, bytes: Size };
}
