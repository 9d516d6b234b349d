import { z } from 'zod';
import { itemBase } from '../base';
import { id, lines, text } from '../../schema';

const derivation = z.union([
  z.strictObject({
    do: lines.default([]).describe('Shell lines that run first.'),
    run: text.describe('The line that prints the answer, as a number or as JSON.'),
    query: text.exactOptional().describe('JMESPath that gives the number.'),
  }),
  z.strictObject({
    expression: text.describe(
      'Arithmetic over numbers and the names of `given`: `+ - * / ( )`, ceil, floor, min, max.',
    ),
  }),
]);

const given = z.strictObject({
  value: z.number().describe('The figure: 20000.'),
  fact: id
    .exactOptional()
    .describe('The fact whose text has this figure. Absent: the stem has it.'),
});

const mistake = z.strictObject({
  answer: z.number().describe('What comes out of the mistake.'),
  why: text.describe('Which mistake leads here.'),
  misconception: id.exactOptional().describe('The misconception behind it.'),
});

/** What a computation adds to an item: a number. */
export const computeParts = {
  type: z.literal('compute').describe('The answer is a number: a quota, a cost, days, a size.'),
  answer: z.number().describe('The right number, as you declare it.'),
  tolerance: z.number().min(0).default(0).describe('How far off an answer may be.'),
  unit: z.string().default('').describe('Shown behind the field: USD, calls, days. May be typed.'),
  given: z
    .record(z.string().regex(/^[a-z][a-zA-Z0-9]*$/), given)
    .default({})
    .describe('Figures by name, for the expression.'),
  derive: derivation.describe(
    'How the answer comes about. The gate compares it with what you declare.',
  ),
  mistakes: z
    .array(mistake)
    .default([])
    .describe('Wrong numbers that are worth a word of their own.'),
};

/** A number to be found. */
export const computeSchema = z.strictObject({ ...itemBase, ...computeParts });

/** An item of the type compute. */
export type ComputeItem = z.output<typeof computeSchema>;
