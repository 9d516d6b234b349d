import type { Cloud } from './cloud';

// How the engine has code run that a customer of AWS Lambda wrote. The engine decides what runs, as
// whom and for how long; the program around it brings the sandbox.

/** What runs functions: a program that has none cannot invoke any. */
export interface FunctionRuntime {
  /** Runs one invocation to its end, however it ends; never rejects for what the code does. */
  invoke(invocation: Invocation): Promise<Outcome>;
}

/** One invocation, as a service orders it. */
export interface FunctionOrder {
  /**
   * Names the execution environment: what has the same text may be answered by a warm one. Code or
   * configuration that changed is another text.
   */
  readonly sandbox: string;
  /** `nodejs22.x`, `python3.13` */
  readonly runtime: string;
  /** `index.handler` */
  readonly handler: string;
  /** The unzipped deployment package, by path. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** Environment variables: the runtime's own and the function's. */
  readonly environment: Readonly<Record<string, string>>;
  /** JSON. */
  readonly event: string;
  readonly context: InvocationContext;
  /** In ms. */
  readonly timeout: number;
}

/** What the handler is told about its invocation. */
export interface InvocationContext {
  readonly awsRequestId: string;
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: number;
  readonly logGroupName: string;
  readonly logStreamName: string;
  /** JSON that the client sent along, where it did. */
  readonly clientContext?: string;
}

/** One invocation, with the way to the model while it lasts. */
export interface Invocation extends FunctionOrder {
  /** World time in ms: the sandbox's clock starts there. */
  readonly now: number;
  readonly network: FunctionNetwork;
}

/** All that a function reaches. What it asks for is answered one after the other. */
export interface FunctionNetwork {
  /** AWS's endpoints: a request is a span within the request that invoked the function. */
  readonly cloud: Cloud;
  /** Sends one statement to a database, logged in anew; rejects in the database's own words. */
  query(
    login: DatabaseLogin,
    statement: string,
    parameters: readonly string[],
  ): Promise<readonly DatabaseRow[]>;
}

/** Where a database is, and as whom to log in. */
export interface DatabaseLogin {
  readonly host: string;
  readonly username: string;
  readonly password: string;
}

/** One row of a statement's answer, by column. */
export type DatabaseRow = Readonly<Record<string, unknown>>;

/** How an invocation ended. */
export interface Outcome {
  readonly result: FunctionResult;
  /** What the code wrote, line by line. */
  readonly logs: readonly string[];
  /** In ms. */
  readonly duration: number;
  /** In ms, where a new execution environment had to be set up. */
  readonly initDuration?: number;
  /** In MB; absent where nobody can tell, as of JavaScript in a browser's Worker. */
  readonly maxMemoryUsed?: number;
}

export type FunctionResult =
  /** JSON. */
  | { readonly type: 'returned'; readonly payload: string }
  | {
      readonly type: 'error';
      readonly errorType: string;
      readonly errorMessage: string;
      readonly trace: readonly string[];
      /** True where the code never got as far as its handler. */
      readonly inInit: boolean;
    }
  | { readonly type: 'timeout' }
  /** The code ended its own execution environment. */
  | { readonly type: 'exited'; readonly reason: string }
  | { readonly type: 'out-of-memory' };
