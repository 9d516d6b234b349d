import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseShorthand } from '../../../src/shell/aws/parameters/shorthand';
import { isList, isRecord, type Value } from '../../../src/shell/aws/parameters/value';

const parse = (text: string) => parseShorthand(text, () => undefined);

// What the AWS CLI's own parser answers (awscli/shorthand.py of 2.36.7).
describe('shorthand', () => {
  test.each<[string, Value]>([
    ['a=b', { a: 'b' }],
    ['a=', { a: '' }],
    ['a=b,c', { a: ['b', 'c'] }],
    ['a=b,c=d', { a: 'b', c: 'd' }],
    ['a=b,c,d=e', { a: ['b', 'c'], d: 'e' }],
    ['a=[b,c],d={e=f,g=[h]}', { a: ['b', 'c'], d: { e: 'f', g: ['h'] } }],
    ['a = b , c = d', { a: 'b', c: 'd' }],
    ["a='b,c=d',e=\"it's\"", { a: 'b,c=d', e: "it's" }],
    ['a=b\\,c', { a: 'b,c' }],
    ['a=b=c', { a: 'b=c' }],
    ['a=1,b=true', { a: '1', b: 'true' }],
    ['a={}', { a: {} }],
    ['a=[]', { a: [] }],
    ['a=1\nb==2', { a: '1\nb==2' }],
    ['=b', { '': 'b' }],
    ['a=b\\', { a: 'b\\' }],
    ['__proto__=a', JSON.parse('{"__proto__":"a"}') as Value],
  ])('%s', (text, value) => {
    expect(parse(text)).toEqual(value);
  });

  test('@= loads a file inside a value', () => {
    const load = (name: string) => (name === 'file://x' ? 'content' : undefined);
    expect(parseShorthand('a@=file://x,b@=y,c=file://x', load)).toEqual({
      ...{ a: 'content', b: 'y', c: 'file://x' },
    });
  });

  test.each([
    ['a', "Expected: '=', received: 'EOF' for input:\n a\n ^"],
    ['a=b,', "Expected: '<second>', received: '<none>' for input:\n a=b,\n    ^"],
    ['a={b=c', "Expected: ',', received: 'EOF'"],
    ["a='b", "Expected: '<singled quoted>', received: '<none>'"],
    ['a=1,\nb==2', "Expected: ',', received: '=' for input:\n a=1,\nb==2\n  ^"],
    ['a=1,a=2', 'Second instance of key "a" encountered for input:\na=1,a=2\n    ^\n'],
  ])('%j is refused with a caret at the place', (text, message) => {
    expect(() => parse(text)).toThrow(message);
  });

  const keys = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.:/-]{0,7}$/);
  const { value } = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      // The grammar cannot end a quoted value with a backslash.
      fc.string().filter((text) => !text.endsWith('\\')),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(keys, tie('value'), { maxKeys: 3, noNullPrototype: true }),
    ),
  }));

  test('what is written in quotes, lists and braces is read back', () => {
    fc.assert(
      fc.property(
        fc.dictionary(keys, value, { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
        (record) => {
          const text = Object.entries(record)
            .map(([key, member]) => `${key}=${write(member)}`)
            .join(',');
          expect(parse(text)).toEqual(record);
        },
      ),
    );
  });

  test('any text is either read or refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab=,[]{}\'"\\@ \n') }), (text) => {
        try {
          expect(isRecord(parse(text))).toBe(true);
        } catch (error) {
          expect((error as Error).message).toMatch(/^(Expected: |Second instance of key )/);
        }
      }),
    );
  });
});

// A backslash stands for itself in quotes unless a quote or another follows, so all are doubled.
function write(value: Value): string {
  if (isList(value)) return `[${value.map(write).join(',')}]`;
  if (isRecord(value)) {
    return `{${Object.entries(value)
      .map(([key, member]) => `${key}=${write(member)}`)
      .join(',')}}`;
  }
  return `"${String(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
