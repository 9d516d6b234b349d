import type { Exposure } from './exposure';

/** A JSON value, as a check expects it. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A guided piece of work in a world of its own: what a YAML file in `scenarios/` describes. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  /** One or two sentences for the list of scenarios. */
  readonly summary: string;
  /** How long a learner will need, in minutes. */
  readonly minutes?: number;
  /** Exam skills it practises, as `DVA-2.2.4`: exam family and skill, never the exam's version. */
  readonly skills: readonly string[];
  /** Ids of the dated facts that its text and checks rest on. */
  readonly facts: readonly string[];
  readonly world: ScenarioWorld;
  readonly files: readonly ScenarioFile[];
  readonly tasks: readonly Task[];
}

/** What a list of scenarios shows before anybody opens one. */
export type ScenarioSummary = Pick<Scenario, 'id' | 'title' | 'summary' | 'minutes' | 'skills'> & {
  /** How many tasks it has. */
  readonly tasks: number;
};

/** How the world is when the learner comes in. */
export interface ScenarioWorld {
  /** Makes every random choice repeatable; without it the world is really random. */
  readonly seed?: number;
  /** The Region the AWS CLI is configured for. */
  readonly region: string;
  /** The account; a variant has another than AWS's examples have. */
  readonly account?: string;
  /** Of which seed it is the variant; absent: it is as its author wrote it. */
  readonly variant?: number;
  /** World time at the start, ISO 8601; real time where it is absent. */
  readonly now?: string;
  /** What the account's other workloads, which nobody plays, take of request quotas. */
  readonly traffic?: readonly Traffic[];
  /** A template of AWS CloudFormation; its stack `world` is made before the setup runs. */
  readonly template?: string;
  /** Shell lines that run before the learner comes in. */
  readonly setup: readonly string[];
}

/** A load on a request quota of the scenario's Region that goes on all the time. */
export interface Traffic {
  /** The quota by service and code, as `kms/L-6E3AF000`. */
  readonly quota: string;
  /** Requests a second. */
  readonly rate: number;
}

/** A file that lies in the learner's home directory at the start. */
export interface ScenarioFile {
  /** Relative to the home directory. */
  readonly path: string;
  readonly text: string;
  /** Repeat `text` to a file of exactly this many bytes. */
  readonly repeatToBytes?: number;
  /** True when the content is a secret whose whereabouts the exposure view follows. */
  readonly secret: boolean;
}

/** One thing to achieve. */
export interface Task {
  readonly id: string;
  readonly title: string;
  /** Markdown: what to do and why. */
  readonly text: string;
  readonly checks: readonly Check[];
  /** A ladder of three: two authored rungs, and the solution itself. */
  readonly hints: readonly string[];
  /** Shell lines that achieve the task. */
  readonly solution: readonly string[];
  /** Other ways that achieve it as well. */
  readonly routes?: readonly Route[];
  readonly wrong: readonly WrongSolution[];
}

/** Another way to a task's goal, which its checks let pass. */
export interface Route {
  /** What it does otherwise, and when that is the better choice. */
  readonly note: string;
  readonly run: readonly string[];
}

/** A way of doing it that learners try and that does not achieve the task. */
export interface WrongSolution {
  /** Why it is wrong, in a sentence a learner can use. */
  readonly note: string;
  readonly run: readonly string[];
  /** Id or label of the check that must fail afterwards. */
  readonly fails: string;
  /** Text that the terminal shows on the way, such as an error code. */
  readonly shows?: string;
}

interface CheckBase {
  readonly id?: string;
  /** What is true when the check passes: `The data key is gone from every file`. */
  readonly label: string;
  /** What is wrong when it fails; `{actual}` stands for what was found instead. */
  readonly failure: string;
  /** Why the check already holds in the untouched world; without a reason it must not. */
  readonly holdsAtStart?: string;
}

/** Runs a shell line on a fork of the world and looks at how it ended and what it printed. */
export interface RunCheck extends CheckBase {
  readonly run: string;
  /** JMESPath over the line's JSON output. */
  readonly query?: string;
  /** What the query, or without one the printed text, must be. */
  readonly equals?: Json;
  /** 0 unless `error` is given. */
  readonly exitCode?: number;
  /** The AWS error code with which the line must be refused. */
  readonly error?: string;
}

/** Counts calls in the audit trail since the learner came in. */
export interface TrailCheck extends CheckBase {
  readonly trail: TrailPattern;
  /** 1 unless given; 0 only together with `atMost`. */
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** Looks for calls in the audit trail that follow one another, others between them or not. */
export interface TrailOrderCheck extends CheckBase {
  readonly trailInOrder: readonly TrailPattern[];
}

/** Which entries of the audit trail are meant. */
export interface TrailPattern {
  readonly eventName: string;
  /** Such as `kms.amazonaws.com`. */
  readonly eventSource?: string;
  /** The error code of a refused call, `*` for any; absent: the call succeeded. */
  readonly errorCode?: string;
  /** Members that `requestParameters` must have; null means that it must not have the member. */
  readonly requestParameters?: { readonly [member: string]: Json };
}

/** Asks whether policies let a principal do something. */
export interface CanCheck extends CheckBase {
  readonly can: Permission;
}

/** The opposite of `can`. */
export interface CannotCheck extends CheckBase {
  readonly cannot: Permission;
}

/** A request to IAM's policy evaluation. */
export interface Permission {
  /** An IAM user's name; the administrator where it is absent. */
  readonly principal?: string;
  /** Such as `kms:Decrypt`. */
  readonly action: string;
  /** ARN, or for KMS a key's alias. */
  readonly resource: string;
  /** Condition keys of the request. */
  readonly context?: { readonly [key: string]: string | readonly string[] };
}

/** Looks at a file of the learner's machine. */
export interface FileCheck extends CheckBase {
  /** Relative to the home directory. */
  readonly file: string;
  readonly is: FileExpectation;
}

/** What is demanded of a file; every member given must hold. */
export interface FileExpectation {
  /** False: there must be no such file. True unless given. */
  readonly exists?: boolean;
  readonly bytes?: number;
  readonly atLeastBytes?: number;
  readonly atMostBytes?: number;
  /** Same bytes as this file of the learner's machine has now. */
  readonly sameAs?: string;
  /** Other bytes than this file of the learner's machine has now. */
  readonly differsFrom?: string;
  /** Same bytes as this file of the scenario had at the start. */
  readonly sameAsGiven?: string;
}

/** What a month costs, metered and priced by the table of prices. Amounts in US dollars. */
export interface BillCheck extends CheckBase {
  readonly bill: {
    /** The engine's names of the services that count; all of them unless given. */
    readonly services?: readonly string[];
    /** How many requests and bytes each stands for; one unless given. */
    readonly times?: number;
  };
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** Looks for a secret where it must be: in a file, a shell variable, on the screen. */
export interface ExposedCheck extends CheckBase {
  readonly exposed: SecretSearch;
}

/** Looks for a secret where it must not be. */
export interface NotExposedCheck extends CheckBase {
  readonly notExposed: SecretSearch;
}

/** Which secrets to look for, and where. */
export interface SecretSearch {
  readonly secret: Exposure['secret']['kind'];
  /** Only the secret of this name, such as `report.csv`. */
  readonly name?: string;
  /** Everywhere unless given. */
  readonly places?: readonly Exposure['holders'][number]['place'][];
}

/** What must hold for a task to be done; the member it is named after says how it is found out. */
export type Check =
  | RunCheck
  | TrailCheck
  | TrailOrderCheck
  | CanCheck
  | CannotCheck
  | FileCheck
  | BillCheck
  | ExposedCheck
  | NotExposedCheck;

/** What the checks of a task say now. */
export interface TaskReport {
  /** The task's id. */
  readonly task: string;
  readonly done: boolean;
  readonly checks: readonly CheckReport[];
}

/** What one check says now. */
export interface CheckReport {
  readonly label: string;
  readonly passed: boolean;
  /** What is wrong, in the learner's words; empty when the check passed. */
  readonly detail: string;
}
