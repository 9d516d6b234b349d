import { readFileSync } from 'node:fs';
import { parseXml, XmlElement } from '@rgrove/parse-xml';
import { parse } from 'gift-pegjs';
import { describe, expect, it } from 'vitest';
import { freeze } from '../../src/authoring/exports/frozen';
import { gift } from '../../src/authoring/exports/gift';
import { exportItems } from '../../src/authoring/exports/losses';
import { escapeXml } from '../../src/authoring/exports/xml';
import { parseQuestions } from '../../src/learning/questions/parse-questions';

// The shipped files have an item of each type.
const items = ['kms', 's3'].flatMap((name) => {
  const file = `scenarios/questions/${name}.yaml`;
  return parseQuestions(readFileSync(file, 'utf8'), file);
});
const frozen = items.flatMap(freeze).filter((it) => it !== undefined);

const childrenOf = (element: XmlElement) =>
  element.children.filter((it): it is XmlElement => it instanceof XmlElement);
const textIn = (element: XmlElement, name: string) =>
  childrenOf(element)
    .find((it) => it.name === name)
    ?.text.trim();

describe('Moodle XML', () => {
  const { text, questions } = exportItems(items, 'moodle');
  const { root } = parseXml(text);
  const written = childrenOf(root!);

  it('is well formed, with every question that fits', () => {
    expect(written).toHaveLength(questions);
    const kept = frozen.filter(({ kind }) => kind !== 'ordering');
    expect(written.map((it) => textIn(it, 'idnumber'))).toEqual(kept.map(({ id }) => id));
    expect(written.map((it) => textIn(it, 'name'))).toEqual(kept.map(({ title }) => title));
  });

  it('gives the whole key full points, and no less than that', () => {
    for (const it of written.filter(({ attributes }) => attributes['type'] === 'multichoice')) {
      const points = childrenOf(it)
        .filter(({ name }) => name === 'answer')
        .map(({ attributes }) => Number(attributes['fraction']))
        .filter((fraction) => fraction > 0);
      expect(points.reduce((sum, one) => sum + one, 0)).toBeCloseTo(100, 3);
    }
  });
});

describe('GIFT', () => {
  const read = parse(exportItems(items, 'gift').text);

  it('is read back as the same questions, answers and key', () => {
    const kept = frozen.filter(({ kind }) => kind !== 'ordering');
    expect(read.map(({ type }) => type)).toEqual(
      kept.map(
        ({ kind }) =>
          ({ choice: 'MC', matching: 'Matching', number: 'Numerical' })[kind as 'choice'],
      ),
    );
    for (const [i, it] of kept.entries()) {
      const question = read[i]!;
      if (it.kind !== 'choice' || question.type !== 'MC') continue;
      const key = question.choices.map(({ isCorrect, weight }) => isCorrect || (weight ?? 0) > 0);
      expect(key).toEqual(it.options.map(({ right }) => right));
    }
  });

  it('keeps texts that are full of its own signs', () => {
    const [choice] = frozen.filter(({ kind }) => kind === 'choice');
    const stem = 'a = {b} ~ #1: c -> d\n\n::x::\n// no comment';
    const [back] = parse(gift([{ ...choice!, stem }]));
    if (back?.type !== 'MC') throw new Error('expected a choice');
    expect(back.stem.text.replaceAll('-&gt;', '->')).toBe(stem);
  });
});

describe('what an export says is lost', () => {
  it('names what is not in it, with the reason', () => {
    const { left } = exportItems(items, 'gift');
    const lost = items.filter(({ type }) => ['fix', 'do', 'read', 'ordering'].includes(type));
    expect(new Set(left.map(({ title }) => title))).toEqual(
      new Set(lost.map(({ title }) => title)),
    );
  });

  it('keeps characters out of XML that it cannot have', () => {
    expect(() => parseXml(`<a>${escapeXml('\u0000<&"\u001b]]>')}</a>`)).not.toThrow();
  });
});
