import { z } from 'zod';
import { release } from '../../learning/release';
import { id } from '../../learning/schema';
import { dataOf, PackError } from '../data';
import { assignmentSchema } from '../assignment';
import { canonical, digestOf } from './digest';
import { workEvent, type WorkEvent } from './events';

const version = 1;

/** The largest attempt that is made or read, in characters. */
export const largestAttempt = 4 * (1 << 20);

const digest = z.string().regex(/^[0-9a-f]{32}$/);

const header = z.strictObject({
  application: z.literal('envelope-lab'),
  kind: z.literal('attempt'),
  version: z.int().min(1),
  release: z.string().max(40),
  pack: z.strictObject({ name: z.string().max(120), digest }),
  assignment: assignmentSchema.exactOptional(),
  student: z.string().trim().min(1).max(120),
  seed: z.int().min(0).max(0xffff_ffff),
  content: z.record(id, z.string().max(40)),
});

const schema = z.strictObject({
  ...header.shape,
  events: z.array(workEvent).max(20_000),
  chain: z.array(digest).max(20_000),
});

/** Whose attempt at what, by which app. */
export type AttemptHeader = z.output<typeof header>;
/**
 * The whole of a student's work, as a file. `chain` has for each event a digest of it, of those before
 * it and of the header.
 */
export type AttemptFile = z.output<typeof schema>;

/** What a file says that was written by this app. */
export type AttemptStart = Pick<
  AttemptHeader,
  'pack' | 'assignment' | 'student' | 'seed' | 'content'
>;

/** The text of an attempt: JSON. */
export async function encodeAttempt(
  start: AttemptStart,
  events: readonly WorkEvent[],
): Promise<string> {
  const head = {
    application: 'envelope-lab',
    kind: 'attempt',
    version,
    release,
    ...start,
  } as const;
  const file: AttemptFile = { ...head, events: [...events], chain: await chainOf(head, events) };
  return JSON.stringify(file, null, 1);
}

/** Reads an attempt from elsewhere, of which nothing is trusted. Throws `PackError`. */
export function readAttemptFile(source: string): AttemptFile {
  if (source.length > largestAttempt) {
    const most = largestAttempt.toLocaleString('en');
    throw new PackError(`The attempt has more than ${most} characters.`);
  }
  const data = dataOf(source, 'attempt');
  const parsed = schema.safeParse(data);
  if (parsed.success) {
    if (parsed.data.version <= version) return parsed.data;
    throw new PackError('The attempt is from a newer version of Envelope Lab. Reload the page.');
  }
  const [issue] = parsed.error.issues;
  const place = issue?.path.join('.') ?? '';
  if (isNewer(data)) {
    throw new PackError('The attempt is from a newer version of Envelope Lab. Reload the page.');
  }
  if (place === 'application' || place === 'kind') {
    throw new PackError('This is no attempt of Envelope Lab.');
  }
  throw new PackError(`The attempt is damaged in ${place || 'its form'}: ${issue?.message ?? ''}`);
}

/**
 * What was altered in a file after it was saved; undefined when its digests fit. They show a change
 * or a damage, and are no signature: who writes all of them anew is not found out by them.
 */
export async function alteredIn({
  events,
  chain,
  ...head
}: AttemptFile): Promise<string | undefined> {
  const expected = await chainOf(head, events);
  if (expected.length !== chain.length) return 'Events were added or taken out.';
  const at = expected.findIndex((one, i) => one !== chain[i]);
  if (at < 0) return undefined;
  const first = events[at];
  if (at === 0) return 'Its header or its first event was altered.';
  return `Event ${at + 1} (${first?.type ?? ''}) was altered, or one before it was taken out.`;
}

async function chainOf(head: AttemptHeader, events: readonly WorkEvent[]): Promise<string[]> {
  const chain: string[] = [];
  let last = canonical(head);
  for (const event of events) chain.push((last = await digestOf(last, canonical(event))));
  return chain;
}

function isNewer(data: unknown): boolean {
  const { version: format } = (data ?? {}) as { version?: unknown };
  return typeof format === 'number' && format > version;
}
