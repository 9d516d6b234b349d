import { z } from 'zod';

const text = z.string().trim().min(1);
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);

const domain = z.strictObject({
  number: z
    .int()
    .positive()
    .describe('Skills whose id continues with it belong to it: DVA-2.2.4 to domain 2.'),
  title: text,
  percent: z.int().min(1).max(100).describe('Its share of the scored content.'),
  tasks: z
    .int()
    .positive()
    .exactOptional()
    .describe('How many tasks the exam guide has in it: 2.1, 2.2 and 2.3 are three.'),
});

/** How an exam is made up: what a new version of it changes. */
export const examTable = z
  .strictObject({
    questions: z.int().positive(),
    scored: z.int().positive().describe('Of the questions; nobody is told which.'),
    minutes: z.int().positive(),
    passMark: z.int().min(100).max(1000).describe('On the scale of 100 to 1,000.'),
    types: z.array(z.enum(['choice', 'response', 'ordering', 'matching'])).min(1),
    domains: z.array(domain).min(1),
  })
  .refine(({ questions, scored }) => scored <= questions, 'more are scored than there are')
  .refine(
    ({ domains }) => domains.reduce((sum, { percent }) => sum + percent, 0) === 100,
    'the domains do not add up to 100 percent',
  );

const version = z.strictObject({
  code: text.describe('DVA-C02'),
  from: day.exactOptional().describe('The first day on which it can be taken.'),
  until: day.exactOptional().describe('The last day on which it can be taken.'),
  source: text,
  asOf: z.string().regex(/^\d{4}-\d\d(-\d\d)?$/, 'expected a month or a day'),
  table: examTable.nullable().describe('null while its weights are not known here.'),
});

/** The file of exam families. Content names families and skills, never a version. */
export const blueprintsSchema = z.array(
  z.strictObject({
    family: z.string().regex(/^[A-Z]{3}$/),
    title: text,
    versions: z.array(version).min(1).describe('Oldest first.'),
  }),
);

/** How an exam is made up. */
export type ExamTable = z.output<typeof examTable>;
/** A part of an exam with its weight. */
export type Domain = z.output<typeof domain>;
/** One version of an exam, with its table where that is known. */
export type ExamVersion = z.output<typeof version>;
/** An exam in all its versions. */
export type Blueprint = z.output<typeof blueprintsSchema>[number];
