import { loadModel, type ServiceName } from '../engine/api/index';
import type { Engine } from '../engine/engine';
import type { Change } from '../engine/tables';
import type { EndStep, RequestStep, Step } from '../engine/trace';
import { Shell } from '../shell/shell';
import { followSecrets } from './follow-secrets';
import { checkTask, timeOfALine } from './runner';
import type { Scenario, Task } from './scenario';

/** A question about a line that has not run yet; what a fork of the world did is the answer. */
export interface Prediction {
  readonly question: string;
  /** In an order that does not tell which is right. */
  readonly options: readonly string[];
  /** Which of them came true. */
  readonly answer: number;
}

/**
 * What a learner may predict of a line in the world as it is, or undefined where nothing about it is
 * worth a question. The line runs on a fork: nothing of it shows in the world. Rejects once `signal` is
 * aborted.
 */
export async function foresee(
  engine: Engine,
  line: string,
  signal?: AbortSignal,
): Promise<Prediction | undefined> {
  const fork = engine.fork();
  const steps: Step[] = [];
  const changes: Change[] = [];
  fork.observe((happening) => {
    steps.push(...happening.steps);
    changes.push(...happening.changes);
  });
  await fork.advanceTo(fork.now + timeOfALine);
  const shell = await Shell.open(fork);
  const { stdout, exitCode } = await shell.run(line, { signal });
  signal?.throwIfAborted();
  const requests = requestsOf(steps);
  const refused = requests.findLast(({ code }) => code !== undefined);
  if (refused !== undefined) return aboutAnswer(refused);
  return (
    aboutKeyState(changes) ??
    aboutCalls(requests, steps) ??
    (exitCode === 0 ? aboutOutput(stdout) : undefined) ??
    aboutUse(requests)
  );
}

/**
 * How many lines of a task's solution lead up to the one that achieves it, in the world as it is: after
 * these, one step is left. Rejects once `signal` is aborted.
 */
export async function stepsBeforeTheLast(
  scenario: Scenario,
  task: Task,
  engine: Engine,
  signal?: AbortSignal,
): Promise<number> {
  const worlds: Engine[] = [];
  let world = engine.fork();
  for (const line of task.solution) {
    followSecrets(world);
    await world.advanceTo(world.now + timeOfALine);
    await (await Shell.open(world)).run(line, { signal });
    signal?.throwIfAborted();
    worlds.push(world);
    world = world.fork();
  }
  // From the end: most solutions have one or two lines behind the decisive one, to look at it.
  let last = task.solution.length - 1;
  while (last > 0) {
    const { done } = await checkTask(scenario, task, worlds[last - 1]!, '');
    signal?.throwIfAborted();
    if (!done) break;
    last -= 1;
  }
  return last;
}

/** A request that the line itself sent, and the code with which it was refused. */
interface Sent {
  readonly span: number;
  readonly service: string;
  readonly operation: string;
  readonly code: string | undefined;
}

function requestsOf(steps: readonly Step[]): Sent[] {
  const ends = new Map(
    steps.filter((step): step is EndStep => step.kind === 'end').map((end) => [end.span, end]),
  );
  const sent = steps
    .filter((step): step is RequestStep => step.kind === 'request' && step.parent === null)
    .map(({ service, operation, span }) => ({
      ...{ span, service, operation },
      code: ends.get(span)?.error?.code,
    }));
  // What was refused and then tried again with success was not refused in the end.
  return sent.filter(
    ({ operation, code }, i) =>
      code === undefined ||
      !sent.slice(i + 1).some((later) => later.operation === operation && later.code === undefined),
  );
}

const success = 'It succeeds';
const optionCount = 4;

/** What AWS answers: success, or one of the errors that the operation has. */
async function aboutAnswer({ service, operation, code }: Sent): Promise<Prediction> {
  const { operations } = await loadModel(service as ServiceName);
  const declared = operations[operation]?.errors.map(({ error }) => error?.code ?? '') ?? [];
  const [refusal, ...rest] = everywhere[service] ?? anyService;
  const others = [refusal, ...declared.filter(isPlausible), ...rest];
  const truth = code ?? success;
  const options = [...new Set([truth, success, ...others])].slice(0, optionCount);
  const texts = (option: string) => (option === success ? success : `It is refused: ${option}`);
  return ask(`How does AWS answer ${operation}?`, options.map(texts), texts(truth));
}

// Codes that no model declares, the refusal for want of a permission first.
const anyService = ['AccessDeniedException', 'ValidationException', 'ThrottlingException'] as const;
const everywhere: Readonly<Record<string, readonly [string, ...string[]]>> = {
  s3: ['AccessDenied', 'KMS.DisabledException', 'InvalidRequest'],
  ec2: ['UnauthorizedOperation', 'InvalidParameterValue', 'IncorrectState'],
  iam: ['AccessDenied', 'NoSuchEntity', 'MalformedPolicyDocument'],
};

// Faults of AWS's own, and of options that no lesson is about.
function isPlausible(code: string): boolean {
  return (
    code !== '' &&
    !/Internal|Timeout|Unavailable|GrantToken|DryRun|TooMany|ServiceFailure/.test(code)
  );
}

const keyStates = ['Enabled', 'Disabled', 'PendingDeletion', 'PendingImport'];

/** In which state a KMS key is that the line moved to another. */
function aboutKeyState(changes: readonly Change[]): Prediction | undefined {
  const state = (row: unknown) => (row as { readonly KeyState?: string } | undefined)?.KeyState;
  const moved = changes.findLast(
    ({ table, before, after }) =>
      table === 'kms.keys' && state(before) !== undefined && state(before) !== state(after),
  );
  const truth = state(moved?.after);
  if (truth === undefined) return undefined;
  return ask('In which state is the KMS key afterwards?', [...keyStates, truth], truth);
}

/** Operations of other services that read or write something that may be encrypted. */
const touchesData =
  /^(Get|Put|Copy)Object$|^(Get|Put)Parameters?(ByPath)?$|^(Get|Put|Create)Secret(Value)?$|^CreateSecret$|^UploadPart$/;
const askedOfKms = ['Encrypt', 'Decrypt', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext'];
// Several of them side by side with one would tell by their length.
const askedTogether = [
  'Encrypt, then Decrypt',
  'Decrypt, then GenerateDataKey',
  'Decrypt, then CreateGrant, then GenerateDataKeyWithoutPlaintext',
  'GenerateDataKey, then Decrypt',
];
const nothing = 'Nothing';
const serviceNames: Readonly<Record<string, string>> = {
  ...{
    s3: 'Amazon S3',
    ssm: 'Parameter Store',
    secretsmanager: 'Secrets Manager',
    ec2: 'Amazon EBS',
  },
  ...{ rds: 'Amazon RDS', logs: 'CloudWatch Logs', lambda: 'AWS Lambda' },
};

/** What a service asks AWS KMS for when it does what the line wants. */
function aboutCalls(requests: readonly Sent[], steps: readonly Step[]): Prediction | undefined {
  const asked = requests.findLast(({ service }) => service in serviceNames);
  if (asked === undefined) return undefined;
  const calls = callsFor(asked.span, steps);
  if (calls.length === 0 && !touchesData.test(asked.operation)) return undefined;
  const truth = calls.join(', then ') || nothing;
  const others = calls.length > 1 ? askedTogether : askedOfKms;
  const options = [...new Set([nothing, truth, ...others])].slice(0, optionCount);
  return ask(`What does ${serviceNames[asked.service]} ask AWS KMS for?`, options, truth);
}

/** What a request had AWS KMS asked for, in order, each once. */
function callsFor(span: number, steps: readonly Step[]): string[] {
  const own = new Set([span]);
  const calls = new Set<string>();
  for (const step of steps) {
    if (step.kind !== 'request' || step.parent === null || !own.has(step.parent)) continue;
    own.add(step.span);
    if (step.service === 'kms' && step.operation !== 'DescribeKey') calls.add(step.operation);
  }
  return [...calls];
}

/** What the line prints, where that is a number, a state or a truth value. */
function aboutOutput(stdout: string): Prediction | undefined {
  const printed = stdout.trim().replace(/^"(.*)"$/, '$1');
  const among = (options: readonly string[]) =>
    ask('What does it print?', [...options, printed], printed);
  if (keyStates.includes(printed)) return among(keyStates);
  const truths = [
    ['true', 'false'],
    ['True', 'False'],
  ].find((pair) => pair.includes(printed));
  if (truths !== undefined) return among(truths);
  if (!/^\d{1,4}$/.test(printed)) return undefined;
  const number = Number(printed);
  const near = new Set([number + 1, number * 2, Math.max(number - 1, 0), 0, 1].map(String));
  near.delete(printed);
  return among([...near].slice(0, optionCount - 1));
}

/** Whether a cryptographic operation, or somebody other than the administrator, gets what was asked. */
function aboutUse(requests: readonly Sent[]): Promise<Prediction> | undefined {
  const use = requests.findLast(
    ({ service, operation }) =>
      service === 'kms' && /crypt|DataKey|Sign|Verify|Mac|Derive|Import/.test(operation),
  );
  return use === undefined ? undefined : aboutAnswer(use);
}

/** Numbers by size, the rest by the alphabet, what is no refusal and nothing first. */
function ask(question: string, options: readonly string[], truth: string): Prediction {
  const first = (option: string) => (option === success || option === nothing ? 0 : 1);
  const sorted = [...new Set(options)].sort(
    (a, b) => first(a) - first(b) || Number(a) - Number(b) || (a < b ? -1 : 1),
  );
  return { question, options: sorted, answer: sorted.indexOf(truth) };
}
