/** Work to be timed; a promise it returns is awaited. */
export type Work = () => unknown;

/**
 * How many times as long `a` takes as `b`: the median over rounds in which both take turns, so
 * that a machine that slows down meanwhile slows both.
 */
export async function ratio(
  a: Work,
  b: Work,
  { rounds = 15, perRound = 200 }: { rounds?: number; perRound?: number } = {},
): Promise<number> {
  await milliseconds(a, perRound);
  await milliseconds(b, perRound);
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const first = round % 2 === 0 ? a : b;
    const firstTime = await milliseconds(first, perRound);
    const secondTime = await milliseconds(first === a ? b : a, perRound);
    ratios.push(first === a ? firstTime / secondTime : secondTime / firstTime);
  }
  return median(ratios);
}

/** How often `work` is done in a second, measured for about `duration` milliseconds. */
export async function rate(work: Work, duration = 1000): Promise<number> {
  await milliseconds(work, 10);
  let done = 0;
  let elapsed = 0;
  // Batches grow, so that reading the clock costs nothing beside the work.
  for (let batch = 1; elapsed < duration; batch *= 2) {
    const left = done > 0 ? Math.ceil(((duration - elapsed) * done) / elapsed) : batch;
    const size = Math.min(batch, Math.max(left, 1));
    elapsed += await milliseconds(work, size);
    done += size;
  }
  return (done * 1000) / elapsed;
}

/** How long `times` runs of `work`, one after the other, take in milliseconds. */
export async function milliseconds(work: Work, times = 1): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < times; i++) {
    const result = work();
    if (result instanceof Promise) await result;
  }
  return performance.now() - start;
}

/** The middle value of a list that is not empty. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((x, y) => x - y);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError('no values');
  return (upper + lower) / 2;
}
