import fc from 'fast-check';
import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { saveWorld } from '../../src/engine/saved-world';
import {
  applyImport,
  decodeExport,
  encodeExport,
  gatherExport,
  type ExportFile,
} from '../../src/storage/export-file';
import { LabStorage } from '../../src/storage/lab-storage';
import { start, testWorld } from '../engine/world';

const empty: ExportFile = {
  application: 'envelope-lab',
  version: 1,
  exportedAt: '2026-11-23T12:00:00.000Z',
  worlds: [],
  values: {},
};

describe('an export file', () => {
  it('carries everything to another browser', async () => {
    const { engine, createKey } = testWorld();
    await createKey();
    const log = [{ line: 'aws kms create-key', stdout: '{}', stderr: '', exitCode: 0, cwd: '~' }];
    const world = saveWorld(engine.tables);
    const here = await LabStorage.open();
    await here.replaceWorld('learn/x', world, start, 'here');
    await here.writeLog('learn/x', 0, log[0]!, 'here');
    await here.set('progress/x', { done: ['a'] });
    const text = encodeExport(await gatherExport(here, [{ id: 'lab', world, log: [] }], start));
    here.close();
    await LabStorage.destroy();
    const there = await LabStorage.open();
    await applyImport(there, decodeExport(text), start);
    expect((await there.loadWorld('learn/x'))!.rows).toEqual(world.rows);
    expect((await there.loadWorld('lab'))!.rows).toEqual(world.rows);
    expect(await there.readLog('learn/x')).toEqual(log);
    expect(await there.get('progress/x')).toEqual({ done: ['a'] });
    there.close();
    await LabStorage.destroy();
  });

  it('has the bytes that the page holds as Blobs, as far as a file can carry them', async () => {
    const row = (content: Blob) => ({ type: 'file', content });
    const worldWith = (...files: object[]) => ({
      format: 2,
      rows: files.map((file, i) => ['workstation.files', `/tmp/${i}`, file] as const),
    });
    const open = (world: ReturnType<typeof worldWith>) => [{ id: 'lab', world, log: [] }];
    const bytes = Uint8Array.of(1, 2, 3);
    const one = await gatherExport(undefined, open(worldWith(row(new Blob([bytes])))), start);
    const [, , read] = decodeExport(encodeExport(one)).worlds[0]!.world.rows[0]!;
    expect(read).toEqual({ type: 'file', content: bytes });
    const large = row(new Blob([new Uint8Array(100 << 20)]));
    await expect(
      gatherExport(undefined, open(worldWith(large, large, large)), start),
    ).rejects.toThrow(
      'Your worlds hold 300 MiB of large files and objects, and an export file carries at most 256 MiB of them.',
    );
  });

  it('keeps every value apart, also one that looks like bytes', () => {
    const value = fc.letrec((tie) => ({
      value: fc.oneof(
        fc.uint8Array(),
        fc.string(),
        fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0)),
        fc.boolean(),
        fc.dictionary(fc.constantFrom('a', '$bytes', '$entries'), tie('value')),
        fc.array(tie('value')),
      ),
    })).value;
    fc.assert(
      fc.property(value, (kept) => {
        const { values } = decodeExport(encodeExport({ ...empty, values: { kept } }));
        expect(values['kept']).toEqual(kept);
      }),
    );
  });

  const whole = encodeExport(empty);
  it.each([
    ['not JSON', 'hello', /^This is not an export file/],
    ['JSON of somebody else', '{"a":1}', /^This is not an export file/],
    ['cut off', whole.slice(0, -5), /^The file is incomplete/],
    ['from a newer version', whole.replace('"version":1', '"version":2'), /newer version/],
    ['damaged', whole.replace('"worlds":[]', '"worlds":[{}]'), /^The file is damaged/],
    ['holding bad bytes', whole.replace('"values":{}', '"values":{"a":{"$bytes":"?"}}'), /Base64/],
  ])('is refused when it is %s', (_, text, why) => {
    expect(() => decodeExport(text)).toThrow(why);
  });
});
