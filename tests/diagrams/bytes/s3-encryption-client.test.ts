import { expect, it } from 'vitest';
import { recognise } from '../../../src/diagrams/bytes/recognise';
import { sealedByClient } from '../../../src/diagrams/bytes/s3-encryption-client';
import { s3EncryptionWorld } from '../../clients/s3-encryption-world';

const at = { bucket: 'vault', key: 'deal' };
const plaintext = new Uint8Array(57);

it('an object of the S3 Encryption Client is ciphertext and tag, and its metadata says the rest', async () => {
  const { open, raw } = await s3EncryptionWorld();
  await open().putObject(at, plaintext);
  const { bytes, metadata } = await raw('deal');
  const recognised = sealedByClient(bytes, metadata);
  expect(recognised?.format).toBe('client-side encrypted object, V3 format');
  expect(recognised?.spans.map(({ name, offset, length }) => [name, offset, length])).toEqual([
    ['ciphertext', 0, 57],
    ['tag', 57, 16],
  ]);
  const inside = Object.fromEntries(recognised!.inside.map(({ name, bytes: own }) => [name, own]));
  expect(inside['x-amz-i: message ID']).toHaveLength(28);
  expect(inside['x-amz-d: key commitment']).toHaveLength(28);
  const dataKey = inside['x-amz-3: encrypted data key of the client'];
  expect(recognise(dataKey!).format).toBe('KMS ciphertext blob');
});

it('an instruction file is explained entry by entry', async () => {
  const { open, raw } = await s3EncryptionWorld();
  await open({ putInstructionFile: true }).putObject(at, plaintext);
  const { bytes } = await raw('deal.instruction');
  const { spans, inside } = recognise(bytes);
  const explained = spans.filter(({ kind }) => kind !== 'structure');
  expect(explained.map(({ name }) => name).sort()).toEqual(['x-amz-3', 'x-amz-t', 'x-amz-w']);
  expect(explained.every(({ meaning }) => !meaning.startsWith('The text of'))).toBe(true);
  expect(inside.map(({ name }) => name)).toEqual(['x-amz-3: encrypted data key of the client']);
});

it('what no client has encrypted is left to its bytes', () => {
  expect(sealedByClient(plaintext, { purpose: 'test' })).toBeUndefined();
});
