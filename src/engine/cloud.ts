import type { Request, Service } from './operation';
import type { Tables } from './tables';

/** An answered request: the operation's output, and the id AWS would send with it. */
export interface Reply {
  readonly requestId: string;
  readonly output: unknown;
}

/**
 * What stands behind an endpoint: the engine itself, or, for a function that runs in the middle of
 * a request, the engine's turn.
 */
export interface Cloud {
  /** The services it models. */
  readonly services: readonly Service[];
  /** The world's records, to be read only. */
  readonly tables: Tables;
  /** World time in ms since 1970. */
  readonly now: number;
  /** Sends one request through the pipeline; rejects with the `AwsError` that the caller sees. */
  send(request: Request): Promise<Reply>;
}
