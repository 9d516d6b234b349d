import type { AccessFact, AccessTable, EditedPolicy } from '../engine/access/index';
import type { SavedWorld } from '../engine/saved-world';
import type { Update } from '../engine/tables';
import type { Step } from '../engine/trace';
import type { Exposure } from '../learning/exposure';
import type { Prediction } from '../learning/foresight';
import type { Scenario, TaskReport } from '../learning/scenario';
import type { Identity } from '../shell/aws/configuration/identity';
import type { ConsoleAnswer, ConsoleRequest } from '../shell/aws/console-request';
import type { HttpExchange, TracedRequest } from './http-exchange';
import type { Outcome } from './probe';

export type { HttpExchange, Identity, Outcome, Prediction, TracedRequest };

export type { ConsoleAnswer, ConsoleError, ConsoleRequest } from '../shell/aws/console-request';

/** What to open: a saved world, or a new one (for a scenario: as the scenario sets it up). */
export interface OpenRequest {
  readonly saved: SavedWorld | null;
  readonly scenario: Scenario | null;
  /** Real time in ms: a new sandbox world starts then. */
  readonly now: number;
}

/** How a line of the terminal ended. */
export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  /** The shell's working directory afterwards, with `~` for the home directory. */
  readonly cwd: string;
  /** True when the line ended the shell; the next line starts a new one. */
  readonly exited: boolean;
  /** False when the line is the beginning of a command; nothing ran. */
  readonly complete: boolean;
}

/** Candidates for the word before the cursor; each replaces `line.slice(from, cursor)`. */
export interface Completion {
  readonly from: number;
  readonly candidates: readonly string[];
}

/** What the page may ask of the Worker. */
export interface LabMethods {
  /** The world comes back whole, or as null where it is as the request has it. */
  open(request: OpenRequest): { readonly cwd: string; readonly world: SavedWorld | null };
  run(line: string): CommandResult;
  complete(line: string, cursor: number): Completion;
  /** Sends a request as `aws` would from the terminal; to undo, it is one command. */
  request(request: ConsoleRequest): ConsoleAnswer;
  /**
   * Runs the checks of one of the scenario's tasks on forks of the world; `screen` is the text that
   * the terminal shows. A command that comes meanwhile ends it: it then rejects.
   */
  check(task: string, screen: string): TaskReport;
  exposure(screen: string): readonly Exposure[];
  /** Who could do what with another text of a policy; the world stays as it is. */
  whoCan(edited: EditedPolicy): AccessTable;
  /** What the world's users and roles may do to its resources. */
  access(): readonly AccessFact[];
  /** Whom the `aws` command of the terminal would be now. */
  identity(): Identity;
  /** What may be asked about a line before it runs; null where there is nothing to ask. */
  foresee(line: string): Prediction | null;
  /** How many lines of a task's solution come before the one that achieves it. */
  stepsBeforeTheLast(task: string): number;
  /** What lines would do in the world as it is, each on a fork of its own. */
  probe(lines: readonly string[]): readonly Outcome[];
  /** What the running month has cost so far, in US dollars. */
  cost(): number;
  /** A request of the trace and its answer, as bytes of HTTP; the world stays as it is. */
  http(traced: TracedRequest): HttpExchange;
  /** Takes back the last command that changed something; returns it. */
  undo(): string | undefined;
  redo(): string | undefined;
  /** Makes records what another world has; to undo, that is one command with this name. */
  adopt(name: string, changes: readonly Update[]): { readonly cwd: string };
  /** Moves the world's clock on by `ms`. */
  advance(ms: number): void;
  /** Lets the world's clock catch up with real time; what is due happens. */
  catchUp(): void;
  /** Tells what large bytes have kept from being told. */
  settle(): void;
}

/** What the Worker tells without being asked. */
export type LabEvent =
  | {
      readonly type: 'happened';
      readonly steps: readonly Step[];
      readonly changes: readonly Update[];
    }
  | { readonly type: 'output'; readonly stream: 'stdout' | 'stderr'; readonly text: string }
  /** The running command wants one line of input. */
  | { readonly type: 'asked'; readonly prompt: string };

/** A message to the Worker. */
export type ToWorker =
  | { readonly id: number; readonly method: keyof LabMethods; readonly args: readonly unknown[] }
  | { readonly cancel: true }
  /** Nothing is asked for a while: what can wait is done now. */
  | { readonly rest: true }
  /** One line for the command that asked; null is the end of the input. */
  | { readonly answer: string | null };

/** A message from the Worker: an answer to `id`, or an event. */
export type FromWorker =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: { readonly name: string; readonly message: string } }
  | { readonly event: LabEvent };
