import type { SealedResource } from '../../operation';
import type { Reader } from '../../tables';
import { chunksOf } from './chunks';
import { dataKeyKey, dataKeysTable } from './data-keys';
import { groupArn } from './names';
import { groupsTable, streamsTable } from './state';

/** The log groups with events that only this KMS key opens. */
export function* sealedUnder(reader: Reader, keyArn: string): Generator<SealedResource> {
  for (const [key, { account, region, logGroupName: name }] of reader.range(groupsTable)) {
    let bytes = 0;
    for (const [stream] of reader.range(streamsTable, { prefix: `${key}:` })) {
      for (const [, chunk] of chunksOf(reader, stream)) {
        const dataKey = reader.get(dataKeysTable, dataKeyKey(key, chunk.dataKey));
        if (dataKey?.under === 'kms' && dataKey.kmsKeyId === keyArn) bytes += chunk.bytes;
      }
    }
    if (bytes > 0) yield { kind: 'log group', arn: groupArn({ account, region, name }), bytes };
  }
}
