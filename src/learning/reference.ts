import { z } from 'zod';
import { ContentError, type ContentFault } from './content-error';
import { facts } from './facts';
import { withFigures } from './figures';
import { schemaFaults } from './schema-faults';
import { sections } from './sections';
import { YamlSource } from './yaml-source';

const text = z.string().min(1);

const entry = z.strictObject({
  section: z.int().min(1).max(sections.length).describe('The number of the section.'),
  title: text,
  now: text.describe('Markdown: what is so now.'),
  before: z
    .array(
      z.strictObject({
        text: text.describe('What is, or was, said.'),
        until: text
          .regex(/^\d{4}-\d{2}(-\d{2})?$/)
          .nullable()
          .describe('The day or month since which it is no longer so; null: it never was.'),
        why: text.describe('What is so instead.'),
        source: text.describe('Where that is known from.'),
      }),
    )
    .default([]),
  facts: z.array(text).min(1).describe('Ids of the dated facts that it rests on.'),
  view: text.describe('The view of the lab that shows the lines best.'),
  shows: text.describe('What there is to see when they run.'),
  run: z
    .array(
      z.strictObject({
        line: text.describe('A shell line, run in a new world.'),
        fails: text.exactOptional().describe('The error code with which it must be refused.'),
      }),
    )
    .min(1),
});

/** What the reference has of one section of the course. */
export type ReferenceEntry = Readonly<z.infer<typeof entry>>;

/** Reads the file of the reference. Throws `ContentError` with every fault at once. */
export function parseReference(content: string, file: string): readonly ReferenceEntry[] {
  const source = new YamlSource(content, file);
  if (source.faults.length > 0) throw new ContentError(source.faults);
  const { data, faults: ofFigures } = withFigures(source);
  const parsed = z.array(entry).safeParse(data, { reportInput: true });
  if (!parsed.success) throw new ContentError(schemaFaults(parsed.error.issues, source));
  const ofEntries = parsed.data.flatMap((one, i): ContentFault[] => [
    ...(one.section === i + 1
      ? []
      : [source.fault([i, 'section'], `must be ${i + 1}: every section has one entry, in order`)]),
    ...one.facts.flatMap((id, at) =>
      facts.has(id) ? [] : [source.fault([i, 'facts', at], `names no fact: ${id}`)],
    ),
  ]);
  const faults = [...ofFigures, ...ofEntries];
  if (faults.length > 0) throw new ContentError(faults);
  return parsed.data;
}
