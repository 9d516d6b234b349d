import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Engine } from '../../src/engine/engine';
import { restoreWorld, saveWorld } from '../../src/engine/saved-world';
import { LabStorage } from '../../src/storage/lab-storage';
import { storageError, type StorageError } from '../../src/storage/storage-error';
import { WorldSaver } from '../../src/storage/world-saver';
import { start, testWorld, utf8 } from '../engine/world';

let storage: LabStorage;

beforeEach(async () => {
  storage = await LabStorage.open();
});

afterEach(async () => {
  storage.close();
  await LabStorage.destroy();
});

describe('a stored world', () => {
  it('comes back as it was left, saved change by change', async () => {
    const { engine, kms, createKey, admin } = testWorld();
    await storage.replaceWorld('lab', saveWorld(engine.tables), start, 'me');
    const saver = new WorldSaver(
      storage,
      'lab',
      'me',
      () => start,
      () => undefined,
    );
    engine.observe(({ changes }) => saver.add(changes));
    const { KeyId } = await createKey();
    const { CiphertextBlob } = await kms<{ CiphertextBlob: Uint8Array }>('Encrypt', {
      ...{ KeyId, Plaintext: utf8('kept') },
    });
    engine.checkpoint('alias');
    await kms('CreateAlias', { AliasName: 'alias/app', TargetKeyId: KeyId });
    engine.undo();
    await saver.flush();
    const saved = await storage.loadWorld('lab');
    const restored = new Engine(restoreWorld(saved!));
    expect([...restored.tables.entries()]).toEqual([...engine.tables.entries()]);
    const { output } = await restored.send({
      ...{ service: 'kms', operation: 'Decrypt', region: 'us-east-1', credentials: admin },
      input: { CiphertextBlob },
    });
    expect(output).toMatchObject({ Plaintext: utf8('kept') });
  });

  it('does not mix with others, and goes with its log', async () => {
    const one = testWorld(1).engine;
    const two = testWorld(2).engine;
    const entry = { line: 'ls', stdout: 'a\n', stderr: '', exitCode: 0, cwd: '~' };
    await storage.replaceWorld('lab', saveWorld(one.tables), start, 'me');
    await storage.replaceWorld('lab2', saveWorld(two.tables), start, 'me');
    await storage.writeLog('lab', 0, entry, 'me');
    await storage.writeLog('lab', 10, { ...entry, line: 'later' }, 'me');
    await storage.writeLog('lab', 2, { ...entry, line: 'between' }, 'me');
    await storage.writeLog('lab2', 0, entry, 'me');
    expect((await storage.readLog('lab')).map(({ line }) => line)).toEqual([
      'ls',
      'between',
      'later',
    ]);
    await storage.deleteWorld('lab');
    expect(await storage.loadWorld('lab')).toBeUndefined();
    expect(await storage.readLog('lab')).toEqual([]);
    expect(await storage.readLog('lab2')).toEqual([entry]);
    const rows = restoreWorld((await storage.loadWorld('lab2'))!);
    expect([...rows.entries()]).toEqual([...two.tables.entries()]);
    expect((await storage.worlds()).map(({ id }) => id)).toEqual(['lab2']);
  });
});

describe('a saver whose storage fails', () => {
  it('says so, keeps the changes and stores them with the next one', async () => {
    const { engine, createKey } = testWorld();
    await storage.replaceWorld('lab', saveWorld(engine.tables), start, 'me');
    const states: (StorageError | undefined)[] = [];
    let full = true;
    // Only the browser can fill its disk: a storage whose first write is refused stands for that.
    const failing = Object.create(storage, {
      saveChanges: {
        value: (...args: Parameters<LabStorage['saveChanges']>) =>
          full
            ? Promise.reject(storageError(new DOMException('', 'QuotaExceededError'), 'damaged'))
            : storage.saveChanges(...args),
      },
    }) as LabStorage;
    const saver = new WorldSaver(
      failing,
      'lab',
      'me',
      () => start,
      (fault) => states.push(fault),
    );
    engine.observe(({ changes }) => saver.add(changes));
    await createKey();
    await saver.flush();
    expect(states.at(-1)).toMatchObject({ fault: 'full' });
    full = false;
    await createKey();
    await saver.flush();
    expect(states.at(-1)).toBeUndefined();
    const restored = restoreWorld((await storage.loadWorld('lab'))!);
    expect([...restored.entries()]).toEqual([...engine.tables.entries()]);
  });
});

describe('a world that somebody else has taken over', () => {
  const entry = { line: 'ls', stdout: '', stderr: '', exitCode: 0, cwd: '~' };

  it.each([
    ['took the turn', () => storage.takeTurn('lab')],
    [
      'replaced the world',
      () => storage.replaceWorld('lab', saveWorld(testWorld(2).engine.tables), start),
    ],
  ])('takes no more changes of the writer before, once another %s', async (_, takeOver) => {
    const { engine, createKey } = testWorld(1);
    await storage.replaceWorld('lab', saveWorld(engine.tables), start);
    const turn = await storage.takeTurn('lab');
    const states: (StorageError | undefined)[] = [];
    const saver = new WorldSaver(...([storage, 'lab', turn, () => start] as const), (fault) =>
      states.push(fault),
    );
    engine.observe(({ changes }) => saver.add(changes));
    await createKey();
    await saver.flush();
    await storage.writeLog('lab', 1, entry, turn);
    expect(states).toEqual([undefined]);

    await takeOver();
    const before = await storage.loadWorld('lab');
    await createKey();
    await saver.flush();
    await expect(storage.writeLog('lab', 2, entry, turn)).rejects.toMatchObject({
      fault: 'replaced',
    });
    expect(states.at(-1)).toMatchObject({ fault: 'replaced' });
    expect(await storage.loadWorld('lab')).toEqual(before);
    expect(await storage.readLog('lab')).toEqual([entry]);
  });
});

describe('settings and progress', () => {
  it('are kept by name', async () => {
    await storage.set('progress/a', { done: ['one'] });
    await storage.set('theme', 'dark');
    expect(await storage.get('progress/a')).toEqual({ done: ['one'] });
    expect(await storage.get('nothing')).toBeUndefined();
    expect(await storage.values()).toEqual({ 'progress/a': { done: ['one'] }, theme: 'dark' });
  });
});

describe('a storage that cannot be opened', () => {
  it('says that it belongs to a newer version', async () => {
    storage.close();
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.open('envelope-lab', 99);
      request.onsuccess = () => {
        request.result.close();
        resolve();
      };
      request.onerror = () => reject(new Error('cannot open'));
    });
    await expect(LabStorage.open()).rejects.toMatchObject({ fault: 'newer' });
  });
});
