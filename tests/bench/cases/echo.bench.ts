import type { Page } from '@playwright/test';
import { onPage } from '../app';
import type { Measurement } from '../bench';

const prompt = (page: Page) => page.getByRole('textbox', { name: 'Command' });

/**
 * The time from an Enter key, as the browser received it, until the command stands laid out in the
 * terminal's log. Must run before the page's own scripts.
 */
function watchEchoes() {
  const times: number[] = [];
  Object.assign(globalThis, { echoes: times });
  addEventListener(
    'keydown',
    (event) => {
      const field = event.target;
      if (event.key !== 'Enter' || !(field instanceof HTMLTextAreaElement)) return;
      const line = field.value;
      const watcher = new MutationObserver(() => {
        const log = document.querySelector('[role="log"]');
        const last = log?.querySelector('article:last-of-type');
        if (last?.getAttribute('aria-label') !== line) return;
        watcher.disconnect();
        last.getBoundingClientRect();
        times.push(performance.now() - event.timeStamp);
      });
      watcher.observe(document, { subtree: true, childList: true });
    },
    true,
  );
}

const echoes = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { echoes: number[] }).echoes);

async function enter(page: Page, line: string): Promise<void> {
  await page.keyboard.insertText(line);
  await page.keyboard.press('Enter');
}

async function slowest(page: Page, expected: number): Promise<number> {
  const times = await echoes(page);
  if (times.length !== expected) throw new Error(`${times.length} of ${expected} were echoed`);
  return Math.max(...times);
}

const count = 20;

/** Commands entered one after another while the Worker runs a loop that never pauses. */
async function whileBusy(): Promise<number> {
  return onPage(async (page, address) => {
    await page.addInitScript(watchEchoes);
    await page.goto(`${address}#/lab`);
    await prompt(page).fill('echo re""ady');
    await prompt(page).press('Enter');
    await page.getByRole('log').getByText('ready', { exact: true }).waitFor();
    await enter(page, 'while true; do aws sts get-caller-identity > /dev/null; done');
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    for (let i = 0; i < count; i += 1) await enter(page, `echo ${i}`);
    return slowest(page, count + 2);
  });
}

/** Commands entered from the moment the prompt is there, while the world is still being opened. */
async function whileOpening(): Promise<number> {
  return onPage(async (page, address) => {
    await page.addInitScript(watchEchoes);
    await page.goto(`${address}#/learn/envelope-encrypt-a-report`, { waitUntil: 'commit' });
    await prompt(page).focus();
    for (let i = 0; i < count; i += 1) await enter(page, `echo ${i}`);
    return slowest(page, count);
  });
}

/** ms from the Enter of a command of 110,000 lines until what the terminal keeps of them shows. */
async function manyLines(): Promise<number> {
  return onPage(async (page, address) => {
    await page.goto(`${address}#/lab`);
    await prompt(page).fill('echo re""ady');
    await prompt(page).press('Enter');
    await page.getByRole('log').getByText('ready', { exact: true }).waitFor();
    await page.evaluate(watchLines);
    await enter(page, 'seq 110000');
    return page.evaluate(() => (globalThis as unknown as { shown: Promise<number> }).shown);
  });
}

function watchLines() {
  const shown = new Promise<number>((resolve) => {
    let start = NaN;
    addEventListener('keydown', () => (start = performance.now()), { once: true, capture: true });
    const log = document.querySelector('[role="log"]')!;
    const watcher = new MutationObserver(() => {
      if (!log.querySelector('article:last-of-type')?.textContent.includes('are not kept')) return;
      watcher.disconnect();
      log.getBoundingClientRect();
      resolve(performance.now() - start);
    });
    watcher.observe(log, { subtree: true, childList: true, characterData: true });
  });
  Object.assign(globalThis, { shown });
}

/** Whatever else the machine does only adds to a time: the best of three runs has the least of it. */
async function best(run: () => Promise<number>): Promise<number> {
  return Math.min(await run(), await run(), await run());
}

/** How long somebody waits to see the command they entered, at worst. */
const measurements: Measurement[] = [
  {
    name: 'echo of a command while the Worker is busy, slowest of 22, best of 3 runs',
    where: ['page'],
    bound: { max: 16, unit: 'ms' },
    run: () => best(whileBusy),
  },
  {
    name: 'a command of 110,000 lines until the terminal shows what it keeps of them',
    where: ['page'],
    bound: { max: 3000, unit: 'ms' },
    run: manyLines,
  },
  {
    name: 'echo of a command while the world is being opened, slowest of 20, best of 3 runs',
    where: ['page'],
    bound: { max: 16, unit: 'ms' },
    run: () => best(whileOpening),
  },
];

export default measurements;
