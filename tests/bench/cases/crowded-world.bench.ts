import type { Page } from '@playwright/test';
import { Engine } from '../../../src/engine/engine';
import { saveWorld } from '../../../src/engine/saved-world';
import { adminCredentials, createWorld } from '../../../src/engine/world';
import { encodeExport } from '../../../src/storage/export-file';
import { importFile, onStoredPage, threadWork, type ThreadWork } from '../app';
import type { Measurement } from '../bench';

const rows = 100_000;

/** An export file with a lab of 100,000 keys, every fiftieth of which rotates, and as many events. */
async function crowdedLab(): Promise<string> {
  const now = Date.UTC(2026, 10, 23);
  const engine = new Engine(createWorld({ now, seed: null, requestQuotas: 'lifted' }));
  const credentials = adminCredentials(engine.tables);
  const kms = { service: 'kms', region: 'us-east-1', credentials };
  for (let i = 0; i < rows; i += 1) {
    const { output } = await engine.send({ ...kms, operation: 'CreateKey', input: {} });
    if (i % 50 !== 0) continue;
    const { KeyId } = (output as { KeyMetadata: { KeyId: string } }).KeyMetadata;
    await engine.send({ ...kms, operation: 'EnableKeyRotation', input: { KeyId } });
  }
  return encodeExport({
    ...{ application: 'envelope-lab', version: 1, exportedAt: '2026-11-23T00:00:00.000Z' },
    ...{ worlds: [{ id: 'lab', world: saveWorld(engine.tables), log: [] }], values: {} },
  });
}

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Until the page has done what it had begun. */
async function settle(page: Page): Promise<void> {
  for (let i = 0; i < 4; i += 1) {
    await rest(400);
    const idle = () =>
      new Promise<void>((resolve) => requestIdleCallback(() => resolve(), { timeout: 5000 }));
    await page.evaluate(idle);
  }
}

async function goTo(page: Page, place: string): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), `#/lab?${place}`);
  await settle(page);
}

/** Scrolls a list a frame at a time, by some rows and now and then to somewhere else. */
async function scroll(page: Page, label: string): Promise<void> {
  await page.evaluate(async (name) => {
    const list = document.querySelector(`[role=grid][aria-label="${name}"]`)!;
    for (let i = 0; i < 180; i += 1) {
      const isLeap = i % 40 === 39;
      list.scrollTop = isLeap
        ? (list.scrollHeight * ((i * 7919) % 100)) / 100
        : list.scrollTop + 100;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }, label);
}

const keys = 'Customer managed keys';

const rowsOf = (page: Page, label: string) =>
  page.getByRole('grid', { name: label }).getByRole('row');

/** Until the world is open: what is typed before waits for it. */
async function opened(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Command' }).fill('echo re""ady');
  await page.keyboard.press('Enter');
  const ready = page.getByRole('log').getByText('ready', { exact: true });
  await ready.waitFor({ timeout: 300_000 });
  await rest(5000);
  await settle(page);
}

/** What is done in the crowded world, in this order; each begins where the one before it ended. */
const deeds = {
  async 'opening a list of the console'(page: Page) {
    await goTo(page, 'view=sequence&console=kms');
    await rowsOf(page, keys).nth(9).waitFor();
  },
  'scrolling a list of the console': (page: Page) => scroll(page, keys),
  async 'searching a list of the console'(page: Page) {
    await page.getByLabel('Find keys').fill('99a');
    await settle(page);
    await page.getByLabel('Find keys').fill('');
    await settle(page);
  },
  async 'sorting a list of the console'(page: Page) {
    await page.getByRole('button', { name: 'Key ID' }).first().click();
    await settle(page);
  },
  async 'opening the trail'(page: Page) {
    await goTo(page, 'view=trail');
    await rowsOf(page, 'Events of the trail').nth(3).waitFor();
    await settle(page);
  },
  'scrolling the trail': (page: Page) => scroll(page, 'Events of the trail'),
  async 'searching the trail'(page: Page) {
    await page.getByLabel('Find in events').fill('nowhere');
    await page.getByText(/^0 of .* events$/).waitFor({ timeout: 120_000 });
    await page.getByLabel('Find in events').fill('');
    await settle(page);
  },
  async 'opening the state charts'(page: Page) {
    await goTo(page, 'view=charts');
    await page.getByText(/^[0-9,]+ more: search for them/).waitFor();
    await settle(page);
  },
  async 'opening the bill'(page: Page) {
    await goTo(page, 'view=bill');
    await page.getByRole('heading', { name: 'What if' }).waitFor();
  },
  async 'scrolling a list of the console while the clock runs with real time'(page: Page) {
    await goTo(page, 'view=trail&console=kms');
    await rowsOf(page, keys).nth(9).waitFor();
    await page.getByRole('button', { name: /^The world's time/ }).click();
    await page.getByRole('checkbox', { name: 'Runs with real time' }).check();
    await page.keyboard.press('Escape');
    await scroll(page, keys);
  },
  async 'moving the clock on by a year'(page: Page) {
    await goTo(page, 'view=trail');
    await page.getByRole('button', { name: /^The world's time/ }).click();
    await page.getByRole('checkbox', { name: 'Runs with real time' }).uncheck();
    await page.getByRole('button', { name: '1 year' }).click();
    await page.getByText('Moving the clock…').waitFor({ state: 'detached', timeout: 300_000 });
    await page.keyboard.press('Escape');
  },
} satisfies Record<string, (page: Page) => Promise<void>>;

type Deed = keyof typeof deeds;

async function measure(): Promise<ReadonlyMap<Deed, ThreadWork>> {
  return onStoredPage(async (page, address) => {
    await importFile(page, address, await crowdedLab());
    page.setDefaultTimeout(120_000);
    await opened(page);
    const measured = new Map<Deed, ThreadWork>();
    for (const [name, deed] of Object.entries(deeds)) {
      measured.set(name as Deed, await threadWork(page, () => deed(page)));
    }
    return measured;
  });
}

let measured: Promise<ReadonlyMap<Deed, ThreadWork>> | undefined;

function figure(deed: Deed, which: keyof ThreadWork, max: number): Measurement {
  return {
    name: `100,000 keys and events: ${deed}, longest ${which === 'task' ? 'task' : 'work for a frame'}`,
    where: ['page'],
    bound: { max, unit: 'ms of the page’s thread' },
    run: async () => (await (measured ??= measure())).get(deed)![which],
  };
}

/** What a crowded world costs the page: 60 frames a second have 16.7 ms each. */
const measurements: readonly Measurement[] = (Object.keys(deeds) as Deed[]).map((deed) =>
  deed.startsWith('scrolling') ? figure(deed, 'frame', 16.7) : figure(deed, 'task', 50),
);

export default measurements;
