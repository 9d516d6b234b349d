import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readJson } from '../../../src/shell/aws/parameters/read-json';

test('reads what JSON.stringify writes', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const text = JSON.stringify(value);
      expect(readJson(text)).toEqual(JSON.parse(text));
      expect(readJson(JSON.stringify(value, null, 2))).toEqual(JSON.parse(text));
    }),
  );
});

test('refuses what JSON.parse refuses, and nothing else', () => {
  const pieces = fc.constantFrom(...'{}[]":,\\ 0123-.eu', 'true', 'null', '\n');
  fc.assert(
    fc.property(fc.string({ unit: pieces, maxLength: 12 }), (text) => {
      let expected: unknown;
      try {
        expected = JSON.parse(text);
      } catch {
        expect(() => readJson(text)).toThrow(/: line \d+ column \d+ \(char \d+\)$/);
        return;
      }
      expect(readJson(text)).toEqual(expected);
    }),
  );
});

// Python 3.11's json module.
test.each([
  ['', 'Expecting value: line 1 column 1 (char 0)'],
  ['{"a":', 'Expecting value: line 1 column 6 (char 5)'],
  ['{a:1}', 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'],
  ['{"a" 1}', "Expecting ':' delimiter: line 1 column 6 (char 5)"],
  ['{"a":1\n "b"', "Expecting ',' delimiter: line 2 column 2 (char 8)"],
  ['[1,]', 'Expecting value: line 1 column 4 (char 3)'],
  ['{"a":1} x', 'Extra data: line 1 column 9 (char 8)'],
  ['{"a":"b', 'Unterminated string starting at: line 1 column 6 (char 5)'],
  ['"\\q"', 'Invalid \\escape: line 1 column 2 (char 1)'],
  ['"\\u12"', 'Invalid \\uXXXX escape: line 1 column 3 (char 2)'],
  ['"\n"', 'Invalid control character at: line 1 column 2 (char 1)'],
])('%j: %s', (text, message) => {
  expect(() => readJson(text)).toThrow(message);
});
