import type { Page } from '@playwright/test';
import { Engine } from '../../../src/engine/engine';
import { saveWorld } from '../../../src/engine/saved-world';
import { adminCredentials, createWorld } from '../../../src/engine/world';
import { encodeExport } from '../../../src/storage/export-file';
import { importFile, onPage } from '../app';
import type { Measurement } from '../bench';
import { median } from '../measure';

/** An export file with a lab in which so many keys were created. */
async function labOf(keys: number): Promise<string> {
  const now = Date.UTC(2026, 10, 23);
  const engine = new Engine(createWorld({ now, seed: null, requestQuotas: 'lifted' }));
  const credentials = adminCredentials(engine.tables);
  const request = { service: 'kms', operation: 'CreateKey', region: 'us-east-1', credentials };
  for (let i = 0; i < keys; i += 1) await engine.send({ ...request, input: {} });
  return encodeExport({
    ...{ application: 'envelope-lab', version: 1, exportedAt: '2026-11-23T00:00:00.000Z' },
    ...{ worlds: [{ id: 'lab', world: saveWorld(engine.tables), log: [] }], values: {} },
  });
}

/** ms from asking for the page until a command has run in its world, typed as early as possible. */
async function untilCommandRan(page: Page, time: number): Promise<number> {
  await page.reload({ waitUntil: 'commit' });
  await page.getByRole('textbox', { name: 'Command' }).fill(`echo ${time} r""an`);
  await page.keyboard.press('Enter');
  await page.getByRole('log').getByText(`${time} ran`, { exact: true }).waitFor();
  return page.evaluate(() => performance.now());
}

async function reopening(keys: number): Promise<number> {
  return onPage(async (page, address) => {
    await importFile(page, address, await labOf(keys));
    const times: number[] = [];
    for (let i = 0; i < 5; i += 1) times.push(await untilCommandRan(page, i));
    return median(times);
  });
}

/** What a crowded world adds to the time after which work can go on: reading it, and building it. */
const measurement: Measurement = {
  name: 'reopening the page with 10,000 keys, longer than with none',
  where: ['page'],
  bound: { max: 1000, unit: 'ms' },
  run: async () => (await reopening(10_000)) - (await reopening(0)),
};

export default measurement;
