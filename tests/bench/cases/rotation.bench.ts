import { Engine } from '../../../src/engine/engine';
import { adminCredentials, createWorld } from '../../../src/engine/world';
import { keysTable } from '../../../src/engine/services/kms/state';
import type { Measurement } from '../bench';
import { milliseconds } from '../measure';

const year = 365 * 24 * 60 * 60 * 1000;
const keys = 10_000;

/** A world of keys that are rotated once a year. */
async function rotatingWorld(): Promise<Engine> {
  const engine = new Engine(
    createWorld({ now: Date.UTC(2026, 10, 23), seed: null, requestQuotas: 'lifted' }),
  );
  const credentials = adminCredentials(engine.tables);
  const region = 'us-east-1';
  const send = (operation: string, input: object) =>
    engine.send({ service: 'kms', operation, region, credentials, input });
  for (let i = 0; i < keys; i += 1) await send('CreateKey', {});
  for (const [, { KeyId }] of engine.tables.range(keysTable)) {
    await send('EnableKeyRotation', { KeyId });
  }
  return engine;
}

async function tenYears(): Promise<number> {
  const engine = await rotatingWorld();
  return milliseconds(() => engine.advanceTo(engine.now + 10 * year));
}

function used(): number {
  (globalThis as { gc?: () => void }).gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** What ten more years keep in memory against the five years before: twice as much, or more? */
async function growth(): Promise<number> {
  const engine = await rotatingWorld();
  const start = used();
  await engine.advanceTo(engine.now + 5 * year);
  const early = used();
  await engine.advanceTo(engine.now + 10 * year);
  return (used() - early) / (early - start);
}

/** What the passing of time costs where keys are rotated. */
const measurements: Measurement[] = [
  {
    name: 'ten years over 10,000 keys that are rotated yearly',
    where: ['node', 'chromium'],
    bound: { max: 5000, unit: 'ms' },
    run: tenYears,
  },
  {
    name: 'memory of ten years of rotations against that of five',
    where: ['node'],
    bound: { max: 2.2, unit: 'times' },
    run: growth,
  },
];

export default measurements;
