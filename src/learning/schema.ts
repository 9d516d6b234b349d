import { z } from 'zod';
import type { Json, Scenario } from './scenario';

/** Text that says something. */
export const text = z.string().min(1);
/** A name that content keeps for good. */
export const id = text.regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'kebab-case, such as lose-the-key');
/** Lines for the terminal's shell. */
export const lines = z.array(text);
/** Any JSON value. */
export const json: z.ZodType<Json> = z.json();
const bytes = z.int().min(0);

/** No leading slash and no `..`: a scenario writes in the home directory only. */
export const homePath = text.regex(
  /^(?!\/)(?!.*(^|\/)\.{1,2}(\/|$)).*[^/]$/,
  'a path below the home directory, without a leading / and without ..',
);

const checkBase = {
  id: id.exactOptional().describe('Names the check for `fails` of wrong solutions.'),
  label: text.describe('What is true when the check passes: "The data key is gone".'),
  failure: text.describe(
    'What is wrong when it fails, in the words of the learner. {actual} stands for what was found instead.',
  ),
  holdsAtStart: text
    .exactOptional()
    .describe('Why the check already holds in the untouched world. Without a reason it must not.'),
};

/** Which entries of the audit trail are meant. */
export const trailPattern = z.strictObject({
  eventName: text.describe('The operation: Decrypt.'),
  eventSource: text.exactOptional().describe('The service: kms.amazonaws.com.'),
  errorCode: text
    .exactOptional()
    .describe('The error code of a refused call, "*" for any. Absent: the call succeeded.'),
  requestParameters: z
    .record(z.string(), json)
    .exactOptional()
    .describe(
      'Members the event must have in requestParameters, in lowerCamelCase, compared as a part of the whole. null: the member must be absent.',
    ),
});

const permission = z.strictObject({
  principal: text
    .exactOptional()
    .describe("An IAM user's name. Absent: the administrator of the world."),
  action: text
    .regex(/^[a-z0-9-]+:[A-Za-z]+$/, 'service:Operation, such as kms:Decrypt')
    .describe('The IAM action: kms:Decrypt.'),
  resource: text.describe('ARN of the resource, or the alias of a KMS key: alias/report.'),
  context: z
    .record(z.string(), z.union([z.string(), z.array(z.string())]))
    .exactOptional()
    .describe('Condition keys of the request: kms:EncryptionContext:purpose.'),
});

const fileExpectation = z.strictObject({
  exists: z.boolean().exactOptional().describe('false: there must be no such file. Default true.'),
  bytes: bytes.exactOptional().describe('Its exact size.'),
  atLeastBytes: bytes.exactOptional().describe('Its least size.'),
  atMostBytes: bytes.exactOptional().describe('Its greatest size.'),
  sameAs: homePath.exactOptional().describe("A file of the learner's machine with the same bytes."),
  differsFrom: homePath.exactOptional().describe("A file of the learner's machine with others."),
  sameAsGiven: homePath
    .exactOptional()
    .describe('A file of this scenario that had the same bytes at the start.'),
});

const secretSearch = z.strictObject({
  secret: z
    .enum(['plaintext', 'data key', 'private key', 'shared secret', 'credentials'])
    .describe('The kind of secret to look for.'),
  name: text.exactOptional().describe('Only the secret of this name: report.csv.'),
  places: z
    .array(z.enum(['file', 'variable', 'screen']))
    .min(1)
    .exactOptional()
    .describe('Where to look. Absent: everywhere.'),
});

/** An exam skill: family and number, never the exam's version. */
export const skill = text.regex(
  /^(DVA|SAA|SCS)-\d+(\.\d+)+$/,
  'exam family and skill, such as DVA-2.2.4',
);

/** The kinds of checks by the member that makes them what they are. */
export const checkKinds = {
  run: z.strictObject({
    run: text.describe(
      "A shell line that runs on a fork of the world with the learner's files, in the home directory.",
    ),
    query: text.exactOptional().describe("JMESPath over the line's JSON output."),
    equals: json
      .exactOptional()
      .describe('What the query, or without one the printed text, must be.'),
    exitCode: z.int().min(0).max(255).exactOptional().describe('Default 0.'),
    error: text
      .exactOptional()
      .describe('The AWS error code with which the line must be refused: DisabledException.'),
    ...checkBase,
  }),
  trail: z.strictObject({
    trail: trailPattern.describe('Calls in the audit trail since the learner came in.'),
    atLeast: z.int().min(0).exactOptional().describe('How many calls at least. Default 1.'),
    atMost: z.int().min(0).exactOptional().describe('How many calls at most.'),
    ...checkBase,
  }),
  trailInOrder: z.strictObject({
    trailInOrder: z
      .array(trailPattern)
      .min(2)
      .describe('Calls in the audit trail in this order, with or without others between them.'),
    ...checkBase,
  }),
  can: z.strictObject({
    can: permission.describe('A request that policies must allow.'),
    ...checkBase,
  }),
  cannot: z.strictObject({
    cannot: permission.describe('A request that policies must not allow.'),
    ...checkBase,
  }),
  file: z.strictObject({
    file: homePath.describe("A file of the learner's machine."),
    is: fileExpectation.describe('What is demanded of it.'),
    ...checkBase,
  }),
  bill: z.strictObject({
    bill: z
      .strictObject({
        services: z
          .array(z.enum(['ec2', 'kms', 'lambda', 'logs', 'rds', 's3', 'secretsmanager', 'ssm']))
          .min(1)
          .exactOptional()
          .describe('The services that count. Absent: all.'),
        times: z
          .int()
          .min(1)
          .exactOptional()
          .describe(
            'How many requests each request since the learner came in stands for, and how many bytes each byte that is kept. Default 1.',
          ),
      })
      .describe(
        'What a whole month costs, by the table of prices: what is kept, and the requests of the running month since the learner came in.',
      ),
    atLeast: z.number().min(0).exactOptional().describe('How many US dollars at least.'),
    atMost: z.number().min(0).exactOptional().describe('How many US dollars at most.'),
    ...checkBase,
  }),
  exposed: z.strictObject({
    exposed: secretSearch.describe('A secret that must exist in the clear.'),
    ...checkBase,
  }),
  notExposed: z.strictObject({
    notExposed: secretSearch.describe('A secret that must not exist in the clear any more.'),
    ...checkBase,
  }),
} as const;

/** What must hold, with a label and what is said when it does not. */
export const check = z.union([
  checkKinds.run,
  checkKinds.trail,
  checkKinds.trailInOrder,
  checkKinds.can,
  checkKinds.cannot,
  checkKinds.file,
  checkKinds.bill,
  checkKinds.exposed,
  checkKinds.notExposed,
]);

/** What learners try that does not achieve a task. */
export const wrongSolution = z.strictObject({
  note: text.describe('Why it is wrong, in a sentence a learner can use.'),
  run: lines.min(1).describe('Shell lines, run in the state before the solution of the task.'),
  fails: text.describe('Id or label of the check that must fail afterwards.'),
  shows: text
    .exactOptional()
    .describe('Text that the terminal shows on the way: an error code, part of a message.'),
});

const task = z.strictObject({
  id: id.describe('Unique in the scenario. Never changes: progress is stored under it.'),
  title: text.describe('An imperative: "Get a data key".'),
  text: text.describe('Markdown: what to do and why.'),
  checks: z.array(check).min(1).describe('All must pass for the task to be done.'),
  hints: z
    .array(text)
    .length(2)
    .describe('Two rungs, the second more telling. The third rung is the solution itself.'),
  solution: lines.min(1).describe('Shell lines that achieve the task, from the state before it.'),
  routes: z
    .array(
      z.strictObject({
        note: text.describe('What it does otherwise, and when that is the better choice.'),
        run: lines.min(1).describe('Shell lines, run in the state before the solution.'),
      }),
    )
    .exactOptional()
    .describe('Other ways that achieve it. Shown once the task is done.'),
  wrong: z.array(wrongSolution).default([]).describe('What learners try that does not achieve it.'),
});

/** A file in the home directory at the start. */
export const scenarioFile = z.strictObject({
  path: homePath.describe('Where it lies in the home directory.'),
  text: text.describe('Its content.'),
  repeatToBytes: z
    .int()
    .min(1)
    .max(64 * 1024 * 1024)
    .exactOptional()
    .describe('Repeat the text to a file of exactly this many bytes.'),
  secret: z
    .boolean()
    .default(false)
    .describe('Whether the exposure view follows where its content lies.'),
});

/** How the world is when the learner comes in. */
export const world = z.strictObject({
  seed: z.int().min(0).max(0xffffffff).exactOptional().describe('Makes random choices repeatable.'),
  region: text
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a Region, such as eu-central-1')
    .default('us-east-1')
    .describe('The Region the AWS CLI is configured for.'),
  now: z.iso.datetime().exactOptional().describe('World time at the start: 2026-01-05T09:00:00Z.'),
  traffic: z
    .array(
      z.strictObject({
        quota: text
          .regex(/^[a-z]+\/L-[0-9A-F]{8}$/, 'service and quota code, such as kms/L-6E3AF000')
          .describe('A request quota by service and code of Service Quotas: kms/L-6E3AF000.'),
        rate: z.int().min(1).describe('Requests a second that others take of it, always.'),
      }),
    )
    .exactOptional()
    .describe(
      "What the account's other workloads take of request quotas in the Region of the scenario. What the learner sends has what they leave.",
    ),
  template: text
    .exactOptional()
    .describe(
      'A template of AWS CloudFormation, YAML or JSON. Its stack `world` is made, as the administrator, before the setup runs; for keys, secrets, buckets and roles it is shorter than shell lines. Its outputs are read with `aws cloudformation describe-stacks --stack-name world`.',
    ),
  setup: lines.default([]).describe('Shell lines that run before the learner comes in.'),
});

/** What a scenario file must be, with a sentence on each field for the editor's completion. */
export const scenarioSchema: z.ZodType<Scenario> = z.strictObject({
  id: id.describe('Unique and never changed. The file is called NN-<id>.yaml.'),
  title: text.describe('Sentence case, without a full stop.'),
  summary: z.string().default('').describe('One or two sentences for the list of scenarios.'),
  minutes: z.int().min(1).max(600).exactOptional().describe('How long a learner will need.'),
  skills: z
    .array(skill)
    .default([])
    .describe('Exam skills it practises: DVA-2.2.4. Never with the version of the exam.'),
  facts: z
    .array(id)
    .default([])
    .describe('Ids in scenarios/facts.yaml that its text and checks rest on.'),
  world: world.prefault({}).describe('How the world is when the learner comes in.'),
  files: z.array(scenarioFile).default([]).describe('Files in the home directory at the start.'),
  tasks: z.array(task).min(1).describe('In the order in which they are to be done.'),
});

/** The schema as JSON Schema, for editors. */
export function scenarioJsonSchema(): object {
  return z.toJSONSchema(scenarioSchema, { io: 'input' });
}
