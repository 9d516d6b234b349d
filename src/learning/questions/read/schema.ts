import { z } from 'zod';
import { claim, itemBase } from '../base';
import { homePath, id, lines, text, trailPattern } from '../../schema';

const note = z.strictObject({
  why: text.describe('What this candidate shows, and why it does not explain the result.'),
  misconception: id.exactOptional().describe('The misconception that leads to it.'),
});

const trail = z.strictObject({
  from: z.literal('trail').describe('The candidates are the events of the audit trail.'),
  key: trailPattern.describe('The event that explains the result. Exactly one may fit.'),
  notes: z
    .array(z.strictObject({ event: trailPattern.describe('Which events.'), ...note.shape }))
    .default([])
    .describe('What is said about other events.'),
});

const statement = z.strictObject({
  from: z.literal('statement').describe('The candidates are the statements of a policy.'),
  policy: z
    .strictObject({
      path: homePath.describe('The file that `apply` reads: policy.json.'),
      text: text.describe('The policy: JSON. Each statement has a Sid.'),
    })
    .describe('The policy whose statements are shown.'),
  apply: lines.min(1).describe('Shell lines that put the policy in place from its file.'),
  effect: claim.describe(
    'What the learner sees and is to explain. It holds with the whole policy, and stops to hold when the right statement is taken out: the gate takes out each in turn.',
  ),
  key: text.describe('The Sid of the statement that explains it.'),
  notes: z
    .array(z.strictObject({ sid: text.describe('Which statement.'), ...note.shape }))
    .default([])
    .describe('What is said about other statements.'),
});

/** What a reading adds to an item: something to point at. */
export const readParts = {
  type: z.literal('read').describe('Point at what explains the result: an event or a statement.'),
  run: lines.default([]).describe('Shell lines that run first, and are shown with the stem.'),
  pick: z
    .discriminatedUnion('from', [trail, statement])
    .describe('What may be pointed at, and what of it is the key.'),
  why: text.describe('Why the right candidate explains it.'),
};

/** Something to point at. */
export const readSchema = z.strictObject({ ...itemBase, ...readParts });

/** An item of the type read. */
export type ReadItem = z.output<typeof readSchema>;
