import { z } from 'zod';
import { itemBase } from '../base';
import { check, homePath, lines, text } from '../../schema';

const version = z.strictObject({
  note: text.describe('Why it is wrong, in a sentence a learner can use.'),
  text: text.describe('The whole policy.'),
  fails: text.describe('Label of the row of the matrix that must fail.'),
});

/** What a fix adds to an item: a policy to edit, and requests that judge it. */
export const fixParts = {
  type: z.literal('fix').describe('Edit a policy until the matrix of requests is green.'),
  policy: z
    .strictObject({
      path: homePath.describe('The file that `apply` reads: policy.json.'),
      text: text.describe('The broken policy that the learner begins with: JSON.'),
    })
    .describe('What the learner edits.'),
  apply: lines
    .min(1)
    .describe(
      'Shell lines that put the policy in place from its file. A refusal costs no attempt.',
    ),
  matrix: z
    .array(check)
    .min(3)
    .describe(
      'Requests that must be allowed (`can`, or `run` that succeeds) and that must be denied (`cannot`, or `run` with `error`); at least one of each. `cannot` knows the policies of KMS keys and of IAM; for a bucket policy use `run`.',
    ),
  solution: text.describe('A policy that makes every row hold.'),
  wrong: z.array(version).min(1).describe('Policies that learners write, each failing a row.'),
};

/** A policy to repair. */
export const fixSchema = z.strictObject({ ...itemBase, ...fixParts });

/** An item of the type fix. */
export type FixItem = z.output<typeof fixSchema>;
