import { z } from 'zod';
import { aboutItem, itemBase, wordsOfItem } from '../base';
import { choiceParts } from '../choice/schema';
import { computeParts } from '../compute/schema';
import { matchingParts } from '../matching/schema';
import { orderingParts } from '../ordering/schema';
import { predictParts } from '../predict/schema';
import { responseParts } from '../response/schema';

const about = { id: aboutItem.id.describe('Unique in the case.'), ...wordsOfItem };

const part = z.discriminatedUnion('type', [
  z.strictObject({ ...about, ...choiceParts }),
  z.strictObject({ ...about, ...responseParts }),
  z.strictObject({ ...about, ...orderingParts }),
  z.strictObject({ ...about, ...matchingParts }),
  z.strictObject({ ...about, ...predictParts }),
  z.strictObject({ ...about, ...computeParts }),
]);

/** A situation with several questions, each scored by itself. */
export const caseSchema = z.strictObject({
  ...itemBase,
  type: z.literal('case').describe('One situation and world, two or more questions about it.'),
  parts: z
    .array(part)
    .min(2)
    .max(6)
    .describe('Questions of other types, without a world of their own.'),
});

/** An item of the type case. */
export type CaseItem = z.output<typeof caseSchema>;
