import { z } from 'zod';
import { ContentError, type ContentFault } from './content-error';
import type { Fact, Figure } from './facts';
import { id, text } from './schema';
import { schemaFaults } from './schema-faults';
import { YamlSource, type FieldPath } from './yaml-source';

const figureName = z.string().regex(/^[a-z][a-zA-Z0-9]*$/, 'a name such as most');

const figure = z.strictObject({
  value: z.number().describe('The number itself.'),
  unit: z.literal('USD').exactOptional().describe('Shown as dollars: $0.05.'),
  engine: text
    .exactOptional()
    .describe('Where the engine has the same number: quotas.kms.L-340F62FB.'),
});

const fact = z.strictObject({
  id: id.describe('Unique and never changed: content names the fact by it.'),
  text: text.describe('A statement. {most} stands for a figure of its own.'),
  source: text.describe('Document and page, or the URL.'),
  asOf: z.iso.date().describe('The day on which the source said so.'),
  figures: z.record(figureName, figure).exactOptional().describe('Its numbers by name.'),
  said: z
    .array(text)
    .exactOptional()
    .describe('Phrases by which prose says it, with its figures in braces.'),
});

/** A fact, and where the engine has its figures. */
export interface RegisteredFact extends Fact {
  /** The names of engine values (see `engineFigure`) by those of figures. */
  readonly engine: Readonly<Record<string, string>>;
}

/** Reads the register of facts. Throws `ContentError` with every fault at once. */
export function parseFacts(content: string, file: string): readonly RegisteredFact[] {
  const source = new YamlSource(content, file);
  if (source.faults.length > 0) throw new ContentError(source.faults);
  const parsed = z.array(fact).safeParse(source.data, { reportInput: true });
  if (!parsed.success) throw new ContentError(schemaFaults(parsed.error.issues, source));
  const faults: ContentFault[] = [];
  const fail = (path: FieldPath, message: string) => faults.push(source.fault(path, message));
  const figures = new Map<string, Figure>(
    parsed.data.flatMap((one) =>
      Object.entries(one.figures ?? {}).map(([name, { value, unit }]) => [
        `${one.id}.${name}`,
        { value, text: figureText(value, unit) },
      ]),
    ),
  );
  const read = parsed.data.map((one, i): RegisteredFact => {
    if (parsed.data.findIndex(({ id: other }) => other === one.id) < i) {
      fail([i, 'id'], `there already is one called ${one.id}`);
    }
    const own = Object.entries(one.figures ?? {});
    for (const [name] of own) {
      if (!one.text.includes(`{${name}}`)) fail([i, 'figures', name], 'is not in the text');
    }
    const filled = one.text.replace(/\{(?:fact:)?([\w.-]+)\}/g, (written, name: string) => {
      const found = figures.get(name.includes('.') ? name : `${one.id}.${name}`);
      if (found === undefined) fail([i, 'text'], `there is no figure ${name}`);
      return found?.text ?? written;
    });
    for (const [k, phrase] of (one.said ?? []).entries()) {
      for (const [, name = ''] of phrase.matchAll(/\{(\w+)\}/g)) {
        if (!figures.has(`${one.id}.${name}`)) {
          fail([i, 'said', k], `there is no figure ${name}`);
        }
      }
      if (!phrase.includes('{')) fail([i, 'said', k], 'has no figure');
    }
    return {
      ...{ id: one.id, text: filled, source: one.source, asOf: one.asOf },
      ...(own.length === 0
        ? {}
        : {
            figures: Object.fromEntries(
              own.map(([name]) => [name, figures.get(`${one.id}.${name}`)!]),
            ),
          }),
      ...(one.said === undefined ? {} : { said: one.said }),
      engine: Object.fromEntries(
        own.flatMap(([name, { engine }]) => (engine === undefined ? [] : [[name, engine]])),
      ),
    };
  });
  if (faults.length > 0) throw new ContentError(faults);
  return read;
}

function figureText(value: number, unit: 'USD' | undefined): string {
  if (unit === undefined) return value.toLocaleString('en-US', { maximumFractionDigits: 10 });
  const minimumFractionDigits = Number.isInteger(value) ? 0 : 2;
  return `$${value.toLocaleString('en-US', { minimumFractionDigits, maximumFractionDigits: 10 })}`;
}
