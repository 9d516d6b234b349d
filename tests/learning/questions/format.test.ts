import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ContentError, type ContentFault } from '../../../src/learning/content-error';
import { parseQuestions } from '../../../src/learning/questions/parse-questions';
import { proofLevel } from '../../../src/learning/questions/proof-level';
import { questionsJsonSchema } from '../../../src/learning/questions/registry';
import { versionOf } from '../../../src/learning/questions/version';
import { choiceText } from './items';

const file = 'scenarios/questions/test.yaml';

function faultsOf(text: string): readonly ContentFault[] {
  try {
    parseQuestions(text, file);
  } catch (error) {
    if (error instanceof ContentError) return error.faults;
    throw error;
  }
  return [];
}

/** The line, from 1, on which `part` stands. */
const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;

describe('the format of questions', () => {
  it('is committed as JSON Schema for editors', async () => {
    const text = `${JSON.stringify(questionsJsonSchema(), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot('../../../scenarios/question-schema.gen.json');
  });

  it('says what every field is for', () => {
    const undescribed = new Set<string>();
    const walk = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [name, value] of Object.entries(node)) {
        if (name === 'properties') {
          for (const [field, schema] of Object.entries(value as Record<string, object>)) {
            if (!('description' in schema)) undescribed.add(field);
          }
        }
        walk(value);
      }
    };
    walk(questionsJsonSchema());
    expect([...undescribed]).toEqual([]);
  });

  it('gives options their letters', () => {
    const [item] = parseQuestions(choiceText(), file);
    expect(item?.type === 'choice' && item.options.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('tells everything that is wrong at once, where it stands', () => {
    const text = choiceText()
      .replace('title: Test', 'titel: Test')
      .replace('difficulty: 1', 'difficulty: 4')
      .replace('correct: true', 'correct: yes');
    const other = choiceText().replace('- id: test', '- id: other').replace('DVA-2.2.4', 'DVA-9.9');
    const both = `${text}${other}`;
    expect(faultsOf(both).map(({ path, line }) => [path, line])).toEqual([
      ['[0].title', lineOf(both, 'id: test')],
      ['[0].difficulty', lineOf(both, 'difficulty: 4')],
      ['[0].options[0].correct', lineOf(both, 'correct: yes')],
      ['[0].titel', lineOf(both, 'titel')],
      ['[1].skills[0]', lineOf(both, 'DVA-9.9')],
    ]);
  });

  it.each([
    ['skills: [DVA-2.2.4]', 'skills: [DVA-9.9]', 'there is no skill DVA-9.9'],
    ['- id: test', '- id: gen-test', 'gen- is for generated items'],
    ['difficulty: 1', 'difficulty: 1\n  facts: [nothing]', 'there is no fact nothing'],
    ['why: No.', 'why: No.\n      misconception: none-such', 'there is no misconception none-such'],
    ['correct: true', 'correct: false', 'expected exactly one correct, found 0'],
    ['text: Two', 'text: One', 'there already is one called One'],
    ['type: choice', 'type: chioce', 'expected one of: choice, response, ordering'],
    ['claim: { run: "true" }', 'claim: { ran: "true" }', 'expected a check with one of: run'],
    ['claim: { run: "true" }', 'do: ["true"]', 'proves nothing without a claim or a goal'],
    ['claim: { run: "true" }', 'claim: { run: "true", query: "a[" }', 'is not JMESPath'],
    ['stem: Which?', 'stem: Which?\n  files: [{ path: ../x, text: a }]', 'without ..'],
  ])('refuses %s as %s', (good, bad, message) => {
    const text = choiceText().replace(good, bad);
    expect(text).not.toBe(choiceText());
    const faults = faultsOf(text);
    expect(faults).toMatchObject([{ message: expect.stringContaining(message) }]);
    expect(faults[0]!.line).toBeGreaterThan(0);
  });

  it('wants a list, of items with ids of their own', () => {
    expect(faultsOf('id: x')).toMatchObject([{ message: expect.stringContaining('a list') }]);
    expect(faultsOf('- 7')).toMatchObject([{ message: expect.stringContaining('the fields of') }]);
    expect(faultsOf(choiceText() + choiceText())).toMatchObject([
      { path: '[1].id', message: 'there already is one called test' },
    ]);
  });

  it('derives how well an item is proven from what it claims', () => {
    const level = (text: string) => proofLevel(parseQuestions(text, file)[0]!);
    const claims = choiceText();
    expect(level(claims)).toBe('P3');
    const keyOnly = claims.replaceAll('claim: { run: "false" }', '');
    expect(level(keyOnly)).toBe('P2');
    const none = keyOnly.replace('claim: { run: "true" }', '');
    expect(level(none)).toBe('P0');
    expect(
      level(none.replace('difficulty: 1', 'difficulty: 1\n  facts: [kms-disabled-key-refuses]')),
    ).toBe('P1');
  });

  it('names content by a hash that changes with it', () => {
    const [one] = parseQuestions(choiceText(), file);
    const [same] = parseQuestions(`# a comment\n${choiceText()}`, file);
    const [other] = parseQuestions(choiceText().replace('Which?', 'What?'), file);
    expect(versionOf(one!)).toMatch(/^[0-9a-f]{16}$/);
    expect(versionOf(same!)).toBe(versionOf(one!));
    expect(versionOf(other!)).not.toBe(versionOf(one!));
  });

  it('has an example of each type', () => {
    const examples = ['kms', 's3'].flatMap((name) => {
      const path = `scenarios/questions/${name}.yaml`;
      return parseQuestions(readFileSync(path, 'utf8'), path);
    });
    expect(new Set(examples.map(({ type }) => type)).size).toBe(10);
  });
});
