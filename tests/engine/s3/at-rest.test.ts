import { describe, expect, it } from 'vitest';
import { chunksTable } from '../../../src/engine/services/s3/chunk-store';
import type { Engine } from '../../../src/engine/engine';
import { trailTable } from '../../../src/engine/trail/index';
import { refusalText } from '../world';
import { encode, s3World } from './world';

/** Everything that the tables of S3 hold, as text. */
function atRest(engine: Engine): string {
  const rows = [...engine.tables.entries()].filter(([table]) => table.startsWith('s3.'));
  return JSON.stringify(rows, (_, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );
}

describe('at rest', () => {
  it.each(['AES256', 'aws:kms'])('%s keeps ciphertext only', async (ServerSideEncryption) => {
    const { engine, put, read } = await s3World();
    await put('a', 'the secret text', { ServerSideEncryption });
    expect(atRest(engine)).not.toContain('the secret text');
    const [, chunk] = engine.tables.range(chunksTable)[0]!;
    expect(chunk.nonces).toHaveLength(12);
    expect(chunk.sealed).toHaveLength(15 + 16);
    expect(await read('a')).toBe('the secret text');
  });

  it('nothing opens once a byte is changed or chunks change places', async () => {
    const { engine, s3, get } = await s3World();
    const twoChunks = new Uint8Array((1 << 20) + 1);
    await s3('PutObject', { Key: 'a', Body: twoChunks });
    const rows = engine.tables.range(chunksTable);
    const write = (key: string, after: object) =>
      engine.write((tx) => tx.put(chunksTable, key, after as never));
    write(rows[0]![0], rows[1]![1]);
    await expect((await get('a')).Body.bytes()).rejects.toThrow(/chunk 0 of part .* is damaged/);
    write(rows[0]![0], rows[0]![1]);
    expect(Buffer.compare(await (await get('a')).Body.bytes(), twoChunks)).toBe(0);
    const sealed = (rows[1]![1].sealed as Uint8Array).slice();
    sealed[0]! ^= 1;
    write(rows[1]![0], { ...rows[1]![1], sealed });
    await expect((await get('a')).Body.bytes()).rejects.toThrow(/chunk 1 of part .* is damaged/);
  });
});

describe('SSE-KMS', () => {
  it('has KMS make the data key and open it again, with the object as its context', async () => {
    const { engine, s3, put, read, createKey } = await s3World();
    const { KeyId, Arn } = await createKey();
    const put1 = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId };
    const answer = await put('a', 'text', put1);
    expect(answer).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: Arn });
    expect(await read('a')).toBe('text');
    expect(await s3('HeadObject', { Key: 'a' })).toMatchObject({ SSEKMSKeyId: Arn });
    const calls = engine.tables
      .range(trailTable)
      .map(([, event]) => event)
      .filter(({ eventName }) => ['GenerateDataKey', 'Decrypt', 'PutObject'].includes(eventName));
    expect(calls).toMatchObject([
      { eventName: 'GenerateDataKey', userIdentity: { invokedBy: 's3.amazonaws.com' } },
      {
        eventName: 'Decrypt',
        requestParameters: { encryptionContext: { 'aws:s3:arn': 'arn:aws:s3:::reports/a' } },
      },
    ]);
  });

  it('without a key uses aws/s3, which comes into being', async () => {
    const { put, kms, read } = await s3World();
    const { SSEKMSKeyId } = await put('a', 'text', { ServerSideEncryption: 'aws:kms' });
    const { KeyMetadata } = await kms<{ KeyMetadata: object }>('DescribeKey', {
      KeyId: 'alias/aws/s3',
    });
    expect(KeyMetadata).toMatchObject({ Arn: SSEKMSKeyId, KeyManager: 'AWS' });
    expect(await read('a')).toBe('text');
  });

  it('lets nobody put or get who may not use the key', async () => {
    const { put, get, user, createKey } = await s3World();
    const credentials = await user('ann', { Effect: 'Allow', Action: 's3:*', Resource: '*' });
    const { Arn } = await createKey();
    const input = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: Arn };
    expect(await refusalText(put('a', 'text', input, { credentials }))).toBe(
      `AccessDenied: User: arn:aws:iam::123456789012:user/ann is not authorized to perform: kms:GenerateDataKey on resource: ${Arn} because no identity-based policy allows the kms:GenerateDataKey action`,
    );
    await put('a', 'text', input);
    expect(await refusalText(get('a', {}, { credentials }))).toContain('kms:Decrypt');
  });

  it.each([
    [
      'a key that is no key',
      () => 'fake-key-id',
      "KMS.NotFoundException: Invalid keyId 'fake-key-id'",
    ],
    [
      'a key that does not exist',
      () => 'arn:aws:kms:us-east-1:123456789012:key/134f2428-cec1-4b25-a1ae-9048164dba47',
      "KMS.NotFoundException: Key 'arn:aws:kms:us-east-1:123456789012:key/134f2428-cec1-4b25-a1ae-9048164dba47' does not exist",
    ],
    [
      'a key of another Region',
      () => 'arn:aws:kms:us-west-2:123456789012:key/134f2428-cec1-4b25-a1ae-9048164dba47',
      'KMS.NotFoundException: Invalid arn us-west-2',
    ],
  ])('refuses %s as AWS does (recorded)', async (_, key, text) => {
    const { put } = await s3World();
    const input = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: key() };
    expect(await refusalText(put('a', 'text', input))).toBe(text);
  });

  it('refuses to read under a key that is disabled or waits for its deletion', async () => {
    const { put, get, kms, createKey } = await s3World();
    const { KeyId, Arn } = await createKey();
    await put('a', 'text', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyId });
    await kms('DisableKey', { KeyId });
    expect(await refusalText(get('a'))).toBe(`KMS.DisabledException: ${Arn} is disabled.`);
    await kms('ScheduleKeyDeletion', { KeyId });
    expect(await refusalText(get('a'))).toBe(
      `KMS.KMSInvalidStateException: ${Arn} is pending deletion.`,
    );
  });

  it('has an ETag that is no digest of the object', async () => {
    const { put } = await s3World();
    const one = await put('a', 'text', { ServerSideEncryption: 'aws:kms' });
    const two = await put('a', 'text', { ServerSideEncryption: 'aws:kms' });
    expect(one.ETag).toMatch(/^"[0-9a-f]{32}"$/);
    expect(one.ETag).not.toBe(two.ETag);
  });

  it('is looked at without the key, but for its checksum', async () => {
    const { s3, put, user, createKey } = await s3World();
    const { Arn } = await createKey();
    const credentials = await user('ann', { Effect: 'Allow', Action: 's3:*', Resource: '*' });
    await put('a', 'text', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: Arn });
    await s3('HeadObject', { Key: 'a' }, { credentials });
    const head = s3('HeadObject', { Key: 'a', ChecksumMode: 'ENABLED' }, { credentials });
    expect(await refusalText(head)).toContain('kms:Decrypt');
    await put('b', 'text');
    await s3('HeadObject', { Key: 'b', ChecksumMode: 'ENABLED' }, { credentials });
  });

  it('leaves nothing behind where KMS refuses', async () => {
    const { engine, s3 } = await s3World();
    const input = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'alias/none' };
    await refusalText(s3('PutObject', { Key: 'a', Body: encode('text'), ...input }));
    expect(engine.tables.range(chunksTable)).toEqual([]);
    expect(engine.tables.range({ name: 's3.objects' })).toEqual([]);
  });
});
