import type { Cloud } from '../engine/cloud';
import type { FunctionResult, Invocation, Outcome } from '../engine/functions';
import { createDoor, type Door } from '../wire/door';
import { limits } from './limits';
import { LogLines } from './log-lines';
import type { Answer, FromSandbox, ToSandbox } from './messages';
import { readWhole } from './read-whole';

/** A Worker that a sandbox runs in, wherever that is. */
export interface SandboxWorker {
  post(message: ToSandbox): void;
  /** To be called once, before anything is posted. */
  listen(receive: (message: FromSandbox) => void, ended: (why: SandboxEnd) => void): void;
  /** Ends it at once, whatever it is doing. */
  terminate(): void;
}

/** How a Worker ended that nobody had terminated. */
export type SandboxEnd =
  { readonly type: 'out-of-memory' } | { readonly type: 'exited'; readonly reason: string };

/**
 * Told how many bytes of a language's runtime have been loaded, of how many at most. `isOver`: the
 * runtime has started, or could not be.
 */
export type Progress = (loaded: number, total: number, isOver: boolean) => void;

/** An execution environment of one function: set up once, then invoked any number of times. */
export class Environment {
  readonly #worker: SandboxWorker;
  readonly #first: Invocation;
  readonly #door: Door;
  readonly #progress: Progress;
  #current: Invocation | undefined;
  /** Environment variables as the sandbox has them. */
  #variables: Invocation['environment'];
  #since = 0;
  #logs = new LogLines();
  /** What came while nothing was invoked: in AWS the environment would have been frozen. */
  #frozen: FromSandbox[] = [];
  #settle: ((result: FunctionResult) => void) | undefined;
  #booted: (() => void) | undefined;
  /** The most bytes that it took up after an invocation, as far as the sandbox can tell. */
  #memory = 0;
  /** How many bytes are being loaded, while the language's runtime loads. */
  #loading: number | undefined;
  #isReady = false;
  #isOver = false;

  /** Starts an environment as its first invocation needs it. */
  constructor(worker: SandboxWorker, first: Invocation, progress: Progress) {
    this.#worker = worker;
    this.#first = first;
    this.#variables = first.environment;
    this.#progress = progress;
    this.#door = createDoor(this.#cloud(), { clock: () => this.#clock() });
    worker.listen(
      (message) => this.#receive(message),
      (why) => this.#end(why),
    );
  }

  /** Whether it can be invoked again. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Invokes the function, after setting it up where that has not been done. */
  async invoke(invocation: Invocation): Promise<Outcome> {
    this.#current = invocation;
    this.#since = performance.now();
    const initDuration = this.#isReady ? undefined : await this.#init(invocation);
    if (typeof initDuration === 'object') return initDuration;
    const started = performance.now();
    const result = await this.#run(invocation);
    const outcome = this.#outcome(result, performance.now() - started, initDuration);
    if (result.type !== 'returned' && result.type !== 'error') this.terminate();
    this.#current = undefined;
    return outcome;
  }

  /** Ends the environment at once. */
  terminate(): void {
    this.#isOver = true;
    this.#worker.terminate();
  }

  /** How long setting up took, in ms; an outcome where it failed. */
  async #init(invocation: Invocation): Promise<number | Outcome> {
    const { runtime, handler, files, environment, now } = invocation;
    const started = performance.now();
    const result = await this.#await(limits.boot, () => {
      this.#booted = () => {
        this.#loadingIsOver();
        this.#limit?.(limits.init);
      };
      this.#worker.post({ type: 'init', runtime, handler, files, environment, now });
    });
    this.#loadingIsOver();
    const duration = performance.now() - started;
    if (result.type === 'returned') {
      this.#isReady = true;
      return duration;
    }
    this.terminate();
    return this.#outcome(
      result.type === 'error' ? { ...result, inInit: true } : result,
      0,
      duration,
    );
  }

  #run({ event, context, timeout, environment }: Invocation): Promise<FunctionResult> {
    const changed = Object.entries(environment).filter(
      ([name, value]) => this.#variables[name] !== value,
    );
    this.#variables = environment;
    return this.#await(timeout, () => {
      const now = this.#clock();
      this.#worker.post({
        ...{ type: 'invoke', event, context, now, deadline: now + timeout },
        environment: Object.fromEntries(changed),
      });
      const thawed = this.#frozen;
      this.#frozen = [];
      for (const message of thawed) this.#receive(message);
    });
  }

  /** Changes how long is waited for what is awaited now. */
  #limit: ((ms: number) => void) | undefined;

  async #await(ms: number, begin: () => void): Promise<FunctionResult> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      return await new Promise<FunctionResult>((resolve) => {
        this.#settle = resolve;
        this.#limit = (limit) => {
          clearTimeout(timer);
          timer = setTimeout(() => resolve({ type: 'timeout' }), limit);
        };
        this.#limit(ms);
        begin();
      });
    } finally {
      clearTimeout(timer);
      this.#settle = undefined;
      this.#limit = undefined;
    }
  }

  #outcome(result: FunctionResult, duration: number, initDuration: number | undefined): Outcome {
    const logs = this.#logs.take();
    return {
      ...{ result, logs, duration },
      ...(this.#memory === 0 ? {} : { maxMemoryUsed: Math.ceil(this.#memory / 2 ** 20) }),
      ...(initDuration === undefined ? {} : { initDuration }),
    };
  }

  #receive(message: FromSandbox): void {
    if (this.#isOver) return;
    if (this.#current === undefined) {
      this.#frozen.push(message);
      return;
    }
    switch (message.type) {
      case 'progress':
        this.#loading = message.total;
        this.#progress(message.loaded, message.total, false);
        return;
      case 'booted':
        this.#booted?.();
        return;
      case 'ready':
        this.#settle?.({ type: 'returned', payload: '' });
        return;
      case 'log':
        this.#logs.add(message.line);
        return;
      case 'request':
        void this.#answer(message.id, this.#ask(message.request));
        return;
      case 'query': {
        const { id, login, statement, parameters } = message;
        void this.#answer(id, this.#current.network.query(login, statement, parameters));
        return;
      }
      case 'returned':
        this.#memory = Math.max(this.#memory, message.memory ?? 0);
        this.#settle?.({ type: 'returned', payload: message.payload });
        return;
      case 'error': {
        const { errorType, errorMessage, trace, memory = 0 } = message;
        this.#memory = Math.max(this.#memory, memory);
        this.#settle?.({ type: 'error', errorType, errorMessage, trace, inInit: false });
        return;
      }
      case 'exited':
        this.#settle?.({ type: 'exited', reason: message.reason });
        return;
    }
  }

  #loadingIsOver(): void {
    if (this.#loading !== undefined) this.#progress(this.#loading, this.#loading, true);
    this.#loading = undefined;
  }

  #end(why: SandboxEnd): void {
    this.#isOver = true;
    this.#settle?.(why);
  }

  async #ask(request: Extract<FromSandbox, { type: 'request' }>['request']) {
    const { status, headers, body } = await this.#door.handle(request);
    return { status, headers, body: await readWhole(body) };
  }

  async #answer(
    id: number,
    work: Promise<Extract<Answer, { response: unknown }>['response']>,
  ): Promise<void> {
    const answer: Answer = await work.then(
      (response) => ({ type: 'answer', id, response }),
      (error: unknown) => ({
        ...{ type: 'answer', id },
        error: error instanceof Error ? error.message : String(error),
      }),
    );
    if (!this.#isOver) this.#worker.post(answer);
  }

  /** World time, as far as it goes on while the code runs. */
  #clock(): number {
    const { now } = this.#current ?? this.#first;
    return now + (performance.now() - this.#since);
  }

  /** What the door asks: always the invocation that is going on. */
  #cloud(): Cloud {
    const current = () => (this.#current ?? this.#first).network.cloud;
    const { services } = this.#first.network.cloud;
    return {
      services,
      get tables() {
        return current().tables;
      },
      get now() {
        return current().now;
      },
      send: (request) => current().send(request),
    };
  }
}
