import { describe, expect, it } from 'vitest';
import { Engine } from '../../src/engine/engine';
import { restoreWorld, saveWorld, savedFormat } from '../../src/engine/saved-world';
import { adminCredentials } from '../../src/engine/world';
import { testWorld, utf8 } from './world';

describe('a saved world', () => {
  it('comes back whole: an old ciphertext still opens', async () => {
    const { engine, kms, createKey, admin } = testWorld();
    const { KeyId } = await createKey();
    const { CiphertextBlob } = await kms<{ CiphertextBlob: Uint8Array }>('Encrypt', {
      KeyId,
      Plaintext: utf8('still here'),
    });
    const saved = structuredClone(saveWorld(engine.tables));
    const restored = new Engine(restoreWorld(saved));
    expect([...restored.tables.entries()]).toEqual([...engine.tables.entries()]);
    const { output } = await restored.send({
      ...{ service: 'kms', operation: 'Decrypt', region: 'us-east-1' },
      ...{ credentials: admin, input: { CiphertextBlob } },
    });
    expect((output as { Plaintext: Uint8Array }).Plaintext).toEqual(utf8('still here'));
  });

  // A world of format 1 as it was saved, with its key material left out.
  it('of format 1 opens, and its administrator can do what came later', async () => {
    const { engine, createKey } = testWorld();
    const { KeyId } = await createKey({ MultiRegion: true });
    const rows = [...engine.tables.entries()].flatMap(([table, key, row]) => {
      if (table === 'sts.secret' || table === 'kms.multi-region-keys') return [];
      if (table !== 'iam.users') return [[table, key, row] as const];
      const { attachedPolicies, groups, accessKeyIds, ...old } = row as Record<string, unknown>;
      expect([attachedPolicies, groups, accessKeyIds]).toHaveLength(3);
      return [[table, key.replace('admin', 'Admin'), old] as const];
    });
    const restored = new Engine(restoreWorld({ format: 1, rows }));
    const credentials = adminCredentials(restored.tables);
    const send = (service: string, operation: string, input = {}) =>
      restored.send({ service, operation, input, region: 'us-east-1', credentials });
    const { output } = await send('iam', 'ListAccessKeys');
    expect(output).toMatchObject({ AccessKeyMetadata: [{ AccessKeyId: credentials.accessKeyId }] });
    await send('sts', 'GetSessionToken');
    await send('kms', 'ReplicateKey', { KeyId, ReplicaRegion: 'eu-west-1' });
  });

  it.each([
    ['something else', { hello: 1 }, 'not a saved world'],
    ['nothing', null, 'not a saved world'],
    ['a newer version’s', { format: savedFormat + 1, rows: [] }, 'newer version'],
    ['one without records', { format: savedFormat }, 'no records'],
    ['one with a damaged record', { format: savedFormat, rows: [['t', 'k']] }, 'damaged'],
  ])('is refused when it is %s', (_, saved, why) => {
    expect(() => restoreWorld(saved as never)).toThrow(why);
  });
});
