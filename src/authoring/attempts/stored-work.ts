import { z } from 'zod';
import { workEvent } from './events';

const schema = z.object({
  format: z.literal(1),
  student: z.string().min(1),
  events: z.array(z.unknown()),
});

/** A student's work as their browser keeps it: the rest is found again by replaying its events. */
export interface StoredWork {
  readonly format: 1;
  readonly student: string;
  readonly events: readonly z.output<typeof workEvent>[];
}

/** Reads work from storage; undefined where it is none. An event that cannot be read costs no other. */
export function readStoredWork(value: unknown): StoredWork | undefined {
  const parsed = schema.safeParse(value);
  if (!parsed.success) return undefined;
  const events = parsed.data.events.flatMap((event) => {
    const read = workEvent.safeParse(event);
    return read.success ? [read.data] : [];
  });
  return { ...parsed.data, events };
}
