import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entropy } from '../../../src/diagrams/bytes/entropy';
import { hexRows } from '../../../src/diagrams/bytes/hex-rows';
import { recognise } from '../../../src/diagrams/bytes/recognise';
import { spanText } from '../../../src/diagrams/bytes/span-text';
import type { ByteSpan } from '../../../src/diagrams/bytes/spans';
import { encodeBase64 } from '../../../src/engine/base64';
import { Engine } from '../../../src/engine/engine';
import { blobFields } from '../../../src/engine/services/kms/ciphertext-blob';
import { adminCredentials, createWorld } from '../../../src/engine/world';

const utf8 = (text: string) => new TextEncoder().encode(text);

interface DataKey {
  readonly KeyId: string;
  readonly KeyMaterialId: string;
  readonly CiphertextBlob: Uint8Array;
  readonly Plaintext: Uint8Array;
}

async function generateDataKey(): Promise<DataKey> {
  const tables = createWorld({ now: 0, seed: 1 });
  const engine = new Engine(tables);
  const head = { service: 'kms', region: 'us-east-1', credentials: adminCredentials(tables) };
  const created = await engine.send({ ...head, operation: 'CreateKey', input: {} });
  const { KeyId } = (created.output as { KeyMetadata: { KeyId: string } }).KeyMetadata;
  const input = { KeyId, KeySpec: 'AES_256' };
  return (await engine.send({ ...head, operation: 'GenerateDataKey', input })).output as DataKey;
}

const dataKey = await generateDataKey();

/** The file that `aws kms generate-data-key` writes. */
const commandOutput = utf8(
  `${JSON.stringify(
    {
      CiphertextBlob: encodeBase64(dataKey.CiphertextBlob),
      Plaintext: encodeBase64(dataKey.Plaintext),
      KeyId: dataKey.KeyId,
    },
    null,
    4,
  )}\n`,
);

const files = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }).map(utf8),
  fc.json().map(utf8),
  fc.uint8Array({ maxLength: 99 }).map((bytes) => utf8(`${encodeBase64(bytes)}\n`)),
  fc.uint8Array({ minLength: 1, maxLength: 99 }).map((rest) => {
    return new Uint8Array([...utf8('Salted__12345678'), ...rest]);
  }),
  fc.nat(dataKey.CiphertextBlob.length).map((end) => dataKey.CiphertextBlob.slice(0, end)),
  fc.constant(dataKey.CiphertextBlob),
  fc.constant(commandOutput),
);

function expectTiling(spans: readonly ByteSpan[], length: number) {
  let end = 0;
  for (const span of spans) {
    expect(span.offset).toBe(end);
    expect(span.length).toBeGreaterThan(0);
    end += span.length;
  }
  expect(end).toBe(length);
}

test('spans tile any file exactly, without gap or overlap', () => {
  fc.assert(
    fc.property(files, (bytes) => {
      expectTiling(recognise(bytes).spans, bytes.length);
    }),
    { numRuns: 500 },
  );
});

test('a KMS ciphertext blob is taken apart field by field, with what the fields say', () => {
  const { format, spans } = recognise(dataKey.CiphertextBlob);
  expect(format).toBe('KMS ciphertext blob');
  expect(spans.map(({ name }) => name)).toEqual(blobFields.map(({ name }) => name));
  const value = (name: string) => spans.find((span) => span.name === name)?.value;
  expect(dataKey.KeyId).toContain(`key/${value('keyId')}`);
  expect(value('keyMaterialId')).toBe(dataKey.KeyMaterialId);
  expect(value('account')).toBe('123456789012');
  // A 32-byte data key under AES-GCM, whose ciphertext is as long as its plaintext.
  expect(spans.find(({ name }) => name === 'ciphertext')?.length).toBe(32);
});

test('the same blob is found in Base64 and in the output of generate-data-key', () => {
  const text = recognise(utf8(`${encodeBase64(dataKey.CiphertextBlob)}\n`));
  expect(text.format).toBe('Base64 of KMS ciphertext blob');
  expect(text.inside[0]?.bytes).toEqual(dataKey.CiphertextBlob);

  const { format, spans, inside } = recognise(commandOutput);
  expect(format).toBe('JSON');
  expect(inside).toEqual([
    { name: 'CiphertextBlob', bytes: dataKey.CiphertextBlob },
    { name: 'Plaintext', bytes: dataKey.Plaintext },
  ]);
  const named = spans.filter(({ kind }) => kind !== 'structure');
  expect(named.map(({ name, kind }) => [name, kind])).toEqual([
    ['CiphertextBlob', 'ciphertext'],
    ['Plaintext', 'key'],
    ['KeyId', 'text'],
  ]);
});

test('a file of openssl enc shows its salt and says that nothing protects it from changes', () => {
  const { format, spans } = recognise(new Uint8Array([...utf8('Salted__saltsalt'), ...Array(32)]));
  expect(format).toBe('OpenSSL salted file');
  expect(spans.map(({ name, length }) => [name, length])).toEqual([
    ['magic', 8],
    ['salt', 8],
    ['ciphertext', 32],
  ]);
});

test.each([
  ['text', utf8('Quarterly report\n')],
  ['empty', new Uint8Array()],
  ['unrecognised bytes', dataKey.Plaintext],
  ['Base64 of unrecognised bytes', utf8(encodeBase64(dataKey.Plaintext))],
  ['hexadecimal of unrecognised bytes', utf8(`${'9f'.repeat(32)}\n`)],
  ['unrecognised bytes', dataKey.CiphertextBlob.slice(0, 60)],
])('%s is called what it is', (format, bytes) => {
  expect(recognise(bytes).format).toBe(format);
});

test('unrecognised bytes show their entropy and claim no format', () => {
  const [span] = recognise(dataKey.Plaintext).spans;
  expect(span?.value).toMatch(/^entropy \d\.\d\d of at most 5\.00 bits per byte$/);
  expect(span?.meaning).toContain('No format this view knows.');
});

test('entropy is 0 for one repeated byte and 8 bits when all values are equally frequent', () => {
  expect(entropy(new Uint8Array(99))).toBe(0);
  expect(entropy(Uint8Array.from({ length: 512 }, (_, i) => i))).toBeCloseTo(8, 10);
});

test('a hex view shows or counts every byte, and never grows beyond a page', () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(lengths, fc.constantFrom(8, 16), (sizes, perRow) => {
      let total = 0;
      const spans = sizes.map((length): ByteSpan => {
        total += length;
        return { offset: total - length, length, name: 'n', meaning: '', kind: 'unknown' };
      });
      const rows = hexRows(total, spans, perRow);
      expect(rows.length).toBeLessThanOrEqual(100);
      let next = 0;
      for (const row of rows) {
        const parts = row.type === 'gap' ? [row] : row.segments;
        for (const part of parts) {
          expect(part.offset).toBe(next);
          next += part.length;
          if (!('span' in part)) continue;
          const span = spans[part.span];
          expect(part.offset).toBeGreaterThanOrEqual(span?.offset ?? NaN);
          expect(next).toBeLessThanOrEqual((span?.offset ?? NaN) + (span?.length ?? NaN));
        }
      }
      expect(next).toBe(total);
    }),
  );
});

test('the middle of a 1 MiB ciphertext is left out, and its ends stay', () => {
  const bytes = new Uint8Array(1_048_608);
  bytes.set(utf8('Salted__saltsalt'));
  const rows = hexRows(bytes.length, recognise(bytes).spans, 16);
  const gaps = rows.filter(({ type }) => type === 'gap');
  expect(gaps).toEqual([{ type: 'gap', offset: 64, length: 1_048_496 }]);
  expect(rows.at(-1)).toMatchObject({ type: 'bytes', offset: 1_048_592 });
});

test('the text twin has a line for every span', () => {
  const { spans } = recognise(dataKey.CiphertextBlob);
  const lines = spanText(spans).split('\n');
  expect(lines).toHaveLength(spans.length + 1);
  expect(lines[0]).toBe('offset\tlength\tname\tmeaning\tvalue');
});
