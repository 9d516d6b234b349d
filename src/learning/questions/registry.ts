import { z } from 'zod';
import { caseSchema } from './case/schema';
import { choiceSchema } from './choice/schema';
import { computeSchema } from './compute/schema';
import { doSchema } from './do/schema';
import { fixSchema } from './fix/schema';
import type { ItemType } from './item';
import { matchingSchema } from './matching/schema';
import { orderingSchema } from './ordering/schema';
import { predictSchema } from './predict/schema';
import { readSchema } from './read/schema';
import { responseSchema } from './response/schema';

/** What an item of each type must be. */
export const itemSchemas = {
  choice: choiceSchema,
  response: responseSchema,
  ordering: orderingSchema,
  matching: matchingSchema,
  case: caseSchema,
  predict: predictSchema,
  fix: fixSchema,
  do: doSchema,
  compute: computeSchema,
  read: readSchema,
} as const satisfies Record<ItemType, z.ZodType>;

/** The format of a file of items as JSON Schema, for editors. */
export function questionsJsonSchema(): object {
  const file = z.array(z.discriminatedUnion('type', Object.values(itemSchemas) as never));
  return z.toJSONSchema(file, { io: 'input' });
}
