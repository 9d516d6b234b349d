import { z } from 'zod';
import { text } from '../learning/schema';
import { formatFault } from '../learning/content-error';
import { assignmentFaults, assignmentSchema, type Assignment } from './assignment';
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

/** A pack that is refused; the message says why, in the reader's words. */
export class PackError extends Error {
  override readonly name = 'PackError';
}

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

/** Reads a pack from elsewhere, of which nothing is trusted. Throws `PackError`. */
export function readPack(source: string): OpenedPack {
  if (source.length > largestPack) {
    throw new PackError(`The pack has more than ${largestPack.toLocaleString('en')} characters.`);
  }
  const parsed = schema.safeParse(dataOf(source));
  if (!parsed.success) throw new PackError(schemaMessage(parsed.error));
  const pack: Pack = parsed.data;
  refuseHidden(pack);
  const contents = pack.parts.map(({ kind, text: yaml }, i) => {
    const reading = readDraftText(kind, yaml);
    if ('content' in reading) {
      // YAML has escapes: what was not in the text may be in what it says.
      if (!hidden.test(JSON.stringify(reading.content))) return reading.content;
      throw new PackError(`Part ${i + 1} writes invisible characters as escapes.`);
    }
    const [first] = reading.faults;
    const more = reading.faults.length - 1;
    const rest = more === 0 ? '' : ` (and ${more} more)`;
    throw new PackError(`Part ${i + 1} has a fault: ${first ? formatFault(first) : ''}${rest}`);
  });
  const ids = contents.flatMap(idsOf);
  const twice = ids.find((name, i) => ids.indexOf(name) < i);
  if (twice !== undefined) throw new PackError(`The pack has two exercises called ${twice}.`);
  const [fault] = pack.assignment === undefined ? [] : assignmentFaults(pack.assignment, ids);
  if (fault !== undefined) throw new PackError(fault);
  return { pack, contents };
}

/** The ids of what can be worked on. */
export function idsOf(content: Content): string[] {
  return content.kind === 'scenario' ? [content.scenario.id] : content.items.map(({ id }) => id);
}

function dataOf(source: string): unknown {
  if (isDeep(source)) throw new PackError('The pack is nested too deeply.');
  try {
    return JSON.parse(source, (name, value: unknown) => {
      if (['__proto__', 'constructor', 'prototype'].includes(name)) {
        throw new PackError(`The pack has a member named ${name}, which is not allowed.`);
      }
      return value;
    });
  } catch (error) {
    if (error instanceof PackError) throw error;
    throw new PackError('This is no pack of Envelope Lab, or it is damaged: it is not JSON.');
  }
}

function isDeep(source: string): boolean {
  let open = 0;
  const plain = source.replace(/"(?:[^"\\]|\\.)*"/g, '');
  for (const character of plain) {
    if (character === '[' || character === '{') open += 1;
    else if (character === ']' || character === '}') open -= 1;
    if (open > 20) return true;
  }
  return false;
}

function schemaMessage(error: z.ZodError): string {
  const [issue] = error.issues;
  const place = issue?.path.join('.') ?? '';
  if (place === 'application' || place === 'kind') return 'This is no pack of Envelope Lab.';
  return `The pack has a fault${place === '' ? '' : ` in ${place}`}: ${issue?.message ?? ''}`;
}

// Marks that change the direction of text, or take no place: what is read is then not what is there.
const hidden = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;
const imageFromElsewhere = /!\[[^\]]*\]\(\s*<?\s*(?:https?:)?\/\//i;

function refuseHidden({ version: format, name, parts }: Pack): void {
  if (format > version) {
    throw new PackError('The pack is from a newer version of Envelope Lab. Reload the page.');
  }
  if (hidden.test(name)) throw new PackError('The name of the pack has invisible characters.');
  for (const [i, { text: yaml }] of parts.entries()) {
    const line = yaml.split('\n').findIndex((it) => hidden.test(it));
    if (line >= 0) {
      throw new PackError(
        `Part ${i + 1} has invisible characters in line ${line + 1}, which can make a text read as another one.`,
      );
    }
    if (imageFromElsewhere.test(yaml)) {
      throw new PackError(
        `Part ${i + 1} has an image from another server, which would tell that server who reads it.`,
      );
    }
  }
}
