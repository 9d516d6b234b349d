import { z } from 'zod';
import { id, json } from '../../learning/schema';

const at = z.int().min(0).describe('Real time in ms, by the clock of the student.');
const line = z.string().max(100_000);

const of = { at, exercise: id };

/** Something that was done in the lab of an exercise. */
const run = z.strictObject({
  ...{ type: z.literal('RUN'), ...of, line },
  /** What was typed where the line asked; null is the end of the input. */
  answers: z.array(line.nullable()).max(1000).exactOptional(),
});

/** What happens while somebody works on an assignment: an attempt is these events and its header. */
export const workEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('START'), at }),
  z.strictObject({ type: z.literal('OPEN'), ...of }),
  z.strictObject({ type: z.literal('ANSWER'), ...of, answer: json }),
  run,
  z.strictObject({ type: z.literal('ADVANCE'), ...of, ms: z.int().min(0) }),
  z.strictObject({ type: z.literal('UNDO'), ...of, line }),
  z.strictObject({ type: z.literal('REDO'), ...of, line }),
  z.strictObject({ type: z.literal('ANEW'), ...of }),
  z.strictObject({ type: z.literal('DONE'), ...of, task: id }),
  z.strictObject({ type: z.literal('HAND_IN'), ...of, score: z.number().min(0).max(1) }),
  z.strictObject({ type: z.literal('FINISH'), at }),
]);

/** What happens while somebody works on an assignment. */
export type WorkEvent = z.output<typeof workEvent>;

/**
 * A line that ran in an exercise's lab, time that was let pass there, or a task that was achieved by
 * then: it stays so, whatever the next one does to the world.
 */
export type WorkStep =
  | { readonly line: string; readonly answers?: readonly (string | null)[] }
  | { readonly ms: number }
  | { readonly done: string };

/** What undoing calls a move of the clock. */
export const clockLabel = 'advance the clock';
