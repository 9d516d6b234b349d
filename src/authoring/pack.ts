import { z } from 'zod';
import { text } from '../learning/schema';
import { formatFault } from '../learning/content-error';
import { assignmentFaults, assignmentSchema, type Assignment } from './assignment';
import { dataOf, hidden, PackError } from './data';
import { readDraftText, type Content, type ContentKind } from './read-draft';

/** Content that goes from an instructor to learners, as one file or one link. */
export interface Pack {
  readonly application: 'envelope-lab';
  readonly kind: 'pack';
  readonly version: number;
  readonly name: string;
  /** YAML texts, as their author wrote them. */
  readonly parts: readonly { readonly kind: ContentKind; readonly text: string }[];
  readonly assignment?: Assignment;
}

/** A pack that was read and found to be harmless and whole. */
export interface OpenedPack {
  readonly pack: Pack;
  readonly contents: readonly Content[];
}

const version = 1;

/** The largest pack that is made or read, in characters: some hundred questions. */
export const largestPack = 2 * (1 << 20);
const mostParts = 100;

const schema = z.strictObject({
  application: z.literal('envelope-lab'),
  kind: z.literal('pack'),
  version: z.int().min(1),
  name: text.max(120),
  parts: z
    .array(z.strictObject({ kind: z.enum(['scenario', 'questions']), text: z.string() }))
    .min(1)
    .max(mostParts),
  assignment: assignmentSchema.exactOptional(),
});

/** The text of a pack: JSON. */
export function encodePack(content: Pick<Pack, 'name' | 'parts' | 'assignment'>): string {
  const pack = { application: 'envelope-lab', kind: 'pack', version, ...content };
  return JSON.stringify(pack, null, 1);
}

/** Reads a pack from elsewhere, of which nothing is trusted. Throws `PackError` with all its faults. */
export function readPack(source: string): OpenedPack {
  if (source.length > largestPack) {
    throw new PackError(`The pack has more than ${largestPack.toLocaleString('en')} characters.`);
  }
  const pack = packOf(dataOf(source, 'pack'));
  const read = pack.parts.map(readPart);
  const contents = read.flatMap(({ content }) => (content === undefined ? [] : [content]));
  const ids = contents.flatMap(idsOf);
  const faults = [
    ...(hidden.test(pack.name) ? ['The name of the pack has invisible characters.'] : []),
    ...read.flatMap((part) => part.faults),
    ...ids
      .filter((name, i) => ids.indexOf(name) < i)
      .map((name) => `The pack has two exercises called ${name}.`),
    // Of a part that cannot be read nobody knows which exercises it has.
    ...(pack.assignment === undefined || contents.length < read.length
      ? []
      : assignmentFaults(pack.assignment, ids)),
  ];
  if (faults.length > 0) throw new PackError(faults);
  return { pack, contents };
}

/** The ids of what can be worked on. */
export function idsOf(content: Content): string[] {
  return content.kind === 'scenario' ? [content.scenario.id] : content.items.map(({ id }) => id);
}

function packOf(data: unknown): Pack {
  const parsed = schema.safeParse(data);
  if (!parsed.success) throw new PackError(schemaFaults(parsed.error));
  if (parsed.data.version <= version) return parsed.data;
  throw new PackError('The pack is from a newer version of Envelope Lab. Reload the page.');
}

function schemaFaults({ issues }: z.ZodError): string[] {
  if (issues.some(({ path: [top] }) => top === 'application' || top === 'kind')) {
    return ['This is no pack of Envelope Lab.'];
  }
  return issues.map(({ path, message }) => {
    const place = path.join('.');
    return `The pack has a fault${place === '' ? '' : ` in ${place}`}: ${message}`;
  });
}

// The page shows no images of content at all; this one tells the author so. Bounded: a line may be long.
const imageFromElsewhere = /!\[[^\]]{0,200}\]\(\s{0,9}<?\s{0,9}(?:https?:)?\/\//i;

/** The content of a part, or what is wrong with it: `part 2:14:7 [0].options: ...`. */
function readPart(
  { kind, text: yaml }: Pack['parts'][number],
  i: number,
): { readonly content?: Content; readonly faults: readonly string[] } {
  const file = `part ${i + 1}`;
  const faults = yaml.split('\n').flatMap((it, n) => {
    const place = `${file}:${n + 1}:1`;
    return [
      ...(hidden.test(it)
        ? [`${place} has invisible characters, which can make a text read as another one`]
        : []),
      ...(imageFromElsewhere.test(it)
        ? [`${place} has an image from another server, which would tell that server who reads it`]
        : []),
    ];
  });
  const reading = readDraftText(kind, yaml);
  faults.push(...reading.faults.map((fault) => formatFault({ ...fault, file })));
  if (!('content' in reading)) return { faults };
  // YAML has escapes: what was not in the text may be in what it says.
  if (faults.length === 0 && hidden.test(JSON.stringify(reading.content))) {
    faults.push(`${file} writes invisible characters as escapes`);
  }
  return { content: reading.content, faults };
}
