import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
  // Lies on the disk: no more than 50 MB of a buffer are taken.
  const folder = mkdtempSync(join(tmpdir(), 'envelope-lab-bench-'));
  writeFileSync(join(folder, 'lab.json'), text);
  try {
    await page.locator('input[type=file]').setInputFiles(join(folder, 'lab.json'));
    const imported = page.waitForEvent('load', { timeout: 600_000 });
    await page.getByRole('button', { name: /^Import/ }).click({ timeout: 120_000 });
    await imported;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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

/** What the page's thread did, in ms of its own time: what else runs on the machine is not in it. */
export interface ThreadWork {
  /** The longest task. */
  readonly task: number;
  /** The most work for one frame: all tasks since the frame before, or since there was nothing to do, and what draws it. */
  readonly frame: number;
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds: when it began, how long it took, and how much of that its thread ran. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
}

/** The tasks and frames of the page's thread while `work` is under way. What was garbage is gone before. */
export async function threadWork(page: Page, work: () => Promise<unknown>): Promise<ThreadWork> {
  const client = await page.context().newCDPSession(page);
  await client.send('HeapProfiler.collectGarbage');
  const events: TraceEvent[] = [];
  client.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value) events.push(event as unknown as TraceEvent);
  });
  const complete = new Promise<unknown>((resolve) =>
    client.once('Tracing.tracingComplete', resolve),
  );
  const includedCategories = ['devtools.timeline', 'disabled-by-default-devtools.timeline'];
  const traceConfig = { includedCategories, excludedCategories: ['*'] };
  await client.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig });
  // Other pages have main threads, too: the first that draws is this one's.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  await work();
  await client.send('Tracing.end');
  await complete;
  await client.detach();
  return workOf(events);
}

/** Of 60 a second, in µs. */
const frameTime = 16_667;

function workOf(events: readonly TraceEvent[]): ThreadWork {
  const { pid, tid } = events.find(({ name }) => name === 'FireAnimationFrame')!;
  const own = events.filter((event) => event.pid === pid && event.tid === tid);
  const tasks = own.filter(({ name }) => name === 'RunTask').sort((a, b) => a.ts - b.ts);
  const drawn = own.filter(({ name }) => name === 'BeginCommitCompositorFrame');
  const draws = ({ ts, dur = 0 }: TraceEvent) =>
    drawn.some((event) => event.ts >= ts && event.ts <= ts + dur);
  const longest = { task: 0, frame: 0 };
  let frame = 0;
  let idleSince = 0;
  for (const task of tasks) {
    const time = (task.tdur ?? 0) / 1000;
    // What was done before the page had nothing to do for a frame's time delays no later frame.
    if (task.ts - idleSince > frameTime) frame = 0;
    idleSince = task.ts + (task.dur ?? 0);
    frame += time;
    longest.task = Math.max(longest.task, time);
    longest.frame = Math.max(longest.frame, frame);
    if (draws(task)) frame = 0;
  }
  return longest;
}

/** Stops the browser and the server, where one was started. */
export async function closeApp(): Promise<void> {
  if (app === undefined) return;
  const { browser, server } = await app;
  await browser.close();
  await server.close();
}
