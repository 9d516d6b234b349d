import { readFileSync } from 'node:fs';
import type { Browser } from '@playwright/test';
import { Unavailable } from './bench';

/** How often memory is looked at, in ms. */
const interval = 50;

/**
 * Follows how much memory all processes of a browser hold: their proportional set size, in which a
 * page that several share counts once, and what is paged out or never touched not at all.
 */
export class BrowserMemory {
  /** The most that was held since `forget`, in bytes. */
  peak = 0;
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #pids: () => Promise<readonly number[]>;

  private constructor(pids: () => Promise<readonly number[]>) {
    this.#pids = pids;
    this.#timer = setInterval(() => void this.now(), interval);
  }

  /** Throws `Unavailable` where the system does not say what a process holds. */
  static async of(browser: Browser): Promise<BrowserMemory> {
    const session = await browser.newBrowserCDPSession();
    const memory = new BrowserMemory(async () => {
      const { processInfo } = await session.send('SystemInfo.getProcessInfo');
      return processInfo.map(({ id }) => id);
    });
    if ((await memory.now()) > 0) return memory;
    memory.stop();
    throw new Unavailable('this system does not tell how much memory processes hold');
  }

  /** What is held now, in bytes. */
  async now(): Promise<number> {
    const held = (await this.#pids()).reduce((sum, pid) => sum + heldBy(pid), 0);
    this.peak = Math.max(this.peak, held);
    return held;
  }

  forget(): void {
    this.peak = 0;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

function heldBy(pid: number): number {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0) * 1024;
  } catch {
    // It has ended, or this is no Linux.
    return 0;
  }
}
