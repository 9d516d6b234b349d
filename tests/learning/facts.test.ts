import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import concepts from '../../scenarios/concepts.json';
import misconceptions from '../../scenarios/misconceptions.json';
import { engineFigure } from '../../src/learning/engine-figures';
import { facts } from '../../src/learning/facts';
import { factsReferredTo, statementsIn, withFigures } from '../../src/learning/figures';
import { parseFacts } from '../../src/learning/parse-facts';
import { YamlSource } from '../../src/learning/yaml-source';

const register = 'scenarios/facts.yaml';
const read = parseFacts(readFileSync(register, 'utf8'), register);

const faultsOf = (content: string) => () => parseFacts(content, 'facts.yaml');

const fact = (more: string) =>
  `- { id: most, text: 'At most {n} keys.', source: A guide, asOf: 2026-11-27, ${more} }`;

describe('the register of facts', () => {
  it('is what the app has of it', async () => {
    const shipped = read.map(({ engine: _, ...rest }) => rest);
    const text = `${JSON.stringify(shipped, null, 2)}\n`;
    await expect(text).toMatchFileSnapshot('../../scenarios/facts.gen.json');
  });

  it('agrees with the engine in every figure that the engine has', async () => {
    const differing: string[] = [];
    for (const { id, figures = {}, engine } of read) {
      for (const [name, where] of Object.entries(engine)) {
        const { value } = figures[name]!;
        const here = await engineFigure(where);
        if (here !== value) differing.push(`${id}.${name}: ${value}; ${where}: ${String(here)}`);
      }
    }
    expect(differing).toEqual([]);
  });

  it('has a figure of the engine behind every figure', () => {
    const without = read.flatMap(({ id, figures = {}, engine }) =>
      Object.keys(figures).flatMap((name) => (name in engine ? [] : [`${id}.${name}`])),
    );
    expect(without).toEqual([]);
  });

  it('refuses what cannot be a fact, all of it at once', () => {
    expect(faultsOf(fact('figures: { m: { value: 3 } }'))).toThrow(
      /figures\.m: is not in the text[^]*text: there is no figure n/,
    );
    expect(faultsOf(fact("figures: { n: { value: 3 } }, said: ['{x} keys', 'keys']"))).toThrow(
      /there is no figure x[^]*has no figure/,
    );
    expect(faultsOf(`${fact('figures: { n: { value: 3 } }')}\n`.repeat(2))).toThrow(
      'there already is one called most',
    );
    expect(faultsOf("- { id: a, text: b, source: c, asOf: '2026-13-01' }")).toThrow('asOf');
  });

  it('writes numbers as prose does', () => {
    const [one] = parseFacts(fact('figures: { n: { value: 0.4, unit: USD } }'), 'facts.yaml');
    expect(one!.text).toBe('At most $0.40 keys.');
    const [two] = parseFacts(fact('figures: { n: { value: 4096 } }'), 'facts.yaml');
    expect(two!.text).toBe('At most 4,096 keys.');
  });
});

describe('the engine', () => {
  it('gives its figures by name, and none where there is none', async () => {
    expect(await engineFigure('quotas.kms.L-6E3AF000.us-east-1')).toBe(100_000);
    expect(await engineFigure('prices.kms.request.freePerMonth')).toBe(20_000);
    for (const name of [
      'quotas.kms.L-0',
      'prices.kms.no',
      'limits.kms',
      'model.kms.No.x.max',
      '',
    ]) {
      expect(await engineFigure(name)).toBeUndefined();
    }
  });
});

describe('content', () => {
  const filled = (text: string) => withFigures(new YamlSource(text, 'x.yaml'));

  it('takes figures from facts by name', () => {
    expect(filled("why: 'Up to {fact:kms-alias-quota.most} of them.'").data).toEqual({
      why: `Up to ${facts.get('kms-alias-quota')!.figures!['most']!.text} of them.`,
    });
    const { faults } = filled('why: |\n  {fact:kms-alias-quota.no} or {fact:no.most}');
    expect(faults.map(({ path, message }) => `${path} ${message}`)).toEqual([
      'why there is no figure kms-alias-quota.no in scenarios/facts.yaml',
      'why there is no figure no.most in scenarios/facts.yaml',
    ]);
  });

  it('may not say otherwise than a fact, except where it is wrong on purpose', () => {
    const said = 'The waiting period is 7 to 31\n  days.';
    expect(filled(`why: >-\n  ${said}`).faults.map(({ message }) => message)).toEqual([
      'says "waiting period is 7 to 31 days", where the fact kms-deletion-window has 30',
    ]);
    expect(filled(`options: [{ text: ${said} }]`).faults).toEqual([]);
    expect(filled(`options: [{ text: ${said}, correct: true }]`).faults).toHaveLength(1);
    expect(filled(`before: [{ text: ${said} }]`).faults).toEqual([]);
  });

  const files = readdirSync('scenarios', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml') && !name.startsWith('facts'))
    .map((name) => `scenarios/${name.replaceAll('\\', '/')}`);

  it.each(files)('%s contradicts no fact and names each whose figures it repeats', (file) => {
    const content = readFileSync(file, 'utf8');
    const data: unknown = parse(content);
    const unnamed = (Array.isArray(data) ? (data as unknown[]) : [data]).flatMap((part, i) => {
      const named = JSON.stringify((part as { facts?: unknown }).facts ?? []);
      const referred = factsReferredTo(JSON.stringify(part));
      return statementsIn(part)
        .filter(({ fact: id }) => !named.includes(`"${id}"`) && !referred.has(id))
        .map(({ path, fact: id }) => `[${i}] ${path.join('.')}: ${id}`);
    });
    expect(unnamed).toEqual([]);
    expect(withFigures(new YamlSource(content, file)).faults).toEqual([]);
  });

  it('contradicts no fact in what misconceptions and concepts say', () => {
    const wrong = statementsIn({ misconceptions, concepts }).filter(({ contradiction }) =>
      Boolean(contradiction),
    );
    expect(wrong).toEqual([]);
  });
});
