import type { SealedResource } from '../../operation';
import type { Reader } from '../../tables';
import { snapshotArn, snapshotsTable, volumeArn, volumesTable } from './state';

/** The volumes and snapshots whose data keys only this KMS key opens. */
export function* sealedUnder(reader: Reader, keyArn: string): Generator<SealedResource> {
  for (const [, volume] of reader.range(volumesTable)) {
    if (volume.encryption?.KmsKeyId !== keyArn) continue;
    yield { kind: 'volume', arn: volumeArn(volume), blob: volume.encryption.dataKey };
  }
  for (const [, snapshot] of reader.range(snapshotsTable)) {
    if (snapshot.encryption?.KmsKeyId !== keyArn) continue;
    yield { kind: 'snapshot', arn: snapshotArn(snapshot), blob: snapshot.encryption.dataKey };
  }
}
