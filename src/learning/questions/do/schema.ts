import { z } from 'zod';
import { itemBase } from '../base';
import { check, lines, text, wrongSolution } from '../../schema';

/** What a task adds to an item: the checks of a scenario. */
export const doParts = {
  type: z.literal('do').describe('A task for the terminal, judged by checks as in a scenario.'),
  checks: z.array(check).min(1).describe('All must pass for the item to be right.'),
  hints: z.array(text).max(2).default([]).describe('Rungs before the solution.'),
  solution: lines.min(1).describe('Shell lines that achieve it.'),
  wrong: z.array(wrongSolution).min(1).describe('What learners try that does not achieve it.'),
};

/** A task for the terminal. */
export const doSchema = z.strictObject({ ...itemBase, ...doParts });

/** An item of the type do. */
export type DoItem = z.output<typeof doSchema>;
