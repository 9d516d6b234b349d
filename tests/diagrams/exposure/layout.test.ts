import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exposureLayout, exposureText } from '../../../src/diagrams/exposure/layout';
import type { Exposure } from '../../../src/learning/exposure';

const exposures: fc.Arbitrary<Exposure[]> = fc.array(
  fc.record({
    secret: fc.record({
      kind: fc.constantFrom('plaintext' as const, 'data key' as const),
      name: fc.string({ minLength: 1 }),
    }),
    holders: fc.array(
      fc.record({
        place: fc.constantFrom('file' as const, 'variable' as const, 'screen' as const),
        name: fc.string({ minLength: 1 }),
        form: fc.constantFrom('raw' as const, 'base64' as const, 'hex' as const),
      }),
      { maxLength: 4 },
    ),
  }),
  { maxLength: 5 },
);

test('every holder is one mark at its place, and a secret without holders is gone', () => {
  fc.assert(
    fc.property(exposures, (list) => {
      const { places, gone } = exposureLayout(list);
      for (const { place, marks } of places) {
        const holders = list.flatMap((each) => each.holders.filter((h) => h.place === place));
        expect(marks.map(({ holder }) => holder)).toEqual(holders.map(({ name }) => name));
      }
      expect(gone).toEqual(list.filter((each) => each.holders.length === 0).map((e) => e.secret));
    }),
  );
});

test('the text twin says where each secret is, or that it is nowhere', () => {
  const secret = { kind: 'data key', name: 'data key from GenerateDataKey' } as const;
  const text = (holders: Exposure['holders']) =>
    exposureText(exposureLayout([{ secret, holders }]));
  expect(
    text([
      { place: 'file', name: 'datakey.bin', form: 'raw' },
      { place: 'variable', name: 'KEY', form: 'base64' },
      { place: 'screen', name: 'terminal', form: 'hex' },
    ]),
  ).toEqual([
    'The data key from GenerateDataKey is in the file datakey.bin.',
    'The data key from GenerateDataKey is in the shell variable KEY, in Base64.',
    'The data key from GenerateDataKey is on the screen, in hexadecimal.',
  ]);
  expect(text([])).toEqual(['The data key from GenerateDataKey is nowhere in the clear.']);
  expect(exposureText(exposureLayout([]))).toEqual(['No secret has been in the clear so far.']);
});
