import { z } from 'zod';
import { itemBase, lettered } from '../base';
import { id, json, lines, text } from '../../schema';

const response = z.strictObject({
  id: id.exactOptional().describe('Absent: a, b, c by position.'),
  text: text.describe('What is to be matched to a prompt.'),
  equals: json
    .exactOptional()
    .describe('What the line of a prompt that belongs here gives: a value, or an error code.'),
});

const prompt = z.strictObject({
  id: id.describe('Names the prompt in answers.'),
  text: text.describe('What a response is to be found for.'),
  answer: id.describe('The id of the response that belongs to it, as you declare it.'),
  why: text.describe('Why they belong together, shown after the answer.'),
  do: lines.default([]).describe('Shell lines that run first, in a fork of the world.'),
  run: text
    .exactOptional()
    .describe('The line whose outcome says which response belongs here: that with this `equals`.'),
  query: text.exactOptional().describe('JMESPath over the JSON that the line prints.'),
});

/** What a matching adds to an item: prompts and responses. */
export const matchingParts = {
  type: z
    .literal('matching')
    .describe('Each prompt gets one response; responses may be left over.'),
  prompts: z.array(prompt).min(3).max(7).describe('All must be right in an exam.'),
  responses: z
    .array(response)
    .min(2)
    .max(9)
    .describe('Those of the prompts, and spare ones.')
    .transform(lettered),
  reuse: z.boolean().default(false).describe('Whether a response may be used more than once.'),
};

/** Prompts, each with the response that belongs to it. */
export const matchingSchema = z.strictObject({ ...itemBase, ...matchingParts });

/** An item of the type matching. */
export type MatchingItem = z.output<typeof matchingSchema>;
