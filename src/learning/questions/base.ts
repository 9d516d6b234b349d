import { z } from 'zod';
import { check, checkKinds, id, json, lines, scenarioFile, skill, text, world } from '../schema';

const bare = { id: true, label: true, failure: true, holdsAtStart: true } as const;

/** A check without label and failure: what an option says, in a form that can be found out. */
export const claim = z.union([
  checkKinds.run.omit(bare),
  checkKinds.trail.omit(bare),
  checkKinds.trailInOrder.omit(bare),
  checkKinds.can.omit(bare),
  checkKinds.cannot.omit(bare),
  checkKinds.file.omit(bare),
  checkKinds.bill.omit(bare),
  checkKinds.exposed.omit(bare),
  checkKinds.notExposed.omit(bare),
]);

/** A statement that the simulator can find out about. */
export type Claim = z.output<typeof claim>;

/** What every item says about itself. */
export const aboutItem = {
  id: id.describe('Unique in the whole bank and never changed: answers are stored under it.'),
  title: text.max(70).describe('For lists. It must not give the answer away.'),
  sections: z
    .array(z.int().min(1).max(27))
    .min(1)
    .describe('Sections of the course it belongs to, the first one first: 1 to 27.'),
  skills: z
    .array(skill)
    .min(1)
    .describe('Exam skills it examines; those of scenarios/skills.json.'),
  difficulty: z
    .int()
    .min(1)
    .max(3)
    .describe('1: recall. 2: apply one rule. 3: weigh several rules against each other.'),
  status: z
    .enum(['wip', 'active'])
    .default('active')
    .describe('wip: proven by the gate, and not served to learners yet.'),
  facts: z
    .array(id)
    .default([])
    .describe('Ids in scenarios/facts.yaml that stem, key and explanation rest on.'),
  misconceptions: z
    .array(id)
    .default([])
    .describe('Ids in scenarios/misconceptions.json that it examines as a whole.'),
};

/** What every item has, case parts excepted: those share the world of their case. */
export const worldOfItem = {
  world: world
    .prefault({})
    .describe('The world in which options run, as in a scenario. Absent: an empty account.'),
  files: z.array(scenarioFile).default([]).describe('Files in the home directory at the start.'),
};

/** What every item asks and says afterwards. */
export const wordsOfItem = {
  stem: text.describe(
    'Markdown: the situation and the question. It is complete without the options.',
  ),
  explanation: text.describe(
    'Markdown, shown after the answer: the rule that decides, not a list of options.',
  ),
};

/** The members of every item that stands alone. */
export const itemBase = { ...aboutItem, ...wordsOfItem, ...worldOfItem };

/** What must hold after the right option's lines. */
export const goal = z
  .array(check)
  .min(1)
  .describe(
    'What is to be achieved, in the language of checks. An option is right when all of them hold after its lines. Give two or more, so that wrong options fail for different reasons.',
  );

const optionBase = {
  id: id.exactOptional().describe('Absent: a, b, c by position. Set it when you move options.'),
  text: text.describe('Markdown on one line. All options alike in length and grammar.'),
  correct: z.boolean().default(false).describe('The key, as you declare it.'),
  why: text.describe('Why this option is right or wrong, shown after the answer.'),
  misconception: id.exactOptional().describe('The misconception that leads to this option.'),
};

/** What a learner chooses among. */
export const option = z.strictObject({
  ...optionBase,
  do: lines
    .default([])
    .describe('Shell lines that do what the option says, in a fork of the world.'),
  claim: claim
    .exactOptional()
    .describe(
      'True after the lines exactly when the option is right. Not together with `goal` of the item.',
    ),
});

/** What a learner expects of a command. */
export const outcome = z.strictObject({
  ...optionBase,
  equals: json
    .exactOptional()
    .describe(
      'The outcome that the option describes: what the query of the item gives, or the error code of a refused line.',
    ),
  claim: claim
    .exactOptional()
    .describe('Instead of `equals`: true after the lines exactly when the option is right.'),
});

/** Gives options without an id their letters: a, b, c. */
export function lettered<T extends { id?: string }>(options: readonly T[]): (T & { id: string })[] {
  return options.map((it, i) => ({ ...it, id: it.id ?? String.fromCharCode(97 + i) }));
}

/** An option, with the name that answers give it. */
export type Option = z.output<typeof option> & { id: string };
/** An option of a prediction. */
export type Outcome = z.output<typeof outcome> & { id: string };
