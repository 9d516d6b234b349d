import type { LineageEdge, LineageGraph, LineageNode } from '../../../diagrams/lineage/graph';
import { parseArn } from '../../../engine/arn';
import { blastRadius, type LostResource } from '../../../engine/blast-radius';
import type { SnapshotRecord } from '../../../engine/services/ec2/state';
import { parseBlob } from '../../../engine/services/kms/ciphertext-blob';
import type { GrantRecord } from '../../../engine/services/kms/grant-state';
import type { AliasRecord, KeyRecord, MaterialRecord } from '../../../engine/services/kms/state';
import type { LogGroupRecord } from '../../../engine/services/logs/state';
import type { BucketRecord } from '../../../engine/services/s3/state';
import { sealingServices } from '../../../engine/services/sealing';
import { worldReader } from '../world-reader';
import type { WorldTables } from '../world-view';

/** A material of a key as a choice to delete. */
export interface KeyMaterialOption {
  readonly id: string;
  readonly title: string;
  readonly isImported: boolean;
}

type Add = (
  node: Omit<LineageNode, 'count'>,
  from?: string,
  label?: string,
  isBefore?: true,
) => void;

const shortId = (id: string) => `${id.slice(0, 8)}…`;
const regionOf = (arn: string) => parseArn(arn)?.region ?? '';

/** The customer managed and AWS managed keys of the world, the newest first. */
export function keysOf(tables: WorldTables): KeyRecord[] {
  const keys = [...(tables.get('kms.keys')?.values() ?? [])] as KeyRecord[];
  return keys.sort((a, b) => b.CreationDate - a.CreationDate);
}

/** The materials of a key, as its records have them. */
export function materialsOf(tables: WorldTables, key: KeyRecord): KeyMaterialOption[] {
  const owner =
    key.MultiRegion && key.Origin === 'AWS_KMS' ? `${key.AWSAccountId}/${key.KeyId}` : key.Arn;
  const isImported = key.Origin === 'EXTERNAL';
  const current = key.CurrentKeyMaterialId ?? key.material?.id;
  const kept = [...(tables.get('kms.key-materials') ?? [])].filter(([at]) =>
    at.startsWith(`${owner}|`),
  );
  const ids = kept.map(([at, row]) => {
    const { material } = row as MaterialRecord;
    return { id: at.slice(owner.length + 1), isThere: material !== undefined };
  });
  if (ids.length === 0 && key.material !== undefined)
    ids.push({ id: key.material.id, isThere: true });
  return ids.map(({ id, isThere }) => ({
    ...{ id, isImported },
    title: `material ${shortId(id)}${id === current ? ', current' : ''}${isThere ? '' : ', not there'}`,
  }));
}

/** What a key has, and what depends on it, as a graph from what is needed to what needs it. */
export function keyLineage(tables: WorldTables, key: KeyRecord): LineageGraph {
  const nodes = new Map<string, LineageNode>();
  const edges = new Map<string, LineageEdge>();
  const add: Add = (node, from, label = '', isBefore) => {
    if (!nodes.has(node.id)) nodes.set(node.id, { ...node, count: 1 });
    if (from === undefined) return;
    const [first, second] = isBefore === true ? [node.id, from] : [from, node.id];
    edges.set(`${first} ${second}`, { from: first, to: second, label });
  };
  const { Arn, KeyId, KeyState } = key;
  add({ id: Arn, kind: 'key', title: KeyId, detail: `KMS key, ${regionOf(Arn)}, ${KeyState}` });
  const materials = materialsOf(tables, key);
  for (const { id, title, isImported } of materials) {
    const detail = isImported ? 'imported key material' : 'key material';
    add({ id: `material ${id}`, kind: 'material', title, detail, material: id }, Arn);
  }
  addNames(tables, key, add);
  addSettings(tables, key, add);
  const lost = blastRadius(sealingServices, worldReader(tables), Arn);
  for (const resource of lost) addDependant(resource, Arn, materials, add);
  addCopies(tables, new Set(lost.map(({ arn }) => arn)), add);
  return { key: Arn, nodes: [...nodes.values()], edges: [...edges.values()] };
}

function addNames(
  tables: WorldTables,
  { Arn, AWSAccountId, KeyId, MultiRegion }: KeyRecord,
  add: Add,
): void {
  for (const row of tables.get('kms.aliases')?.values() ?? []) {
    const { AliasName, AliasArn, targetKeyArn } = row as AliasRecord;
    if (targetKeyArn !== Arn) continue;
    add({ id: AliasArn, kind: 'alias', title: AliasName, detail: 'alias' }, Arn, 'names', true);
  }
  for (const row of tables.get('kms.grants')?.values() ?? []) {
    const { keyArn, GrantId, Name, grantee } = row as GrantRecord;
    if (keyArn !== Arn) continue;
    const title = Name === '' ? shortId(GrantId) : Name;
    const detail = `grant to ${grantee.name.slice(grantee.name.lastIndexOf(':') + 1)}`;
    add({ id: `${Arn} ${GrantId}`, kind: 'grant', title, detail }, Arn, 'lets use', true);
  }
  for (const other of MultiRegion ? keysOf(tables) : []) {
    if (other.KeyId !== KeyId || other.AWSAccountId !== AWSAccountId || other.Arn === Arn) continue;
    const detail = `related multi-Region key, ${regionOf(other.Arn)}, ${other.KeyState}`;
    add({ id: other.Arn, kind: 'related key', title: KeyId, detail }, Arn, 'same material', true);
  }
}

/** What encrypts new things under the key. */
function addSettings(tables: WorldTables, key: KeyRecord, add: Add): void {
  const aliases = [...(tables.get('kms.aliases')?.values() ?? [])] as AliasRecord[];
  const names = new Set([
    ...[key.Arn, key.KeyId],
    ...aliases.flatMap(({ AliasArn, AliasName, targetKeyArn }) =>
      targetKeyArn === key.Arn ? [AliasArn, AliasName] : [],
    ),
  ]);
  for (const row of tables.get('s3.buckets')?.values() ?? []) {
    const { Name, region, encryption } = row as BucketRecord;
    if (region !== regionOf(key.Arn) || !names.has(encryption.KMSMasterKeyID ?? '')) continue;
    const detail = `default encryption of a bucket, ${region}`;
    add({ id: `bucket ${Name}`, kind: 'setting', title: Name, detail }, key.Arn, 'new objects');
  }
  for (const row of tables.get('logs.groups')?.values() ?? []) {
    const { logGroupName, region, kmsKeyId } = row as LogGroupRecord;
    if (kmsKeyId !== key.Arn) continue;
    const detail = `key of a log group, ${region}`;
    add(
      { id: `group ${region} ${logGroupName}`, kind: 'setting', title: logGroupName, detail },
      key.Arn,
      'new events',
    );
  }
}

function addDependant(
  resource: LostResource,
  keyArn: string,
  materials: readonly KeyMaterialOption[],
  add: Add,
): void {
  const { kind, arn, version, blob, sharedKey } = resource;
  const named = blob && parseBlob(blob)?.keyMaterialId;
  const material = named ?? (materials.length === 1 ? materials[0]?.id : undefined);
  const needs = material === undefined ? {} : { material };
  const isKnown = material !== undefined && materials.some(({ id }) => id === material);
  let from = isKnown ? `material ${material}` : keyArn;
  if (sharedKey !== undefined) {
    const id = `data key ${sharedKey}`;
    add(
      {
        id,
        kind: 'data key',
        title: `bucket key ${shortId(sharedKey)}`,
        detail: 'data key for many objects',
        ...needs,
      },
      from,
      'encrypts',
    );
    from = id;
  }
  const id = version === undefined ? arn : `${arn} ${version}`;
  const name = arn
    .slice(arn.lastIndexOf(':') + 1)
    .replace(/^(?:parameter(?=\/)|volume\/|snapshot\/)/, '');
  const title =
    version === undefined || version === 'null' ? name : `${name} ${version.slice(0, 8)}`;
  const region = regionOf(arn) || regionOf(keyArn);
  add(
    { id, kind: 'dependant', title, detail: `${kind}, ${region}`, ...needs },
    from,
    sharedKey === undefined ? 'data key' : '',
  );
}

/** Copies of what depends on the key, under other keys: they outlive it. */
function addCopies(tables: WorldTables, lost: ReadonlySet<string>, add: Add): void {
  for (const row of tables.get('ec2.snapshots')?.values() ?? []) {
    const { SnapshotId, region, account, copy } = row as SnapshotRecord;
    if (copy === undefined) continue;
    const source = `arn:aws:ec2:${copy.SourceRegion}::snapshot/${copy.SourceSnapshotId}`;
    if (!lost.has(source) || lost.has(`arn:aws:ec2:${region}::snapshot/${SnapshotId}`)) continue;
    const detail = `copy under another key, ${region}, ${account}`;
    add({ id: `copy ${SnapshotId}`, kind: 'copy', title: SnapshotId, detail }, source, 'copied');
  }
}
