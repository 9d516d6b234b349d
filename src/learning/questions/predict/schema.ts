import { z } from 'zod';
import { itemBase, lettered, outcome } from '../base';
import { lines, text } from '../../schema';

/** What a prediction adds to an item: lines that run after the answer. */
export const predictParts = {
  type: z.literal('predict').describe('What will happen? Then it runs, in front of the learner.'),
  run: lines
    .min(1)
    .describe('Shell lines, shown with the stem. The last one is what is to be predicted.'),
  query: text
    .exactOptional()
    .describe('JMESPath over what the last line prints, for `equals` of the options.'),
  options: z
    .array(outcome)
    .min(2)
    .max(6)
    .describe('Outcomes, exactly one `correct: true`. Each has `equals` or `claim`.')
    .transform(lettered),
};

/** A prediction of what lines will do. */
export const predictSchema = z.strictObject({ ...itemBase, ...predictParts });

/** An item of the type predict. */
export type PredictItem = z.output<typeof predictSchema>;
