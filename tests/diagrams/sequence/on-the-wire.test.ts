import { expect, test } from 'vitest';
import { sequenceLayout } from '../../../src/diagrams/sequence/layout';
import { sequenceText } from '../../../src/diagrams/sequence/text';
import { Engine } from '../../../src/engine/engine';
import type { Step } from '../../../src/engine/trace';
import { createWorld } from '../../../src/engine/world';
import { Shell } from '../../../src/shell/shell';

/** The steps that `lines` leave in a new world, and what the diagram makes of them. */
async function drawn(...lines: readonly string[]) {
  const now = Date.UTC(2026, 10, 23, 12);
  const engine = new Engine(createWorld({ now, seed: 7, requestQuotas: 'lifted' }));
  const shell = await Shell.open(engine);
  const steps: Step[] = [];
  engine.observe((happening) => steps.push(...happening.steps));
  for (const line of lines) expect((await shell.run(line)).stderr).toBe('');
  const shapes = sequenceLayout(steps, { width: 1280 });
  const wire = shapes.messages.filter(({ kind }) => kind === 'wire');
  return { shapes, wire, told: sequenceText(shapes, steps) };
}

test('an eavesdropper has a line between client and service, and reads what passes by HTTP', async () => {
  const { shapes, wire, told } = await drawn(
    'aws s3 mb s3://examplebucket-7',
    'printf opensesame > note',
    'wire tap',
    'aws s3api put-object --bucket examplebucket-7 --key note --body note --endpoint-url http://s3.us-east-1.amazonaws.com',
  );
  expect(shapes.lifelines.map(({ title }) => title)).toEqual([
    'Workstation',
    'Eavesdropper',
    'Amazon S3',
  ]);
  expect(wire.map(({ label }) => label.whole)).toEqual(['PUT /note HTTP/1.1', 'HTTP/1.1 200 OK']);
  const notes = shapes.notes.filter(({ lifeline }) => lifeline === 1);
  expect(notes[0]?.texts.map(({ text }) => text).join('')).toContain('opensesame');
  expect(told.join('\n')).toMatch(
    /past the eavesdropper: HTTP, [\d.]+ k?B in the clear\.\nEavesdropper: reads PUT/,
  );
});

test('of TLS 1.3 he sees the names of the first messages, then ciphertext', async () => {
  const { shapes, wire, told } = await drawn('wire tap', 'aws kms list-keys');
  const text = told.join('\n');
  expect(wire[0]?.label.whole).toBe('ClientHello');
  expect(wire[0]?.detail?.whole).toMatch(/^TLS 1\.3, [\d,]+ B in the clear$/);
  expect(wire.at(-1)?.detail?.whole).toMatch(/^TLS 1\.3, .* of ciphertext$/);
  // Nobody reads more than the names of messages.
  expect(shapes.lifelines.map(({ title }) => title)).not.toContain('Eavesdropper');
  expect(text).not.toContain('reads');
});

test('a client that does not trust the man in the middle is drawn as giving up', async () => {
  const { wire, told } = await drawn('wire intercept', 'aws kms list-keys 2> refusal');
  const last = wire.at(-1);
  expect([last?.label.whole, last?.failed]).toEqual(['gives up', true]);
  expect(told.join('\n')).toContain('Workstation gives up: ');
});
