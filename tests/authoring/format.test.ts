import { describe, expect, it } from 'vitest';
import { formatParts, type FormatForm, type FormatRow } from '../../src/authoring/format';
import { schemaOf, type Schema } from '../../src/authoring/schema-walk';
import { templates } from '../../src/authoring/templates';

const parts = formatParts();

function rowsOf(forms: readonly FormatForm[]): readonly FormatRow[] {
  return forms.flatMap(({ rows }) => rows.flatMap((row) => [row, ...rowsOf(row.forms)]));
}

/** Every member that a schema has anywhere, as its name and what is said about it. */
function membersOf(schema: Schema): string[] {
  const { properties = {}, items, anyOf = [], oneOf = [], additionalProperties } = schema;
  const below = [
    ...[...anyOf, ...oneOf, ...(items === undefined ? [] : [items])],
    ...(typeof additionalProperties === 'object' ? [additionalProperties] : []),
  ];
  return [
    ...Object.entries(properties).flatMap(([name, member]) => [
      `${name}: ${member.description ?? ''}`,
      ...membersOf(member),
    ]),
    ...below.flatMap(membersOf),
  ];
}

describe("the format's documentation", () => {
  const rows = parts.flatMap(({ forms }) => rowsOf(forms));

  it('has every member of the schemas, with what the schema says', () => {
    const told = new Set([
      ...rows.map(({ name, description }) => `${name}: ${description}`),
      ...parts.map(({ title, about }) => `${title.split(':')[0]!}: ${about}`),
    ]);
    const wanted = [...membersOf(schemaOf('scenario')), ...membersOf(schemaOf('questions'))];
    expect(wanted.length).toBeGreaterThan(500);
    expect([...new Set(wanted)].filter((member) => !told.has(member))).toEqual([]);
  });

  it('leaves nothing undescribed, and refers to parts that there are', () => {
    expect(rows.filter(({ description, type }) => description === '' || type === '')).toEqual([]);
    const ids = parts.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(rows.filter(({ part }) => part !== undefined && !ids.includes(part))).toEqual([]);
    const shared = rows.map(({ part }) => part).filter((part) => part !== undefined);
    for (const id of ['world', 'file', 'check', 'claim', 'event', 'request', 'wrong', 'option']) {
      expect(shared).toContain(id);
    }
  });

  it('tells type, limits and what holds without a member', () => {
    const row = (part: string, name: string) =>
      parts.find(({ id }) => id === part)!.forms[0]!.rows.find((one) => one.name === name)!;
    expect(row('question', 'difficulty')).toMatchObject({
      ...{ type: 'a whole number', limits: ['1 to 3'], needed: true },
    });
    expect(row('world', 'region')).toMatchObject({ fallback: '"us-east-1"', needed: false });
    expect(row('scenario', 'minutes').limits).toEqual(['1 to 600']);
    expect(row('question', 'sections').limits).toEqual(['at least 1 in the list', 'each 1 to 27']);
    expect(row('scenario', 'files')).toMatchObject({ type: 'a list of members', part: 'file' });
  });

  it('has an example of a scenario and of each type of question, and they are all', () => {
    const shown = parts.flatMap(({ example }) => (example === undefined ? [] : [example]));
    expect(shown).toHaveLength(11);
    expect(new Set(shown)).toEqual(new Set(templates));
    for (const { text, title, about } of shown) {
      expect([title, about]).not.toContain('');
      expect(text).toMatch(/^ *# /m);
    }
  });
});
