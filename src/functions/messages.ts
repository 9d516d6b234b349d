import type { DatabaseLogin, DatabaseRow, InvocationContext } from '../engine/functions';

// What the host and a sandbox say to each other. A sandbox has nothing else: each language has its
// own, and all speak this. Everything here survives a structured clone.

/** An HTTP request of an AWS client, signed, body and all. */
export interface SandboxRequest {
  readonly method: string;
  /** Path and query, percent-encoded. */
  readonly target: string;
  /** By lower-case name, `host` among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** The model's answer to one. */
export interface SandboxResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Sets up the execution environment, once, before anything is invoked. */
export interface Init {
  readonly type: 'init';
  /** `nodejs22.x`, `python3.13` */
  readonly runtime: string;
  /** `index.handler` */
  readonly handler: string;
  /** The deployment package, by path. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly environment: Readonly<Record<string, string>>;
  /** World time in ms at which the sandbox's clock starts. */
  readonly now: number;
}

/** Calls the handler; one at a time. */
export interface Invoke {
  readonly type: 'invoke';
  /** JSON. */
  readonly event: string;
  readonly context: InvocationContext;
  /** World time in ms now, and that at which the invocation times out. */
  readonly now: number;
  readonly deadline: number;
  /**
   * Environment variables whose values are new since `init`: credentials are given out for each
   * invocation.
   */
  readonly environment: Readonly<Record<string, string>>;
}

/** The answer to a request or a query; an error is told in the words of who refused it. */
export type Answer =
  | {
      readonly type: 'answer';
      readonly id: number;
      readonly response: SandboxResponse | readonly DatabaseRow[];
    }
  | { readonly type: 'answer'; readonly id: number; readonly error: string };

export type ToSandbox = Init | Invoke | Answer;

/** `memory` is what the sandbox takes up, in bytes, where it can tell. */
export type FromSandbox =
  /** How many bytes of the language's own runtime are loaded; only where that comes by a network. */
  | { readonly type: 'progress'; readonly loaded: number; readonly total: number }
  /** The language's own runtime is loaded: what comes from here on is the function's init. */
  | { readonly type: 'booted' }
  /** `init` is done: the handler was found. */
  | { readonly type: 'ready' }
  | { readonly type: 'request'; readonly id: number; readonly request: SandboxRequest }
  | {
      readonly type: 'query';
      readonly id: number;
      readonly login: DatabaseLogin;
      readonly statement: string;
      readonly parameters: readonly string[];
    }
  /** A line that the code wrote, without its end. */
  | { readonly type: 'log'; readonly line: string }
  /** The handler's result as JSON. */
  | { readonly type: 'returned'; readonly payload: string; readonly memory?: number }
  /** The code threw: in answer to `init` or to `invoke`. */
  | {
      readonly type: 'error';
      readonly errorType: string;
      readonly errorMessage: string;
      readonly trace: readonly string[];
      readonly memory?: number;
    }
  /** The code ended the process (`process.exit`, `sys.exit`). */
  | { readonly type: 'exited'; readonly reason: string };
