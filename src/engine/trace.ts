import type { Evaluation } from './iam/index';

/**
 * Who takes part in a flow: an AWS service, or a place on the learner's side such as the
 * workstation. Diagrams draw one life line for each.
 */
export type Actor =
  | { readonly type: 'client'; readonly name: string }
  | { readonly type: 'service'; readonly name: string; readonly region: string };

interface StepBase {
  /** Number of the request (or other piece of work) the step belongs to, unique in a world's run. */
  readonly span: number;
  /** The span on whose behalf this one ran: a service calling another. */
  readonly parent: number | null;
  /** World time in ms. */
  readonly at: number;
}

/** A request leaves one actor for another. `input` is as sent, bytes and all. */
export interface RequestStep extends StepBase {
  readonly kind: 'request';
  readonly from: Actor;
  readonly to: Actor;
  readonly requestId: string;
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly input: unknown;
}

/** Whose credentials signed the request. */
export interface AuthenticationStep extends StepBase {
  readonly kind: 'authentication';
  readonly principal: string;
  readonly account: string;
  readonly accessKeyId: string;
}

/** One permission that was asked for, and every policy and statement that was looked at. */
export interface AuthorizationStep extends StepBase {
  readonly kind: 'authorization';
  readonly evaluation: Evaluation;
}

/** What kind of secret a piece of bytes is. */
export type SecretKind = 'plaintext' | 'data key' | 'private key' | 'shared secret' | 'credentials';

/** A cryptographic operation, where it happened, and the secrets that exist there because of it. */
export interface CryptoStep extends StepBase {
  readonly kind: 'crypto';
  readonly actor: Actor;
  readonly action:
    | 'generate'
    | 'encrypt'
    | 'decrypt'
    | 'digest'
    | 'derive'
    | 'encapsulate'
    | 'decapsulate'
    | 'sign'
    | 'mac'
    | 'verify';
  readonly algorithm: string;
  readonly detail: string;
  readonly keyMaterialId?: string;
  readonly encryptionContext?: Readonly<Record<string, string>>;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Secrets that exist in the clear at `actor` from this step on, until its request ends. */
  readonly exposes?: readonly SecretKind[];
}

/** A record of the world was created, replaced or deleted. */
export interface WriteStep extends StepBase {
  readonly kind: 'write';
  readonly table: string;
  readonly key: string;
  readonly change: 'create' | 'update' | 'delete';
}

/** A state machine took a transition. */
export interface MachineStep extends StepBase {
  readonly kind: 'machine';
  readonly machine: string;
  readonly id: string;
  readonly event: string;
  readonly from: string;
  readonly to: string;
}

/** A stored timer fell due. */
export interface TimerStep extends StepBase {
  readonly kind: 'timer';
  readonly id: string;
  readonly service: string;
  readonly timer: string;
}

/** A request took its share of a request quota, or was refused for it. */
export interface QuotaStep extends StepBase {
  readonly kind: 'quota';
  readonly quota: string;
  /** Service Quotas' code; null where AWS publishes none. */
  readonly code: string | null;
  readonly account: string;
  readonly region: string;
  /** Requests a second. */
  readonly rate: number;
  /** How many requests this one counts for. */
  readonly count: number;
  readonly admitted: boolean;
  /** Whole requests that the quota would let through now. */
  readonly remaining: number;
}

/** A request was metered. */
export interface CostStep extends StepBase {
  readonly kind: 'cost';
  readonly account: string;
  readonly region: string;
  readonly usageType: string;
  /** In US dollars, before any free tier. */
  readonly amount: number;
}

/** Some bytes passed on the wire while somebody was on the way to see them. */
export interface WireStep extends StepBase {
  readonly kind: 'wire';
  readonly from: Actor;
  readonly to: Actor;
  /** Who is on the way: `Eavesdropper` only listens, `Man in the middle` ends connections himself. */
  readonly watcher: 'Eavesdropper' | 'Man in the middle';
  readonly protocol: 'HTTP' | 'TLS 1.3';
  readonly host: string;
  /** `ClientHello`, `Application Data`, or the first line of a message that he can read. */
  readonly what: string;
  readonly bytes: number;
  /** What the watcher can read of it; empty where that is ciphertext to him. */
  readonly readable: string;
}

/** The answer: an output, or an error as the caller sees it. */
export interface EndStep extends StepBase {
  readonly kind: 'end';
  readonly output?: unknown;
  readonly error?: { readonly code: string; readonly message: string; readonly statusCode: number };
}

/**
 * One step of what really happened. The trace is a flat list of these, in order; audit trail,
 * diagrams and the decision view only filter and map it.
 */
export type Step =
  | RequestStep
  | AuthenticationStep
  | AuthorizationStep
  | QuotaStep
  | CostStep
  | CryptoStep
  | WriteStep
  | MachineStep
  | TimerStep
  | WireStep
  | EndStep;

/** A step as a service reports it; the engine adds span, parent and time. */
export type NewStep = Step extends infer S
  ? S extends Step
    ? Omit<S, 'span' | 'parent' | 'at'>
    : never
  : never;
