import { expect, it } from 'vitest';
import type { Step } from '../../src/engine/trace';
import { s3World } from './s3/world';

const bodyIn = (steps: readonly Step[]) =>
  steps.flatMap((step) =>
    step.kind === 'request' ? [(step.input as { Body: Uint8Array }).Body] : [],
  );

it.each([
  ['all of a short body', new Uint8Array(1000).fill(7), 1000],
  ['the beginning of a long body', new Uint8Array(100_000).fill(7), 65_536],
  [
    'a short view of a large buffer, cut out of it',
    new Uint8Array(100_000).fill(7).subarray(0, 9),
    9,
  ],
])('a step shows %s', async (_, Body, length) => {
  const { engine, s3 } = await s3World();
  const steps: Step[] = [];
  engine.observe((happening) => steps.push(...happening.steps));
  await s3('PutObject', { Key: 'k', Body });
  const [shown] = bodyIn(steps);
  expect(shown).toEqual(new Uint8Array(length).fill(7));
  expect(shown?.buffer.byteLength).toBe(length);
});
