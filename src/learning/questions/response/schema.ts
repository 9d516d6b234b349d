import { z } from 'zod';
import { goal, itemBase, lettered, option } from '../base';

/** What a response adds to an item: several of its options are right. */
export const responseParts = {
  type: z
    .literal('response')
    .describe('Two or more of five or six options are right; the learner is told how many.'),
  goal: goal
    .exactOptional()
    .describe('As for a choice: each option alone achieves it, or does not.'),
  options: z
    .array(option)
    .min(4)
    .max(8)
    .describe('Two or more are `correct: true`, and fewer than all but one.')
    .transform(lettered),
};

/** Several right options. */
export const responseSchema = z.strictObject({ ...itemBase, ...responseParts });

/** An item of the type response. */
export type ResponseItem = z.output<typeof responseSchema>;
