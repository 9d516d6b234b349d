import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import concepts from '../../scenarios/concepts.json';
import { facts } from '../../src/learning/facts';
import { mentionFinder } from '../../src/learning/glossary';
import { parseGlossary } from '../../src/learning/parse-glossary';
import { sections } from '../../src/learning/sections';

const file = 'scenarios/glossary.yaml';
const terms = parseGlossary(readFileSync(file, 'utf8'), file);
const mentions = mentionFinder(terms);

const parsing = (content: string) => () => parseGlossary(content, 'glossary.yaml');

const entry = (id: string, definition: string, more = '') =>
  `- { id: ${id}, term: ${id} thing, section: 1, definition: ${definition}${more} }\n`;

/** The texts of content, without its shell lines and ids. */
function textsOf(value: unknown, name = ''): string[] {
  if (typeof value === 'string') {
    return [
      'text',
      'now',
      'why',
      'stem',
      'explanation',
      'summary',
      'hints',
      'here',
      'title',
    ].includes(name)
      ? [value]
      : [];
  }
  if (Array.isArray(value)) return value.flatMap((it) => textsOf(it, name));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, it]) => textsOf(it, key));
}

describe('the glossary', () => {
  it('has no term that no text uses', () => {
    const used = new Set(
      readdirSync('scenarios', { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.yaml') && !/^(facts|glossary)/.test(name))
        .flatMap((name) => textsOf(parse(readFileSync(`scenarios/${name}`, 'utf8'))))
        .concat(textsOf(concepts))
        .flatMap((text) => mentions(text).map(({ term }) => term.id)),
    );
    expect(terms.filter(({ id }) => !used.has(id)).map(({ id }) => id)).toEqual([]);
  });

  it('has a term of every section', () => {
    const missing = sections.filter((_, i) => !terms.some(({ section }) => section === i + 1));
    expect(missing).toEqual([]);
  });

  it('takes figures from facts only', () => {
    const withFigures = terms.filter(({ definition }) => /\d{2}/.test(definition));
    for (const { facts: ids } of withFigures) expect(ids.some((id) => facts.has(id))).toBe(true);
  });

  it('refuses terms that are not there, and forms that two terms have', () => {
    expect(parsing(entry('a', 'One.', ', see: [b], facts: [no-fact]'))).toThrow(
      /there is no term b[^]*there is no fact no-fact/,
    );
    expect(parsing(entry('a', 'One.') + entry('b', 'Two.', ', forms: [A thing]'))).toThrow(
      'A thing is a form of a already',
    );
    expect(parsing(entry('a', 'One.') + entry('a', 'Two.', ', forms: [b]'))).toThrow(
      'there already is one called a',
    );
  });

  it('refuses definitions that explain each other', () => {
    expect(parsing(entry('a', 'A b thing.') + entry('b', 'A c thing.'))).not.toThrow();
    expect(
      parsing(entry('a', 'A b thing.') + entry('b', 'A c thing.') + entry('c', 'Some a things.')),
    ).toThrow('explains in a circle: a, b, c, a');
    expect(parsing(entry('a', 'One a thing.'))).toThrow('explains in a circle: a, a');
  });
});

describe('a text', () => {
  it('has terms where it says them, in one number or several, the longest one first', () => {
    const text = 'Data keys, an encrypted data key\nand KMS keys; a metadata key and SSE-KMS.';
    expect(mentions(text).map(({ from, to }) => text.slice(from, to))).toEqual([
      'Data keys',
      'encrypted data key',
      'KMS keys',
      'SSE-KMS',
    ]);
  });
});
