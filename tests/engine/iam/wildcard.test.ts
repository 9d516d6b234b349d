import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arnConditionCodes, resourceCodes } from '../../../src/engine/iam/arn-pattern';
import {
  anyCharacter,
  anyRun,
  matchesCodes,
  matchesPattern,
  patternOf,
  segmentCharacter,
  segmentRun,
  wildcardCodes,
} from '../../../src/engine/iam/wildcard';

const colon = 58;

/** The meaning of a pattern, spelled out: a run takes any number of characters, all are tried. */
function fits(codes: readonly number[], text: string): boolean {
  const [code, ...rest] = codes;
  if (code === undefined) return text === '';
  if (code === anyRun || code === segmentRun) {
    for (let length = 0; length <= text.length; length += 1) {
      if (fits(rest, text.slice(length))) return true;
      if (code === segmentRun && text.charCodeAt(length) === colon) return false;
    }
    return false;
  }
  if (text === '') return false;
  const unit = text.charCodeAt(0);
  const one = code === anyCharacter || (code === segmentCharacter ? unit !== colon : code === unit);
  return one && fits(rest, text.slice(1));
}

const pattern = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?'), maxLength: 10 });
const text = fc.string({ unit: fc.constantFrom('a', 'b', ':'), maxLength: 12 });

test('the matcher agrees with the meaning of a pattern', () => {
  fc.assert(
    fc.property(pattern, text, (p, t) => {
      const codes = wildcardCodes(p);
      expect(matchesCodes(codes, t)).toBe(fits(codes, t));
      expect(matchesPattern(patternOf(codes), t)).toBe(fits(codes, t));
    }),
    { numRuns: 2000 },
  );
});

test('so it does with the codes of ARN patterns', () => {
  const part = fc.string({ unit: fc.constantFrom('a', '*', '?'), maxLength: 3 });
  const arn = fc.array(part, { minLength: 4, maxLength: 8 }).map((parts) => parts.join(':'));
  const parts = fc.array(fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 3 }), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(arn, parts, (p, t) => {
      const actual = t.join(':');
      for (const codes of [resourceCodes, arnConditionCodes].map((of) => of(wildcardCodes(p)))) {
        expect(matchesCodes(codes, actual)).toBe(fits(codes, actual));
      }
    }),
    { numRuns: 3000 },
  );
});

test('an ARN condition compares segment by segment', () => {
  const segment = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 4 });
  const plain = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 4 });
  const six = { minLength: 6, maxLength: 6 };
  fc.assert(
    fc.property(fc.array(segment, six), fc.array(plain, six), (patterns, parts) => {
      const bySegment = patterns.every((p, i) => fits(wildcardCodes(p), parts[i]!));
      const codes = arnConditionCodes(wildcardCodes(patterns.join(':')));
      expect(matchesCodes(codes, parts.join(':'))).toBe(bySegment);
    }),
    { numRuns: 2000 },
  );
});

/** A text that counts how often the matcher looks at it. */
function counted(content: string) {
  const counter = {
    looks: 0,
    length: content.length,
    charCodeAt(index: number) {
      counter.looks += 1;
      return content.charCodeAt(index);
    },
  };
  return counter;
}

test.each([
  ['many runs', '*a'.repeat(500) + '*b'],
  ['many runs and single wildcards', '*?a'.repeat(500) + '*b'],
  ['runs of runs', '*'.repeat(2000) + 'b'],
  ['alternating', '*a*b'.repeat(300)],
])('%s cost no more than two looks at each character', (_, p) => {
  for (const codes of [wildcardCodes(p), resourceCodes(wildcardCodes(p))]) {
    const content = counted('a'.repeat(4000));
    expect(matchesCodes(codes, content)).toBe(false);
    expect(content.looks).toBeLessThanOrEqual(2 * content.length + p.length);
  }
});

test('a long stretch after a run costs its length at each character, and no more', () => {
  const stretch = 'a'.repeat(100) + 'b';
  for (const runs of [1, 10, 50]) {
    const content = counted('a'.repeat(4000));
    expect(matchesCodes(wildcardCodes(`*${stretch}`.repeat(runs)), content)).toBe(false);
    expect(content.looks).toBeLessThanOrEqual(content.length * stretch.length);
  }
});

test('runs within ARN segments cost no more than the segment at each character', () => {
  const codes = arnConditionCodes(wildcardCodes(`arn:${'*a'.repeat(200)}b:*:*:*:*`));
  const content = counted(`arn:${'a'.repeat(2000)}:c:d:e:f`);
  expect(matchesCodes(codes, content)).toBe(false);
  expect(content.looks).toBeLessThanOrEqual(3 * content.length);
});
