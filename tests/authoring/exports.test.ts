import { readFileSync } from 'node:fs';
import { parseXml, XmlElement } from '@rgrove/parse-xml';
import { strFromU8, unzipSync } from 'fflate';
import { parse } from 'gift-pegjs';
import { describe, expect, it } from 'vitest';
import { freeze } from '../../src/authoring/exports/frozen';
import { gift } from '../../src/authoring/exports/gift';
import { scormPackage, scormPage, suspendLimit } from '../../src/authoring/exports/scorm/package';
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
  const { content, questions } = exportItems(items, 'moodle');
  const { root } = parseXml(content as string);
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
  const read = parse(exportItems(items, 'gift').content as string);

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

describe('QTI 2.1', () => {
  const package21 = unzipSync(exportItems(items, 'qti').content as Uint8Array);
  const texts = Object.entries(package21).map(([path, bytes]) => [path, strFromU8(bytes)] as const);

  it('is a package whose manifest names an item for each question, and nothing else', () => {
    const manifest = parseXml(strFromU8(package21['imsmanifest.xml']!)).root!;
    const [, , resources] = childrenOf(manifest);
    const named = childrenOf(resources!).map(({ attributes }) => attributes['href']);
    expect(named).toEqual(frozen.map(({ id }) => `items/${id}.xml`));
    expect(texts.map(([path]) => path)).toEqual(['imsmanifest.xml', ...named]);
  });

  it('has the key of each question, in the words of its type', () => {
    for (const it of frozen) {
      const item = parseXml(strFromU8(package21[`items/${it.id}.xml`]!)).root!;
      const [declaration] = childrenOf(item);
      const key = childrenOf(childrenOf(declaration!)[0]!).map(({ text }) => text);
      if (it.kind === 'choice') {
        expect(key).toEqual(it.options.filter(({ right }) => right).map(({ id }) => id));
      } else if (it.kind === 'ordering') expect(key).toEqual(it.accept[0]);
      else if (it.kind === 'number') expect(key).toEqual([String(it.answer)]);
      else expect(key).toHaveLength(it.pairs.length);
    }
  });
});

describe('SCORM 1.2', () => {
  it('takes as many questions as can be resumed, and says which it leaves', () => {
    const many = Array.from({ length: 300 }, (_, n) => {
      const number = items.find(({ type }) => type === 'compute')!;
      return { ...number, id: `number-${n}` };
    });
    const { questions, left } = exportItems(many, 'scorm');
    expect(24 + questions * 17).toBeLessThanOrEqual(suspendLimit);
    expect(24 + (questions + 1) * 17).toBeGreaterThan(suspendLimit);
    expect(left).toHaveLength(300 - questions);
  });

  it('is one page that loads nothing, whatever the texts are', () => {
    const [choice] = frozen;
    const hostile = '</script><script>alert(1)</script>';
    const page = scormPage([{ ...choice!, title: hostile }], hostile);
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page).toContain("default-src 'none'");
    const files = unzipSync(scormPackage(frozen, 'A & B'));
    expect(Object.keys(files)).toEqual(['imsmanifest.xml', 'index.html']);
    expect(parseXml(strFromU8(files['imsmanifest.xml']!)).root?.text).toContain('A & B');
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
