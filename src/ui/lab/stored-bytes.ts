import { storedBytes } from '../../diagrams/bytes/at-rest';
import {
  clientEntries,
  clientTagLength,
  isSealedByClient,
} from '../../diagrams/bytes/s3-encryption-client';
import type { Inside, Recognised } from '../../diagrams/bytes/spans';
import type { BlockRecord, SnapshotRecord, VolumeRecord } from '../../engine/services/ec2/state';
import type { ChunkRecord as LogChunk } from '../../engine/services/logs/chunks';
import type { DataKeyRecord } from '../../engine/services/logs/data-keys';
import {
  chunkCount,
  chunkKey,
  findChunk,
  nonceBytes,
  type ChunkRecord,
  type PlacedChunk,
} from '../../engine/services/s3/chunks';
import type { KeptDataKey, ObjectVersion, Version } from '../../engine/services/s3/state';
import type { WorldTables } from './world-view';

/** Bytes that a service keeps; they are put together only when somebody looks. */
export interface Stored {
  /** Says where they are and stays the same while the world changes. */
  readonly id: string;
  readonly name: string;
  /** The record whose replacement says that the bytes may have changed. */
  readonly record: object;
  /** Large bytes have to be fetched first. */
  read(): Recovered | Promise<Recovered>;
}

/** Bytes, and the meaning of each stretch of them. */
interface Recovered {
  readonly bytes: Uint8Array;
  readonly recognised: Recognised;
}

/** How many objects, volumes and snapshots are offered, the newest first. */
export const storedShown = 100;

/** How many chunks or blocks of each are offered. */
const piecesShown = 16;

/** What Amazon S3 keeps of objects, the newest versions first: chunk by chunk, as it lies at rest. */
export function objectsAtRest(tables: WorldTables): Stored[] {
  const chunks = tables.get('s3.chunks') as ReadonlyMap<string, ChunkRecord> | undefined;
  if (chunks === undefined) return [];
  const versions: ObjectVersion[] = [];
  for (const table of ['s3.objects', 's3.noncurrent-versions']) {
    for (const row of tables.get(table)?.values() ?? []) {
      if ((row as Version).kind === 'object') versions.push(row as ObjectVersion);
    }
  }
  versions.sort((a, b) => b.LastModified - a.LastModified);
  return versions.slice(0, storedShown).flatMap((version) => chunksAtRest(version, chunks));
}

function chunksAtRest(version: ObjectVersion, chunks: ReadonlyMap<string, ChunkRecord>): Stored[] {
  const { bucket, Key, VersionId, parts, encryption, Metadata } = version;
  const isSealed = isSealedByClient(Metadata);
  const versionText = VersionId === 'null' ? '' : ` (version ${VersionId})`;
  const all = parts.flatMap(({ id, Size }) =>
    Array.from({ length: chunkCount(Size) }, (_, index) => ({ id, index })),
  );
  return all.slice(0, piecesShown).flatMap(({ id, index: inPart }, index): Stored[] => {
    const layers = encryption.dataKeys.length;
    const chunk = findChunk((key) => chunks.get(key), id, inPart, layers);
    if (chunk === undefined) return [];
    const which = all.length > 1 ? `, chunk ${index + 1} of ${all.length}` : '';
    return [
      {
        id: `s3 ${chunkKey(id, inPart)}`,
        name: `${bucket}/${Key}${versionText}${which}`,
        record: chunk.record,
        read: () => {
          const recovered = (sealed: Uint8Array) =>
            storedBytes({
              format: `${encryption.mode} object at rest in Amazon S3${isSealed ? ', encrypted by its client before' : ''}`,
              nonces: noncesOf(chunk),
              sealed,
              dataKeys: [
                ...encryption.dataKeys.flatMap(keptKeys),
                ...(isSealed ? clientEntries(Metadata) : []),
              ],
              ...(isSealed ? { client: { hasTag: hasWholeTag(sealed, index, all.length) } } : {}),
            });
          const { start, end } = chunk;
          const { sealed } = chunk.record;
          if (sealed instanceof Uint8Array) return recovered(sealed.subarray(start, end));
          const blob = sealed instanceof Blob ? sealed : sealed.blob;
          const reading = blob.slice(start, end).arrayBuffer();
          return reading.then((bytes) => recovered(new Uint8Array(bytes)));
        },
      },
    ];
  });
}

/** A client's tag is at the end of the last chunk; of a very short one a part is in the one before. */
function hasWholeTag({ length }: Uint8Array, index: number, count: number): boolean {
  return index === count - 1 && length >= 2 * clientTagLength;
}

function noncesOf({ nonces }: PlacedChunk): Uint8Array[] {
  return Array.from({ length: nonces.length / nonceBytes }, (_, layer) =>
    nonces.subarray(layer * nonceBytes, (layer + 1) * nonceBytes),
  );
}

function keptKeys(kept: KeptDataKey): Inside[] {
  switch (kept.under) {
    case 'kms':
      return [{ name: 'data key under the KMS key', bytes: kept.ciphertext }];
    case 's3':
      return [{ name: 'data key under a key of Amazon S3', bytes: kept.wrapped }];
    case 'bucket key':
      return [
        { name: 'data key under the bucket key', bytes: kept.wrapped },
        { name: 'bucket key under the KMS key', bytes: kept.ciphertext },
      ];
    case 'customer':
      return [
        { name: 'salt for the check of the customer-provided key', bytes: kept.salt },
        { name: 'check of the customer-provided key', bytes: kept.check },
      ];
  }
}

/** Bytes of the nonce that an encrypted block begins with. */
const blockNonceBytes = 12;

/** What Amazon EBS keeps of volumes and snapshots, the newest first: block by block. */
export function blocksAtRest(tables: WorldTables): Stored[] {
  const owners = [
    ...[...(tables.get('ec2.volumes')?.values() ?? [])].map((row) => {
      const { VolumeId: id, CreateTime: at, encryption } = row as VolumeRecord;
      return { id, at, encryption };
    }),
    ...[...(tables.get('ec2.snapshots')?.values() ?? [])].map((row) => {
      const { SnapshotId: id, StartTime: at, encryption } = row as SnapshotRecord;
      return { id, at, encryption };
    }),
  ];
  owners.sort((a, b) => b.at - a.at);
  const shown = new Map(owners.slice(0, storedShown).map((owner) => [owner.id, owner]));
  const found = new Map<string, Stored[]>([...shown.keys()].map((id) => [id, []]));
  for (const [key, row] of tables.get('ec2.blocks') ?? []) {
    const [id = '', index = ''] = key.split('|');
    const owner = shown.get(id);
    const blocks = found.get(id);
    if (owner === undefined || blocks === undefined || blocks.length >= piecesShown) continue;
    const { bytes, boundTo } = row as BlockRecord;
    const isSealed = boundTo !== undefined;
    const dataKey = owner.encryption?.dataKey;
    blocks.push({
      id: `ec2 ${key}`,
      name: `${id}, block ${Number(index)}`,
      record: row,
      read: () =>
        storedBytes({
          format: `${isSealed ? 'encrypted' : 'unencrypted'} block at rest in Amazon EBS`,
          nonces: isSealed ? [bytes.subarray(0, blockNonceBytes)] : [],
          sealed: isSealed ? bytes.subarray(blockNonceBytes) : bytes,
          dataKeys:
            dataKey === undefined ? [] : [{ name: 'data key under the KMS key', bytes: dataKey }],
        }),
    });
  }
  return [...found.values()].flat();
}

/** What Amazon CloudWatch Logs keeps of log events, the newest first: batch by batch. */
export function eventsAtRest(tables: WorldTables): Stored[] {
  const dataKeys = tables.get('logs.data-keys') as ReadonlyMap<string, DataKeyRecord> | undefined;
  const chunks = [...(tables.get('logs.chunks')?.values() ?? [])] as LogChunk[];
  chunks.sort((a, b) => b.ingestionTime - a.ingestionTime);
  return chunks.slice(0, storedShown).map((chunk): Stored => {
    const [place = '', stream = '', number = ''] = chunk.key.split(':');
    const dataKey = dataKeys?.get(`${place}:${chunk.dataKey}`);
    const group = place.slice(place.lastIndexOf('|') + 1);
    const events = chunk.count === 1 ? '1 event' : `${chunk.count} events`;
    return {
      id: `logs ${chunk.key}`,
      name: `${group}, ${stream}, batch ${Number(number) + 1}: ${events}`,
      record: chunk,
      read: () =>
        storedBytes({
          format: 'log events at rest in Amazon CloudWatch Logs',
          nonces: [chunk.nonce],
          sealed: chunk.sealed,
          dataKeys: dataKey === undefined ? [] : [keptLogKey(dataKey)],
        }),
    };
  });
}

function keptLogKey(kept: DataKeyRecord): Inside {
  return kept.under === 'kms'
    ? { name: 'data key under the KMS key', bytes: kept.ciphertext }
    : { name: 'data key under a key of CloudWatch Logs', bytes: kept.wrapped };
}
