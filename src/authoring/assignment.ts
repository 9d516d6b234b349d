import { z } from 'zod';
import { id, text } from '../learning/schema';

/** What an instructor asks for: plain data, which the app of a learner reads. */
export const assignmentSchema = z.strictObject({
  order: z.array(id).max(200),
  points: z.record(id, z.number().min(0).max(1000)),
  attempts: z.int().min(1).max(100),
  seeds: z.enum(['same', 'per-student']),
  opens: z.iso.datetime().exactOptional(),
  due: z.iso.datetime().exactOptional(),
  exam: z
    .strictObject({
      minutes: z.int().min(1).max(600),
      feedback: z.enum(['after-each', 'at-the-end']),
    })
    .exactOptional(),
  note: text.max(2000).exactOptional(),
});

/** In which order, for how many points, how often and until when a pack is worked through. */
export type Assignment = z.output<typeof assignmentSchema>;

/** What is wrong with an assignment for this content; empty when nothing is. */
export function assignmentFaults(
  { order, points, opens, due }: Assignment,
  ids: readonly string[],
): string[] {
  const unknown = [...order, ...Object.keys(points)].filter((name) => !ids.includes(name));
  return [
    ...new Set(unknown.map((name) => `The assignment names ${name}, which is not in the pack.`)),
    ...(new Set(order).size < order.length ? ['The order names something twice.'] : []),
    ...(opens !== undefined && due !== undefined && opens >= due
      ? ['The assignment is due before it opens.']
      : []),
  ];
}
