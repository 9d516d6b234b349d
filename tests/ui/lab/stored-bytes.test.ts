import { describe, expect, it } from 'vitest';
import { chunkBytes } from '../../../src/engine/services/s3/chunks';
import { saveWorld } from '../../../src/engine/saved-world';
import { blocksAtRest, eventsAtRest, objectsAtRest } from '../../../src/ui/lab/stored-bytes';
import { ec2World } from '../../engine/ec2/world';
import { logsKeyPolicy, logsWorld } from '../../engine/logs/world';
import { testWorld, utf8 } from '../../engine/world';

function tablesOf({ engine }: Pick<ReturnType<typeof testWorld>, 'engine'>) {
  const tables = new Map<string, Map<string, object>>();
  for (const [table, key, row] of saveWorld(engine.tables).rows) {
    const rows = tables.get(table) ?? new Map<string, object>();
    tables.set(table, rows.set(key, row));
  }
  return tables;
}

describe('an object at rest', () => {
  async function stored(input: object) {
    const world = testWorld();
    await world.send('s3', 'CreateBucket', { Bucket: 'reports' });
    await world.send('s3', 'PutObject', { Bucket: 'reports', Key: 'q3.txt', ...input });
    return objectsAtRest(tablesOf(world));
  }

  it('is nonce, ciphertext and tag, and its data key is a blob of AWS KMS', async () => {
    const Body = utf8('confidential figures');
    const [object] = await stored({ Body, ServerSideEncryption: 'aws:kms' });
    expect(object?.name).toBe('reports/q3.txt');
    const { bytes, recognised } = await object!.read();
    expect(recognised.format).toBe('aws:kms object at rest in Amazon S3');
    expect(recognised.spans.map(({ name, length }) => [name, length])).toEqual([
      ['nonce', 12],
      ['ciphertext', Body.length],
      ['tag', 16],
    ]);
    expect(new TextDecoder('latin1').decode(bytes)).not.toContain('confidential');
    expect(recognised.inside.map(({ name }) => name)).toEqual(['data key under the KMS key']);
  });

  it('shows what its client has encrypted before, and the entries that the client left', async () => {
    const Metadata = {
      'x-amz-c': '115',
      'x-amz-3': 'AQIDBA==',
      'x-amz-d': 'AAAA',
      'x-amz-i': 'AAAA',
    };
    const [object] = await stored({ Body: new Uint8Array(57 + 16), Metadata });
    const { recognised } = await object!.read();
    expect(recognised.format).toBe(
      'AES256 object at rest in Amazon S3, encrypted by its client before',
    );
    expect(recognised.spans.map(({ name, length }) => [name, length])).toEqual([
      ['nonce', 12],
      ['ciphertext of the client\u2019s ciphertext', 57],
      ['ciphertext of the client\u2019s tag', 16],
      ['tag', 16],
    ]);
    expect(recognised.inside.map(({ name }) => name).slice(-3)).toEqual([
      'x-amz-3: encrypted data key of the client',
      'x-amz-d: key commitment',
      'x-amz-i: message ID',
    ]);
  });

  it('lies there in chunks where it is large', async () => {
    const chunks = await stored({ Body: new Uint8Array(2 * chunkBytes + 1) });
    expect(chunks.map(({ name }) => name)).toEqual([
      'reports/q3.txt, chunk 1 of 3',
      'reports/q3.txt, chunk 2 of 3',
      'reports/q3.txt, chunk 3 of 3',
    ]);
    expect((await chunks[2]!.read()).bytes).toHaveLength(12 + 1 + 16);
  });

  it('is nowhere in a world without buckets', () => {
    expect(objectsAtRest(tablesOf(testWorld()))).toEqual([]);
  });
});

describe('a block of a volume at rest', () => {
  async function written(input: object) {
    const world = ec2World();
    const { VolumeId } = await world.volume(input);
    const instance = await world.instance();
    await world.attach(VolumeId, instance);
    await world.write(instance, 0, 'customer list');
    const [block] = blocksAtRest(tablesOf(world)).filter(({ name }) => name.startsWith(VolumeId));
    return block!.read();
  }

  it('is nonce, ciphertext and tag where the volume is encrypted', async () => {
    const { bytes, recognised } = await written({ Encrypted: true });
    expect(recognised.spans.map(({ name }) => name)).toEqual(['nonce', 'ciphertext', 'tag']);
    expect(new TextDecoder('latin1').decode(bytes)).not.toContain('customer');
    expect(recognised.inside).toHaveLength(1);
  });

  it('is what was written where it is not', async () => {
    const { bytes, recognised } = await written({});
    expect(recognised.spans.map(({ name }) => name)).toEqual(['plaintext']);
    expect(new TextDecoder().decode(bytes)).toContain('customer list');
  });
});

describe('log events at rest', () => {
  it('are nonce, ciphertext and tag, with the data key of the time they came', async () => {
    const world = logsWorld();
    const { Arn: kmsKeyId } = await world.createKey({ Policy: logsKeyPolicy() });
    await world.create('/app/plain');
    await world.put('/app/plain', ['confidential figures']);
    await world.wait(1);
    await world.create('/app/keyed', { kmsKeyId });
    await world.put('/app/keyed', ['confidential figures', 'and more']);
    const [keyed, plain] = eventsAtRest(tablesOf(world));
    expect(keyed?.name).toBe('/app/keyed, s, batch 1: 2 events');
    expect(plain?.name).toBe('/app/plain, s, batch 1: 1 event');
    const { bytes, recognised } = await keyed!.read();
    expect(recognised.spans.map(({ name }) => name)).toEqual(['nonce', 'ciphertext', 'tag']);
    expect(recognised.inside.map(({ name }) => name)).toEqual(['data key under the KMS key']);
    expect(new TextDecoder('latin1').decode(bytes)).not.toContain('confidential');
    expect((await plain!.read()).recognised.inside.map(({ name }) => name)).toEqual([
      'data key under a key of CloudWatch Logs',
    ]);
  });
});
