import { expect, test } from 'vitest';
import { memberLines, payloadShape } from '../../../src/diagrams/sequence/members';
import { sequenceLayout } from '../../../src/diagrams/sequence/layout';
import { sequenceText } from '../../../src/diagrams/sequence/text';
import { loadModel } from '../../../src/engine/api/index';
import { Engine } from '../../../src/engine/engine';
import type { Step } from '../../../src/engine/trace';
import { adminCredentials, createWorld } from '../../../src/engine/world';

async function traceOfRefusedDecrypt(): Promise<Step[]> {
  const tables = createWorld({ now: 0, seed: 1 });
  const engine = new Engine(tables);
  const credentials = adminCredentials(tables);
  const send = async <T>(operation: string, input: object) => {
    const request = { service: 'kms', operation, region: 'us-east-1', credentials, input };
    return (await engine.send(request)).output as T;
  };
  const { KeyMetadata } = await send<{ KeyMetadata: { KeyId: string } }>('CreateKey', {});
  const steps: Step[] = [];
  engine.observe((happening) => steps.push(...happening.steps));
  const { CiphertextBlob } = await send<{ CiphertextBlob: Uint8Array }>('Encrypt', {
    KeyId: KeyMetadata.KeyId,
    Plaintext: new TextEncoder().encode('a short secret'),
    EncryptionContext: { report: '2026' },
  });
  await expect(send('Decrypt', { CiphertextBlob })).rejects.toMatchObject({
    code: 'InvalidCiphertextException',
  });
  return steps;
}

test('what the engine reports is drawn and told: who asked, who allowed, what was refused', async () => {
  const steps = await traceOfRefusedDecrypt();
  const shapes = sequenceLayout(steps, { width: 1280 });
  expect(shapes.lifelines.map(({ title, region }) => `${title} ${region}`.trim())).toEqual([
    'Workstation',
    'AWS KMS us-east-1',
  ]);
  expect(shapes.messages.map(({ kind, label, failed }) => [kind, label.whole, failed])).toEqual([
    ['request', 'Encrypt', false],
    ['response', expect.stringMatching(/^CiphertextBlob \d+ B, /), false],
    ['request', 'Decrypt', false],
    ['response', 'InvalidCiphertextException', true],
  ]);
  const told = sequenceText(shapes, steps).join('\n');
  expect(told).toContain('Workstation sends Encrypt to AWS KMS (us-east-1), with Plaintext 14 B');
  expect(told).toContain('Allowed: kms:Encrypt on arn:aws:kms:us-east-1:');
  expect(told).toContain('encryption context report=2026');
  expect(told).toContain('refuses Workstation with InvalidCiphertextException (HTTP 400).');
});

test('members of a message carry the mark that the API model gives them', async () => {
  const [request] = await traceOfRefusedDecrypt();
  if (request?.kind !== 'request') throw new Error('the trace begins with a request');
  const shape = payloadShape(await loadModel('kms'), 'Encrypt', 'input');
  expect(memberLines(request.input, shape)).toMatchObject([
    { path: 'KeyId', sensitive: false },
    // PlaintextType carries the sensitive trait in the API model of KMS.
    { path: 'Plaintext', sensitive: true, value: new TextEncoder().encode('a short secret') },
    { path: 'EncryptionContext.report', sensitive: false, value: '2026' },
  ]);
});

test('members of lists, maps and dates have a path and words of their own', () => {
  const payload = { Tags: [{ TagKey: 'a', TagValue: 'b' }], CreationDate: new Date(0), Keys: [] };
  expect(memberLines(payload)).toEqual([
    { path: 'Tags[0].TagKey', value: 'a', sensitive: false },
    { path: 'Tags[0].TagValue', value: 'b', sensitive: false },
    { path: 'CreationDate', value: '1970-01-01T00:00:00.000Z', sensitive: false },
    { path: 'Keys', value: '[]', sensitive: false },
  ]);
});

test('a request over its quota is drawn as throttled; one within it says what is left with the records', async () => {
  const tables = createWorld({ now: 0, seed: 1 });
  const engine = new Engine(tables);
  const credentials = adminCredentials(tables);
  const steps: Step[] = [];
  engine.observe((happening) => steps.push(...happening.steps));
  const request = { service: 'kms', operation: 'CreateKey', region: 'us-east-1', credentials };
  let refused = false;
  for (let i = 0; i < 50 && !refused; i += 1) {
    await engine.send({ ...request, input: {} }).catch((error: { code: string }) => {
      refused = error.code === 'ThrottlingException';
    });
  }
  expect(refused).toBe(true);
  const notes = (fold: { writes: boolean }) =>
    sequenceLayout(steps, { width: 1280, fold }).notes.map(({ sentence }) => sentence);
  const quota = 'CreateKey request rate (account 123456789012, us-east-1, 5 a second)';
  expect(notes({ writes: true }).filter((note) => note.includes('request rate'))).toEqual([
    `Throttled by ${quota}`,
  ]);
  expect(notes({ writes: false })).toContain(`Within ${quota}: 4 requests left now`);
});
