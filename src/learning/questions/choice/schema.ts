import { z } from 'zod';
import { goal, itemBase, lettered, option } from '../base';

/** What a choice adds to an item: one of its options is right. */
export const choiceParts = {
  type: z.literal('choice').describe('One of four or five options is right.'),
  goal: goal
    .exactOptional()
    .describe(
      'For "which of these achieves it": each option then has `do`, and is right when this holds afterwards.',
    ),
  options: z
    .array(option)
    .min(3)
    .max(6)
    .describe('Exactly one is `correct: true`; four are usual.')
    .transform(lettered),
};

/** One right option of several. */
export const choiceSchema = z.strictObject({ ...itemBase, ...choiceParts });

/** An item of the type choice. */
export type ChoiceItem = z.output<typeof choiceSchema>;
