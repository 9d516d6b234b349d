import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readConfigFile } from '../../../src/shell/aws/configuration/config-file';
import { editConfigFile } from '../../../src/shell/aws/configuration/edit-config-file';

const file = `# mine
[default]
region = eu-west-1
s3 =
    max_queue_size = 10

[profile dev]
region=us-east-1
; the end
`;

test('reads sections, settings and nested settings', () => {
  expect([...readConfigFile(file)]).toEqual([
    ['default', { region: 'eu-west-1', s3: { max_queue_size: '10' } }],
    ['profile dev', { region: 'us-east-1' }],
  ]);
});

test.each(['region = x', '[default]\nregion'])('%j is no configuration file', (text) => {
  expect(() => readConfigFile(text)).toThrow();
});

test('an edit changes its own lines only', () => {
  const settings = { region: 'us-west-2', s3: { max_queue_size: '20', x: 'y' }, output: 'text' };
  expect(editConfigFile(file, 'default', settings)).toBe(
    file
      .replace('eu-west-1', 'us-west-2')
      .replace('    max_queue_size = 10\n', '    max_queue_size = 20\n    x = y\noutput = text\n'),
  );
});

test('null takes a setting out', () => {
  expect(editConfigFile('[a]\nb = c\nd = e\n', 'a', { b: null })).toBe('[a]\nd = e\n');
});

test('what was written is read, and all else stays', () => {
  const word = fc.stringMatching(/^[a-z][a-z0-9_]{0,6}$/);
  const edit = fc.tuple(
    word,
    word,
    fc.oneof(word, fc.dictionary(word, word, { minKeys: 1, maxKeys: 2, noNullPrototype: true })),
  );
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
      let text = '';
      const model = new Map<string, Record<string, unknown>>();
      for (const [section, key, value] of edits) {
        text = editConfigFile(text, section, { [key]: value });
        const before = model.get(section) ?? {};
        const merged =
          typeof value === 'object' && typeof before[key] === 'object'
            ? { ...before[key], ...value }
            : value;
        model.set(section, { ...before, [key]: merged });
        expect(new Map(readConfigFile(text))).toEqual(model);
      }
    }),
  );
});
