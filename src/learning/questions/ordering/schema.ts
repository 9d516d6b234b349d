import { z } from 'zod';
import { goal, itemBase } from '../base';
import { id, lines, text } from '../../schema';

const step = z.strictObject({
  id: id.describe('Names the step in `accept` and in answers: create-key.'),
  text: text.describe('What is done, as an imperative.'),
  why: text.describe('What the step is for, or why it is not needed.'),
  do: lines.min(1).describe('Shell lines that do it. All must succeed where the step is in place.'),
  misconception: id.exactOptional().describe('The misconception that leads to this step.'),
});

/** What an ordering adds to an item: steps to select and to put in order. */
export const orderingParts = {
  type: z
    .literal('ordering')
    .describe('Select some of the steps and put them in order. The engine tries every sequence.'),
  goal: goal.describe('What holds after a right sequence. Each of its steps must succeed, too.'),
  steps: z
    .array(step)
    .min(3)
    .max(7)
    .describe('Steps that are needed and steps that are not, in an order that says nothing.'),
  choose: z.int().min(2).max(5).describe('How many steps a right answer has. The learner is told.'),
  accept: z
    .array(z.array(id).min(2))
    .min(1)
    .describe(
      'Every sequence of that length that achieves the goal, by the ids of steps. The engine tries all sequences, and the gate fails unless it finds exactly these.',
    ),
};

/** Steps to select and to put in order. */
export const orderingSchema = z.strictObject({ ...itemBase, ...orderingParts });

/** An item of the type ordering. */
export type OrderingItem = z.output<typeof orderingSchema>;
