import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from '@playwright/test';
import { build, preview, type PreviewServer } from 'vite';

/** The built program of measurements lies in `.bench/node`. */
const root = fileURLToPath(new URL('../..', import.meta.url));
const outDir = `${root}.bench/app`;

interface App {
  readonly browser: Browser;
  readonly server: PreviewServer;
  readonly address: string;
}

let app: Promise<App> | undefined;

function options() {
  const executablePath = process.env['CHROMIUM'];
  return {
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  };
}

/** Builds the app as it is shipped, serves it, and starts the Chromium of `CHROMIUM`. */
async function openApp(): Promise<App> {
  await build({ root, build: { outDir, emptyOutDir: true }, logLevel: 'error' });
  const server = await preview({
    ...{ root, configFile: false, logLevel: 'silent', build: { outDir } },
    preview: { host: '127.0.0.1', port: 0 },
  });
  const browser = await chromium.launch(options());
  return { browser, server, address: server.resolvedUrls?.local[0] ?? '' };
}

/** Runs `work` on an empty page in a browser profile of its own; `address` is that of the app. */
export async function onPage<T>(work: (page: Page, address: string) => Promise<T>): Promise<T> {
  const { browser, address } = await (app ??= openApp());
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    return await work(await context.newPage(), address);
  } finally {
    await context.close();
  }
}

/**
 * The same in a browser of its own whose profile lies on a disk, as that of a person does: without
 * one, Chromium keeps even what is stored in memory.
 */
export async function onStoredPage<T>(
  work: (page: Page, address: string) => Promise<T>,
): Promise<T> {
  const { address } = await (app ??= openApp());
  const profile = mkdtempSync(join(tmpdir(), 'envelope-lab-bench-'));
  const context = await chromium.launchPersistentContext(profile, {
    ...options(),
    viewport: { width: 1280, height: 800 },
  });
  try {
    return await work(await context.newPage(), address);
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

/** Puts the worlds of an export file into the page's store, and goes on with them. */
export async function importFile(page: Page, address: string, text: string): Promise<void> {
  await page.goto(`${address}#/lab?data=open`);
  const file = { name: 'lab.json', mimeType: 'application/json', buffer: Buffer.from(text) };
  await page.locator('input[type=file]').setInputFiles(file);
  const imported = page.waitForEvent('load', { timeout: 120_000 });
  await page.getByRole('button', { name: /^Import/ }).click();
  await imported;
  await page.getByRole('textbox', { name: 'Command' }).waitFor();
}

/**
 * How long the page's thread works, in ms of its own time, while `work` is under way: what else runs
 * on the machine is not in it.
 */
export async function threadTime(page: Page, work: () => Promise<unknown>): Promise<number> {
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });
  const read = async () => {
    const { metrics } = await client.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN) * 1000;
  };
  const before = await read();
  await work();
  const after = await read();
  await client.detach();
  return after - before;
}

/** Stops the browser and the server, where one was started. */
export async function closeApp(): Promise<void> {
  if (app === undefined) return;
  const { browser, server } = await app;
  await browser.close();
  await server.close();
}
