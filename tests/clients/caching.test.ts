import { describe, expect, it } from 'vitest';
import { worldCache, type CachingOptions } from '../../src/clients/encryption-sdk';
import { sdkWorld } from './sdk-world';

const minute = 60_000;
const caching: CachingOptions = { capacity: 10, maxAge: minute };
const ten = new Uint8Array(10);
const context = {};

describe('data key caching', () => {
  it.each([
    ['without a cache', undefined, 100],
    ['with one', caching, 1],
    ['of 10 messages a data key', { ...caching, maxMessages: 10 }, 10],
    ['of 100 bytes a data key', { ...caching, maxBytes: 100 }, 10],
    ['of 0 bytes a data key', { ...caching, maxBytes: 0 }, 100],
  ])('100 messages of 10 bytes %s', async (_, limits, expected) => {
    const { sdk, count } = await sdkWorld(limits === undefined ? {} : { caching: limits });
    for (let i = 0; i < 100; i += 1) await sdk.encrypt(ten, { context });
    expect(count('GenerateDataKey')).toBe(expected);
  });

  it('ends with the world\u2019s clock, not with the real one', async () => {
    const { sdk, count, engine } = await sdkWorld({ caching });
    await sdk.encrypt(ten, { context });
    await engine.advanceTo(engine.now + minute);
    await sdk.encrypt(ten, { context });
    expect(count('GenerateDataKey')).toBe(1);
    await engine.advanceTo(engine.now + 1);
    await sdk.encrypt(ten, { context });
    expect(count('GenerateDataKey')).toBe(2);
    // A renewed entry has its time before it again.
    await engine.advanceTo(engine.now + minute);
    await sdk.encrypt(ten, { context });
    expect(count('GenerateDataKey')).toBe(2);
  });

  it('decrypts with cached data keys until they are too old', async () => {
    const { sdk, open, count, engine } = await sdkWorld({ caching });
    const message = await sdk.encrypt(ten, { context });
    const reader = open();
    for (let i = 0; i < 5; i += 1) await reader.decrypt(message);
    expect(count('Decrypt')).toBe(1);
    await engine.advanceTo(engine.now + minute + 1);
    await reader.decrypt(message);
    expect(count('Decrypt')).toBe(2);
  });

  it('has an entry for each encryption context and suite, as many as its capacity', async () => {
    const { open, count } = await sdkWorld();
    const wide = open({ caching });
    for (const tenant of ['a', 'b', 'a', 'b']) await wide.encrypt(ten, { context: { tenant } });
    expect(count('GenerateDataKey')).toBe(2);
    await wide.encrypt(ten, { context: { tenant: 'a' }, suiteId: 0x0478 });
    expect(count('GenerateDataKey')).toBe(3);
    const narrow = open({ caching: { ...caching, capacity: 1 } });
    for (const tenant of ['a', 'b', 'a', 'b']) await narrow.encrypt(ten, { context: { tenant } });
    expect(count('GenerateDataKey')).toBe(7);
  });

  it.each([
    ['the same partition', 'orders', 'orders', 1],
    ['other partitions', 'orders', 'refunds', 2],
    ['none, which is one of its own', undefined, undefined, 2],
  ])('two clients with %s before one cache', async (_, first, second, expected) => {
    const { open, count, engine } = await sdkWorld();
    const cache = worldCache(10, () => engine.now);
    const client = (partition: string | undefined) =>
      open({ caching: { ...caching, cache, ...(partition === undefined ? {} : { partition }) } });
    const clients = [client(first), client(second)];
    for (const sdk of [...clients, ...clients]) await sdk.encrypt(ten, { context });
    expect(count('GenerateDataKey')).toBe(expected);
    // The cache is not theirs: what they close, others go on with.
    clients[0]!.close();
    await client(second).encrypt(ten, { context });
    expect(count('GenerateDataKey')).toBe(second === undefined ? expected + 1 : expected);
    cache.clear();
    await clients[0]!.encrypt(ten, { context });
    expect(count('GenerateDataKey')).toBe(second === undefined ? expected + 2 : expected + 1);
  });

  it('forgets its data keys when it is closed', async () => {
    const { sdk, count } = await sdkWorld({ caching });
    await sdk.encrypt(ten, { context });
    sdk.close();
    await sdk.encrypt(ten, { context });
    expect(count('GenerateDataKey')).toBe(2);
  });

  it('caches no data key that is used as it is', async () => {
    const { open, count } = await sdkWorld({
      ...{ caching, commitmentPolicy: 'forbid-encrypt-allow-decrypt' },
    });
    const sdk = open();
    for (let i = 0; i < 3; i += 1) await sdk.encrypt(ten, { context, suiteId: 0x0078 });
    expect(count('GenerateDataKey')).toBe(3);
  });
});
