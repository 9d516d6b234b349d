import { Engine } from '../../../src/engine/engine';
import { restoreWorld, saveWorld, type SavedWorld } from '../../../src/engine/saved-world';
import { adminCredentials, createWorld } from '../../../src/engine/world';
import type { Change } from '../../../src/engine/tables';
import { LabStorage } from '../../../src/storage/lab-storage';
import type { Measurement } from '../bench';
import { median, milliseconds } from '../measure';

/** A world whose administrator has created this many keys, through the pipeline. */
async function worldOf(keys: number): Promise<Engine> {
  const now = Date.UTC(2026, 10, 23);
  const engine = new Engine(createWorld({ now, seed: null, requestQuotas: 'lifted' }));
  for (let i = 0; i < keys; i += 1) await createKey(engine);
  return engine;
}

function createKey(engine: Engine) {
  const credentials = adminCredentials(engine.tables);
  const region = 'us-east-1';
  return engine.send({ service: 'kms', operation: 'CreateKey', region, credentials, input: {} });
}

async function withStorage(work: (storage: LabStorage) => Promise<number>): Promise<number> {
  const storage = await LabStorage.open();
  try {
    return await work(storage);
  } finally {
    storage.close();
    await LabStorage.destroy();
  }
}

async function restoring(): Promise<number> {
  const engine = await worldOf(10_000);
  return withStorage(async (storage) => {
    await storage.replaceWorld('bench', saveWorld(engine.tables), 0);
    let saved: SavedWorld | undefined;
    const load = async () => (saved = await storage.loadWorld('bench'));
    const read = await milliseconds(load);
    const build = await milliseconds(() => new Engine(restoreWorld(structuredClone(saved!))));
    return read + build;
  });
}

/** Time to save what one command changed, in a world of so many keys. */
async function saving(keys: number): Promise<number> {
  const engine = await worldOf(keys);
  return withStorage(async (storage) => {
    await storage.replaceWorld('bench', saveWorld(engine.tables), 0, 'bench');
    const changes: Change[] = [];
    engine.observe((happening) => changes.push(...happening.changes));
    const times: number[] = [];
    for (let i = 0; i < 60; i += 1) {
      await createKey(engine);
      const taken = changes.splice(0);
      times.push(await milliseconds(() => storage.saveChanges('bench', taken, i, 'bench')));
    }
    return median(times);
  });
}

/** What a reload costs, and whether saving grows with the world. */
const measurements: Measurement[] = [
  {
    name: 'restoring a world of 10,000 keys from IndexedDB',
    where: ['chromium'],
    bound: { max: 1000, unit: 'ms' },
    run: restoring,
  },
  {
    name: 'saving one command, world of 10,000 keys against 10',
    where: ['chromium'],
    bound: { max: 1.5, unit: 'times' },
    run: async () => (await saving(10_000)) / (await saving(10)),
  },
];

export default measurements;
