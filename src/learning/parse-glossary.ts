import { z } from 'zod';
import { ContentError, type ContentFault } from './content-error';
import { facts } from './facts';
import { withFigures } from './figures';
import { mentionFinder, type Term } from './glossary';
import { id, text } from './schema';
import { schemaFaults } from './schema-faults';
import { sections } from './sections';
import { YamlSource, type FieldPath } from './yaml-source';

const entry = z.strictObject({
  id: id.describe('Unique and never changed: addresses name the term by it.'),
  term: text.describe('The word itself.'),
  forms: z
    .array(text)
    .min(1)
    .exactOptional()
    .describe('The ways in which prose has it, without the plural. Absent: the word alone.'),
  section: z.int().min(1).max(sections.length).describe('The section that it belongs to.'),
  definition: text.describe('One to three sentences in plain words.'),
  see: z.array(id).default([]).describe('Ids of other terms.'),
  facts: z.array(id).default([]).describe('Ids of the facts that the definition rests on.'),
});

/**
 * Reads the glossary. Throws `ContentError` with every fault at once: terms or facts that are not
 * there, forms that two terms have, definitions that explain each other.
 */
export function parseGlossary(content: string, file: string): readonly Term[] {
  const source = new YamlSource(content, file);
  if (source.faults.length > 0) throw new ContentError(source.faults);
  const { data, faults: ofFigures } = withFigures(source);
  const parsed = z.array(entry).safeParse(data, { reportInput: true });
  if (!parsed.success) throw new ContentError(schemaFaults(parsed.error.issues, source));
  const terms = parsed.data.map((one): Term => ({ ...one, forms: one.forms ?? [one.term] }));
  const faults: ContentFault[] = [...ofFigures];
  const fail = (path: FieldPath, message: string) => faults.push(source.fault(path, message));
  const ids = terms.map((term) => term.id);
  const owners = new Map<string, string>();
  for (const [i, term] of terms.entries()) {
    if (ids.indexOf(term.id) < i) fail([i, 'id'], `there already is one called ${term.id}`);
    for (const form of term.forms) {
      const owner = owners.get(form.toLowerCase());
      if (owner !== undefined) fail([i, 'forms'], `${form} is a form of ${owner} already`);
      owners.set(form.toLowerCase(), term.id);
    }
    for (const [k, other] of term.see.entries()) {
      if (!ids.includes(other)) fail([i, 'see', k], `there is no term ${other}`);
    }
    for (const [k, fact] of term.facts.entries()) {
      if (!facts.has(fact)) fail([i, 'facts', k], `there is no fact ${fact}`);
    }
  }
  for (const circle of circlesIn(terms)) {
    const at = ids.indexOf(circle[0]!);
    fail([at, 'definition'], `explains in a circle: ${[...circle, circle[0]].join(', ')}`);
  }
  if (faults.length > 0) throw new ContentError(faults);
  return terms;
}

/** Terms whose definitions use each other, each circle once. */
function circlesIn(terms: readonly Term[]): readonly (readonly string[])[] {
  const mentions = mentionFinder(terms);
  const uses = new Map(
    terms.map(({ id: of, definition }) => [
      of,
      [...new Set(mentions(definition).map(({ term }) => term.id))],
    ]),
  );
  const circles: string[][] = [];
  const through = new Set<string>();
  const follow = (at: string, way: readonly string[]): void => {
    if (way.includes(at)) circles.push(way.slice(way.indexOf(at)));
    if (way.includes(at) || through.has(at)) return;
    for (const next of uses.get(at) ?? []) follow(next, [...way, at]);
    through.add(at);
  };
  for (const { id: of } of terms) follow(of, []);
  return circles;
}
