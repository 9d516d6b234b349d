import type { SealedResource } from '../../operation';
import type { Reader } from '../../tables';
import { arnOfInstance, arnOfSnapshot, instancesTable, snapshotsTable } from './state';

/** The DB instances and snapshots whose storage only this KMS key opens. */
export function* sealedUnder(reader: Reader, keyArn: string): Generator<SealedResource> {
  for (const [, row] of reader.range(instancesTable)) {
    if (row.encryption?.KmsKeyId !== keyArn) continue;
    yield { kind: 'DB instance', arn: arnOfInstance(row), blob: row.encryption.dataKey };
  }
  for (const [, row] of reader.range(snapshotsTable)) {
    if (row.encryption?.KmsKeyId !== keyArn) continue;
    yield { kind: 'DB snapshot', arn: arnOfSnapshot(row), blob: row.encryption.dataKey };
  }
}
