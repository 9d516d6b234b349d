import { expect, it } from 'vitest';
import { areLinked, resourceSubject, subjectOf, subjectsOf } from '../../src/diagrams/subjects';
import type { Step } from '../../src/engine/trace';
import { testWorld } from '../engine/world';

it('requests belong together when they are the same, a resource with all that was about it', async () => {
  const { engine, kms, createKey } = testWorld(1);
  const steps: Step[] = [];
  engine.observe((happening) => steps.push(...happening.steps));
  const { KeyId, Arn } = await createKey();
  await kms('Encrypt', { KeyId, Plaintext: Uint8Array.of(1) });
  const { Arn: other } = await createKey();
  const [create, encrypt, createOther] = [...subjectsOf(steps).values()];
  const key = resourceSubject(Arn!);
  expect(areLinked(create!, encrypt!)).toBe(false);
  expect([create, encrypt, createOther].map((subject) => areLinked(key, subject!))).toEqual([
    ...[true, true, false],
  ]);
  const command = subjectOf(steps);
  expect(areLinked(command, encrypt!)).toBe(true);
  expect(areLinked(resourceSubject(other!), command)).toBe(true);
  expect(areLinked(key, resourceSubject(other!))).toBe(false);
});
