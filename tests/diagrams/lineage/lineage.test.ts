import { describe, expect, it } from 'vitest';
import { collapsed, fateOf, type LineageGraph } from '../../../src/diagrams/lineage/graph';
import { lineageLayout } from '../../../src/diagrams/lineage/layout';
import { lineageText, tally } from '../../../src/diagrams/lineage/text';
import { keyLineage, keysOf } from '../../../src/ui/lab/lineage/key-lineage';
import { testWorld } from '../../engine/world';
import { mirrorOf } from '../../ui/lab/mirror';

function manyObjects(count: number): LineageGraph {
  const objects = Array.from({ length: count }, (_, n) => ({
    ...{ id: `object ${n}`, kind: 'dependant' as const, title: `object-${n}`, count: 1 },
    ...{ detail: 'object version, us-east-1', material: 'm1' },
  }));
  const key = { id: 'key', kind: 'key' as const, title: 'key', detail: 'KMS key', count: 1 };
  const edges = objects.map(({ id }) => ({ from: 'key', to: id, label: 'data key' }));
  return { key: 'key', nodes: [key, ...objects], edges };
}

/** A world whose key has something of many services under it. */
async function world() {
  const made = testWorld();
  const { send, kms } = made;
  const { Arn, KeyId } = await made.createKey();
  await kms('CreateAlias', { AliasName: 'alias/orders', TargetKeyId: KeyId });
  const parameter = { Name: '/db/password', Value: 'x', Type: 'SecureString', KeyId: Arn };
  await send('ssm', 'PutParameter', parameter);
  await send('s3', 'CreateBucket', { Bucket: 'pictures-of-the-lab' });
  const sse = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: Arn, BucketKeyEnabled: true };
  const Body = new Uint8Array(10);
  for (const Key of ['a', 'b']) {
    await send('s3', 'PutObject', { Bucket: 'pictures-of-the-lab', Key, Body, ...sse });
  }
  const lineage = () => {
    const tables = mirrorOf(made.engine.tables);
    const key = keysOf(tables).find((one) => one.Arn === Arn);
    if (key === undefined) throw new Error('the key is gone');
    return keyLineage(tables, key);
  };
  return { ...made, Arn, KeyId, lineage };
}

describe('the lineage of a key', () => {
  it('has its alias, material, data keys and what they open', async () => {
    const { lineage } = await world();
    const { nodes, edges } = lineage();
    const kinds = nodes.map(({ kind, title }) => `${kind}: ${title.replace(/ .*/, '')}`);
    expect(kinds).toContain('alias: alias/orders');
    expect(kinds.filter((kind) => kind.startsWith('material'))).toHaveLength(1);
    expect(kinds.filter((kind) => kind.startsWith('data key'))).toHaveLength(1);
    expect(kinds.filter((kind) => kind.startsWith('dependant'))).toHaveLength(3);
    const ids = new Set(nodes.map(({ id }) => id));
    expect(new Set(edges.map(({ from, to }) => `${from} ${to}`)).size).toBe(edges.length);
    expect(edges.every(({ from, to }) => ids.has(from) && ids.has(to))).toBe(true);
  });

  it('hangs what was encrypted before a rotation on the material of then', async () => {
    const { engine, lineage, kms, send, KeyId, Arn } = await world();
    await kms('RotateKeyOnDemand', { KeyId });
    await engine.advanceTo(engine.now + 3_600_000);
    await send('ssm', 'PutParameter', {
      Name: '/new',
      Value: 'x',
      Type: 'SecureString',
      KeyId: Arn,
    });
    const { nodes } = lineage();
    const materialOf = (title: string) =>
      nodes.find((node) => node.title.startsWith(title))?.material;
    expect(materialOf('/new')).toBeDefined();
    expect(materialOf('/new')).not.toBe(materialOf('/db/password'));
  });

  it('loses all by deletion, nothing by disabling, and what is under it by its material', () => {
    const graph = manyObjects(3);
    expect(tally(graph, { type: 'delete' })).toEqual({ kept: 0, blocked: 0, lost: 3 });
    expect(tally(graph, { type: 'disable' })).toEqual({ kept: 0, blocked: 3, lost: 0 });
    const other = { type: 'delete material', material: 'm2' } as const;
    expect(tally(graph, other)).toEqual({ kept: 3, blocked: 0, lost: 0 });
    expect(graph.nodes.map((node) => fateOf(node, other))[0]).toBe('blocked');
  });

  it('draws 10,000 dependants as one counted node, and lists every one', () => {
    const graph = manyObjects(10_000);
    expect(collapsed(graph).nodes).toHaveLength(2);
    const { boxes, lines } = lineageLayout(graph, { type: 'delete' });
    expect(boxes.map(({ node }) => node.count)).toEqual([1, 10_000]);
    expect(lines).toHaveLength(1);
    expect(lineageText(graph, { type: 'delete' })).toHaveLength(10_002);
  });

  it('draws fifty one by one, in layers that do not overlap', () => {
    const { boxes, width, height } = lineageLayout(manyObjects(50), { type: 'disable' });
    expect(boxes).toHaveLength(51);
    const ys = boxes.slice(1).map(({ y }) => y);
    const sorted = [...ys].sort((a, b) => a - b);
    expect(sorted.every((y, i) => i === 0 || y - (sorted[i - 1] ?? 0) >= 44)).toBe(true);
    expect(boxes.every(({ x, y }) => x >= 0 && y >= 0 && x < width && y < height)).toBe(true);
  });
});
