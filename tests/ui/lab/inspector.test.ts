import { describe, expect, it } from 'vitest';
import { inspect as inspecting, rowsShown } from '../../../src/ui/lab/inspector/rows';
import { hasMembers, summaryText, valueText } from '../../../src/ui/lab/inspector/value-text';
import { recordName } from '../../../src/ui/lab/world-view';

/** Runs a search to its end, as slices would. */
function inspect(...args: Parameters<typeof inspecting>) {
  const work = inspecting(...args);
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

const world = new Map<string, Map<string, object>>([
  [
    'kms.keys',
    new Map([
      ['a', { Arn: 'arn:aws:kms:a', material: { bytes: Uint8Array.of(0xde, 0xad, 0xbe, 0xef) } }],
      ['b', { Arn: 'arn:aws:kms:b', Description: 'Reports' }],
    ]),
  ],
  ['iam.users', new Map([['u', { UserName: 'admin' }]])],
]);

describe('the state', () => {
  it('lists tables by name', () => {
    expect(inspect(world, [], '').map(({ name, total }) => [name, total])).toEqual([
      ['iam.users', 1],
      ['kms.keys', 2],
    ]);
  });

  it('puts what the last command changed first, and marks it', () => {
    const touched = [recordName({ table: 'kms.keys', key: 'b' })];
    const keys = inspect(world, touched, '').find(({ name }) => name === 'kms.keys');
    expect(keys?.changed).toBe(true);
    expect(keys?.rows.map(({ key, changed }) => [key, changed])).toEqual([
      ['b', true],
      ['a', false],
    ]);
  });

  it('is searched by keys, members, values and bytes in hexadecimal', () => {
    const found = (query: string) =>
      inspect(world, [], query).flatMap(({ rows }) => rows.map(({ key }) => key));
    expect(found('reports')).toEqual(['b']);
    expect(found('USERNAME')).toEqual(['u']);
    expect(found('deadbeef')).toEqual(['a']);
    expect(found('nowhere')).toEqual([]);
  });

  it('puts what changed first however far back it is, and counts what is not listed', () => {
    const rows = Array.from({ length: 5000 }, (_, i) => [`${i}`, { text: `n${i}` }] as const);
    const many = new Map([['t', new Map<string, object>(rows)]]);
    const touched = [recordName({ table: 't', key: '4999' })];
    expect(inspect(many, touched, '')[0]).toMatchObject({ total: 5000, changed: true });
    expect(inspect(many, touched, '')[0]?.rows[0]?.key).toBe('4999');
    expect(inspect(many, touched, 'n49')[0]).toMatchObject({ total: 111, changed: true });
    expect(inspect(many, touched, 'n49')[0]?.rows).toHaveLength(rowsShown);
  });

  it('lists no more records of a table than can be drawn at once', () => {
    const many = new Map([['t', new Map(Array.from({ length: 5000 }, (_, i) => [`${i}`, { i }]))]]);
    expect(inspect(many, [], '')[0]).toMatchObject({ total: 5000 });
    expect(inspect(many, [], '')[0]?.rows).toHaveLength(rowsShown);
  });
});

describe('a value', () => {
  it('is written as JSON, bytes in hexadecimal with their number', () => {
    expect(valueText('a "b"')).toBe('"a \\"b\\""');
    expect(valueText(Uint8Array.of(1, 2, 3, 4, 255))).toBe('5 bytes: 01020304 ff');
    expect(valueText(new Uint8Array(1_048_576))).toMatch(/^1,048,576 bytes: .* … 1,048,512 more$/);
    expect(valueText(null)).toBe('null');
  });

  it('is unfolded only where it has members', () => {
    expect(hasMembers({ a: 1 })).toBe(true);
    expect(hasMembers({})).toBe(false);
    expect(hasMembers(new Uint8Array(3))).toBe(false);
    expect(summaryText({ a: 1, b: 2, c: 3, d: 4 })).toBe('a, b, c, …');
    expect(summaryText([1])).toBe('1 item');
  });
});
