import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesWhole, PatternTooComplex } from '../../src/engine/bounded-pattern/index';

const whole = (pattern: string, value: string) => new RegExp(`^(?:${pattern})$`).test(value);

const { pattern } = fc.letrec<{ pattern: string; atom: string }>((tie) => ({
  atom: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(
      'a',
      'b',
      '.',
      '[ab]',
      '[^a]',
      '\\d',
      '\\w',
      '^',
      '$',
      '\\b',
      '\\x61',
      '{',
      ']',
    ),
    tie('pattern').map((inner) => `(${inner})`),
    tie('pattern').map((inner) => `(?:${inner})`),
    tie('pattern').map((inner) => `(?=${inner})`),
    tie('pattern').map((inner) => `(?!${inner})`),
    tie('pattern').map((inner) => `(?<=${inner})`),
    tie('pattern').map((inner) => `(?<!${inner})`),
    tie('pattern').map((inner) => `(?<n>${inner})`),
  ),
  pattern: fc
    .array(
      fc.tuple(
        tie('atom'),
        fc.constantFrom('', '', '', '*', '+', '?', '*?', '{2}', '{1,}', '{0,2}', '|'),
      ),
      { maxLength: 4 },
    )
    .map((parts) => parts.flat().join('')),
}));

const isPattern = (text: string) => {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
};

describe('a match in bounded time', () => {
  it('is what RegExp says', () => {
    const value = fc.string({ unit: fc.constantFrom('a', 'b', '1', '{', '\n'), maxLength: 6 });
    fc.assert(
      fc.property(pattern.filter(isPattern), value, (pattern, value) => {
        expect(matchesWhole(pattern, value)).toBe(whole(pattern, value));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['(\\w+)-\\1', 'ab-ab', 'ab-ac'],
    ['(?<q>[\'"]).*\\k<q>', '"it\'s"', '"it\''],
    ['(a*)*\\1b', 'aaab', 'aaac'],
    ['(?i:prod)-x', 'PROD-x', 'PROD-X'],
    ['\\u0061\\cJ\\0', 'a\n\0', 'a\n0'],
    ['a{,2}', 'a{,2}', 'aa'],
    ['(?=.*\\d)(?=.*[a-z]).{8,}', 'abcdefg1', 'abcdefgh'],
  ])('of %s takes %j and not %j', (pattern, good, bad) => {
    expect([matchesWhole(pattern, good), matchesWhole(pattern, bad)]).toEqual([true, false]);
  });

  it.each(['(a+)+', '(a|a)*', '(a*)*', '(.*a){12}', '((a{1,9}){1,9}){1,9}', '(?=(a+)+$)a*'])(
    'of %s ends soon, though a backtracking one would not',
    (pattern) => {
      const began = performance.now();
      expect(matchesWhole(pattern, `${'a'.repeat(2000)}!`)).toBe(false);
      expect(performance.now() - began).toBeLessThan(5000);
    },
  );

  it('of a long value by an everyday pattern is found', () => {
    expect(
      matchesWhole('([\\w.-]+,)*[\\w.-]{1,4096}', `${'host-1.example.com,'.repeat(400)}x`),
    ).toBe(true);
  });

  it.each(['(a+)+\\1b', '((((a{99}){99}){99}){99})'])('of %s is given up', (pattern) => {
    expect(() => matchesWhole(pattern, 'a'.repeat(2000))).toThrow(PatternTooComplex);
  });
});
