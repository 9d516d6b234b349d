import type { Page } from '@playwright/test';
import { chunkBytes } from '../../../src/engine/services/s3/chunks';
import { onStoredPage } from '../app';
import type { Measurement } from '../bench';
import { BrowserMemory } from '../chromium-memory';

const mib = 1 << 20;
const size = 256 * mib;

interface Figures {
  /** Raw AES-GCM's time for sealing and opening, against that of PutObject and GetObject. */
  readonly speed: number;
  /** The longest time for which the page did not answer, in ms. */
  readonly longest: number;
}

/**
 * ms that a Worker of the page takes to seal the chunks of as many bytes, which lie in its memory as
 * the file does, one after the other, and to open what came of it, which stays in its memory.
 */
function rawTime({ bytes, chunk }: { bytes: number; chunk: number }): Promise<number> {
  async function work(size: number, chunkSize: number) {
    const algorithm = { name: 'AES-GCM', length: 256 };
    const key = await crypto.subtle.generateKey(algorithm, false, ['encrypt', 'decrypt']);
    const file = new Uint8Array(size);
    const sealed: { iv: Uint8Array<ArrayBuffer>; bytes: ArrayBuffer }[] = [];
    const start = performance.now();
    for (let at = 0; at < size; at += chunkSize) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const plaintext = file.subarray(at, at + chunkSize);
      const bytes = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plaintext);
      sealed.push({ iv, bytes });
    }
    for (const { iv, bytes } of sealed) {
      await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, bytes);
    }
    postMessage(performance.now() - start);
  }
  const program = new Blob([`(${work.toString()})(${bytes}, ${chunk})`]);
  const worker = new Worker(URL.createObjectURL(program));
  return new Promise((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<number>) => {
      worker.terminate();
      resolve(data);
    };
  });
}

/** Watches from here on for how long the page does not answer; must come before what is watched. */
function watchPauses(): void {
  const found = { longest: 0 };
  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    found.longest = Math.max(found.longest, now - last);
    last = now;
  }, 1);
  Object.assign(globalThis, { pauses: found });
}

const pauses = (page: Page) =>
  page.evaluate(() => {
    const { pauses: found } = globalThis as unknown as { pauses: { longest: number } };
    const { longest } = found;
    found.longest = 0;
    return longest;
  });

/**
 * Runs a line in the terminal; ms from its Enter until its end shows, as the page itself sees it: a
 * driver that asks from time to time whether it is over sees it late.
 */
async function run(page: Page, line: string, time: number): Promise<number> {
  await page
    .getByRole('textbox', { name: 'Command' })
    .fill(`${line} && echo ${time} d""one || echo fai""led`);
  await page.evaluate(watchForEnd, time);
  await page.keyboard.press('Enter');
  const spent = await page.evaluate(
    () => (globalThis as unknown as { spent: Promise<number | null> }).spent,
  );
  if (spent === null) throw new Error(`${line} failed`);
  return spent;
}

/**
 * Must be there before Enter is pressed: `spent` becomes the ms from then until the terminal says
 * that this line is done; null where it says that it failed.
 */
function watchForEnd(time: number): void {
  const spent = new Promise<number | null>((resolve) => {
    let start = NaN;
    addEventListener('keydown', () => (start = performance.now()), { once: true, capture: true });
    const log = document.querySelector('[role=log]')!;
    const observer = new MutationObserver(() => {
      const text = log.textContent;
      const isDone = text.includes(`${time} done`);
      if (!isDone && !text.includes('failed')) return;
      observer.disconnect();
      resolve(isDone ? performance.now() - start : null);
    });
    observer.observe(log, { subtree: true, childList: true, characterData: true });
  });
  Object.assign(globalThis, { spent });
}

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const put = 'aws s3api put-object --bucket large --key large --body large';
const putEncrypted = `${put} --server-side-encryption aws:kms`;
const get = 'aws s3api get-object --bucket large --key large /dev/null';

/** A lab with a bucket and a file. `before` comes between the two. */
async function prepare(page: Page, address: string, before?: () => Promise<void>): Promise<void> {
  await page.goto(`${address}#/lab`);
  await run(page, 'aws s3 mb s3://large', 0);
  await before?.();
  // Zeros take AES and checksums as long as other bytes do. As they are never written, the system
  // holds no memory for the file itself: bytes of its own would add the object's size once.
  await run(page, `dd if=/dev/zero of=large bs=${mib} count=0 seek=${size / mib}`, 1);
  // Until the file is stored.
  await rest(4000);
}

async function measure(): Promise<Figures> {
  return onStoredPage(async (page, address) => {
    await prepare(page, address);
    await page.evaluate(watchPauses);
    const raw = [await page.evaluate(rawTime, { bytes: size, chunk: chunkBytes })];
    await rest(500);
    await pauses(page);
    const spent = (await run(page, putEncrypted, 2)) + (await run(page, get, 3));
    await rest(1500);
    const longest = await pauses(page);
    raw.push(await page.evaluate(rawTime, { bytes: size, chunk: chunkBytes }));
    const rawMean = (raw[0]! + raw[1]!) / 2;
    return { speed: rawMean / spent, longest };
  });
}

/**
 * The most memory that was held, against the object; on a page of its own, as looking at the memory of
 * a process makes that process wait.
 */
async function peakMemory(): Promise<number> {
  return onStoredPage(async (page, address) => {
    const memory = await BrowserMemory.of(page.context().browser()!);
    let before = NaN;
    await prepare(page, address, async () => {
      before = await memory.now();
    });
    memory.forget();
    await run(page, putEncrypted, 2);
    await run(page, get, 3);
    await rest(1500);
    const { peak } = memory;
    memory.stop();
    return (peak - before) / size;
  });
}

let measured: Promise<Figures> | undefined;
const figures = () => (measured ??= measure());

/** An object of 256 MiB is put and got in the app, with the terminal, the state and the storage. */
const measurements: Measurement[] = [
  {
    name: 'S3 PutObject and GetObject of 256 MiB with SSE-KMS, speed against raw AES-256-GCM',
    where: ['page'],
    bound: { min: 0.8, unit: 'times' },
    run: async () => (await figures()).speed,
  },
  {
    name: 'longest time the page does not answer while S3 takes and gives 256 MiB',
    where: ['page'],
    bound: { max: 50, unit: 'ms' },
    run: async () => (await figures()).longest,
  },
  {
    name: 'peak memory while S3 takes and gives 256 MiB, against the object',
    where: ['page'],
    bound: { max: 3, unit: 'times' },
    run: peakMemory,
  },
];

export default measurements;
