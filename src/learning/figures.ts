import type { ContentFault } from './content-error';
import { facts } from './facts';
import type { FieldPath, YamlSource } from './yaml-source';

/** A place where prose says what a fact says. */
export interface Statement {
  readonly path: FieldPath;
  readonly fact: string;
  /** What it says otherwise than the fact, in a sentence; undefined where both agree. */
  readonly contradiction: string | undefined;
}

/** Content with the figures of facts in it. */
export interface Filled {
  readonly data: unknown;
  /** Names of figures that there are not, and prose that contradicts a fact. */
  readonly faults: readonly ContentFault[];
}

/** The data of a content file, with each `{fact:id.figure}` replaced by that figure. */
export function withFigures(source: YamlSource): Filled {
  const faults: ContentFault[] = [];
  const data = mapTexts(source.data, [], (text, path) =>
    text.replace(reference, (written, id: string, name: string) => {
      const figure = facts.get(id)?.figures?.[name];
      if (figure === undefined) {
        faults.push(source.fault(path, `there is no figure ${id}.${name} in scenarios/facts.yaml`));
      }
      return figure?.text ?? written;
    }),
  );
  for (const { path, contradiction } of statementsIn(data)) {
    if (contradiction !== undefined) faults.push(source.fault(path, contradiction));
  }
  return { data, faults };
}

const reference = /\{fact:([a-z0-9-]+)\.([a-zA-Z0-9]+)\}/g;

/** The facts whose figures content takes by reference. */
export function factsReferredTo(content: string): ReadonlySet<string> {
  return new Set([...content.matchAll(reference)].map(([, id]) => id!));
}

/** Where the prose of content says what facts say. */
export function statementsIn(data: unknown): readonly Statement[] {
  const found: Statement[] = [];
  mapTexts(data, [], (text, path) => {
    if (isAsserted(data, path)) found.push(...statementsOf(text, path));
    return text;
  });
  return found;
}

/** What a text says that a fact says as well. */
export function statementsOf(text: string, path: FieldPath = []): readonly Statement[] {
  return phrases.flatMap(({ fact, names, pattern }) =>
    [...text.matchAll(pattern)].map(([said, ...figures]): Statement => {
      const wrong = names.flatMap((name, i) => {
        const { text: right } = facts.get(fact)!.figures![name]!;
        return figures[i]! === right ? [] : [right];
      });
      const contradiction =
        wrong.length === 0
          ? undefined
          : `says "${said.replace(/\s+/g, ' ')}", where the fact ${fact} has ${wrong.join(', ')}`;
      return { path, fact, contradiction };
    }),
  );
}

const phrases = [...facts.values()].flatMap(({ id: fact, said = [] }) =>
  said.map((phrase) => {
    const names = [...phrase.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
    const words = phrase
      .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
      .replace(/\s+/g, '\\s+')
      .replace(/\{\w+\}/g, '(\\$?\\d[\\d,]*(?:\\.\\d+)?)');
    return { fact, names, pattern: new RegExp(`(?<!\\w)${words}`, 'gi') };
  }),
);

const prose = new Set<unknown>([
  ...['text', 'now', 'why', 'stem', 'explanation', 'summary', 'hints', 'note', 'failure', 'label'],
  ...['shows', 'refutation', 'here', 'definition'],
]);

/** Whether a text is meant to be true: an option that is wrong, or what was said before, is not. */
function isAsserted(data: unknown, path: FieldPath): boolean {
  const name = path.findLast((step) => typeof step === 'string');
  if (!prose.has(name)) return false;
  if (name !== 'text') return true;
  const list = path.at(-3);
  if (list === 'before' || list === 'responses' || list === 'steps') return false;
  return list !== 'options' || memberAt(data, [...path.slice(0, -1), 'correct']) === true;
}

function memberAt(data: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>(
    (at, step) =>
      typeof at === 'object' && at !== null ? (at as Record<string | number, unknown>)[step] : at,
    data,
  );
}

/** The same data with every text replaced. */
function mapTexts(
  value: unknown,
  path: FieldPath,
  replace: (text: string, path: FieldPath) => string,
): unknown {
  if (typeof value === 'string') return replace(value, path);
  if (Array.isArray(value)) return value.map((it, i) => mapTexts(it, [...path, i], replace));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, it]) => [name, mapTexts(it, [...path, name], replace)]),
  );
}
