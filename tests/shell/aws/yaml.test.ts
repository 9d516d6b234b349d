import { describe, expect, it } from 'vitest';
import { formatYaml } from '../../../src/shell/aws/output/yaml';

// Expected texts are libyaml's own (PyYAML 6.0.3, `yaml.dump(value, Dumper=yaml.CSafeDumper,
// default_flow_style=False, allow_unicode=True)`), which is what the AWS CLI prints YAML with.

describe('YAML', () => {
  it('breaks a long text at the first space beyond column 80', () => {
    const long =
      'Enables the thing that was decided in the meeting of the week before last and is needed for every key of this account';
    expect(formatYaml({ long })).toBe(
      'long: Enables the thing that was decided in the meeting of the week before last and\n  is needed for every key of this account\n',
    );
  });

  it('writes a policy in double quotes, and breaks it too', () => {
    const Policy =
      '{\n  "Version" : "2012-10-17",\n  "Statement" : [ {\n    "Sid" : "Enable IAM User Permissions",\n    "Effect" : "Allow"\n  } ]\n}';
    expect(formatYaml({ Policy })).toBe(
      String.raw`Policy: "{\n  \"Version\" : \"2012-10-17\",\n  \"Statement\" : [ {\n    \"Sid\" :
  \"Enable IAM User Permissions\",\n    \"Effect\" : \"Allow\"\n  } ]\n}"
`,
    );
  });

  it('writes lines of text in single quotes, each line break as an empty line', () => {
    expect(formatYaml({ lines: 'one\ntwo\n\nthree' })).toBe("lines: 'one\n\n  two\n\n\n  three'\n");
  });

  it('quotes what would be read as something else, and nothing more', () => {
    const odd = ['- a', 'a: b', '#c', "it's", 'a #b', 'null', '0x1f', '12:30:00', ' lead'];
    const rest = ['tab\there', 'é', '\u00a0', 'bell\u0007', '', '-', 'a:b', 'kms:*', '*'];
    expect(formatYaml([...odd, ...rest])).toBe(
      [
        ...["- '- a'", "- 'a: b'", "- '#c'", "- it's", "- 'a #b'", "- 'null'", "- '0x1f'"],
        ...["- '12:30:00'", "- ' lead'", '- "tab\\there"', '- é', '- \u00a0', '- "bell\\a"'],
        ...["- ''", "- '-'", '- a:b', '- kms:*', "- '*'", ''],
      ].join('\n'),
    );
  });

  it('nests lists and records in block style, members in order', () => {
    const value = { nested: [[1, [2]], { a: { b: [] }, c: {} }], "it's a key": true, z: null };
    expect(formatYaml(value)).toBe(
      [
        ...["it's a key: true", 'nested:', '- - 1', '  - - 2', '- a:', '    b: []', '  c: {}'],
        ...['z: null', ''],
      ].join('\n'),
    );
  });
});
