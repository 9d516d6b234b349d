import type { Update } from '../engine/tables';
import type { Scenario } from '../learning/scenario';
import type { ConsoleAnswer, ConsoleRequest } from './port';
import type { FromWorker, LabEvent, LabMethods, OpenRequest, ToWorker } from './port';
import { WorldMirror } from './world-mirror';

/**
 * Where the Worker stands: not loaded yet, idle, working, being started again, or beyond help: it
 * failed before it had a world, or with the world it was to go on with.
 */
export type LabState = 'loading' | 'ready' | 'busy' | 'restarting' | 'failed';

/** What the page wants to be told. */
export interface LabListener {
  onState(state: LabState): void;
  onEvent(event: LabEvent): void;
  /**
   * The Worker was stopped or crashed and is back, with the world as it was after the last finished
   * request; `cwd` is where its shell stands now.
   */
  onRestart(reason: 'interrupted' | 'crashed', cwd: string): void;
}

/** A call that ended because its Worker was stopped. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor(reason: 'interrupted' | 'crashed') {
    super(
      reason === 'interrupted'
        ? 'The command was interrupted.'
        : 'The command stopped because of a fault in the lab.',
    );
  }
}

/** A call to a Worker that failed for good. */
export class LabFailed extends Error {
  override readonly name = 'LabFailed';

  constructor() {
    super('The part of the page that runs commands has failed.');
  }
}

interface Call {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** How long nothing is asked of the Worker until it rests, in ms: one command often follows another. */
const restTime = 400;

/** How long a cancelled command may be silent before it is stopped with its Worker, in ms. */
const patience = 700;

/** How long one may take that still changes the world, in ms: it may be clearing an upload away. */
const longestPatience = 10_000;

/** The page's end of the port: calls go to the Worker one after the other, events come back. */
export class LabClient {
  readonly world = new WorldMirror();
  readonly #start: () => Worker;
  readonly #listener: LabListener;
  readonly #calls = new Map<number, Call>();
  #worker: Worker;
  #lastId = 0;
  #scenario: Scenario | null = null;
  #opened = false;
  /** The world that is being opened, and the call that waits for it. */
  #opening: { readonly id: number; readonly request: OpenRequest } | undefined;
  /** Set once no call can be answered any more. */
  #over = false;
  #impatience: ReturnType<typeof setTimeout> | undefined;
  #endOfPatience = 0;
  #resting: ReturnType<typeof setTimeout> | undefined;
  /** The last call that was waiting when Ctrl-C was pressed. */
  #interrupted = 0;

  constructor(listener: LabListener, start: () => Worker = startWorker) {
    this.#listener = listener;
    this.#start = start;
    this.#worker = this.#connect();
    listener.onState('loading');
  }

  /** Opens a world: a saved one, or a new one. */
  async open(request: OpenRequest): Promise<{ cwd: string }> {
    this.#scenario = request.scenario;
    this.#opened = false;
    const opening = { id: this.#lastId + 1, request };
    this.#opening = opening;
    try {
      const opened = await this.#call('open', request);
      const world = opened.world ?? request.saved;
      if (world !== null) this.world.replace(world);
      this.#opened = true;
      return opened;
    } finally {
      if (this.#opening === opening) this.#opening = undefined;
    }
  }

  /** Runs one line in the terminal's shell. */
  run(line: string): Promise<ReturnType<LabMethods['run']>> {
    return this.#call('run', line);
  }

  /** Candidates for the word before the cursor. */
  complete(line: string, cursor: number): Promise<ReturnType<LabMethods['complete']>> {
    return this.#call('complete', line, cursor);
  }

  /** Sends a request as `aws` would from the terminal; to undo, it is one command. */
  request(request: ConsoleRequest): Promise<ConsoleAnswer> {
    return this.#call('request', request);
  }

  /** One of the scenario's tasks, checked against the world as it is; `screen` as for `exposure`. */
  check(task: string, screen: string): Promise<ReturnType<LabMethods['check']>> {
    return this.#call('check', task, screen);
  }

  /** Answers the command that asked for a line; null is the end of the input. */
  answer(line: string | null): void {
    this.#post({ answer: line });
  }

  /** Where secrets are in the clear right now; `screen` is the text the terminal shows. */
  exposure(screen: string): Promise<ReturnType<LabMethods['exposure']>> {
    return this.#call('exposure', screen);
  }

  /** Who could do what with another text of a policy. */
  whoCan(edited: Parameters<LabMethods['whoCan']>[0]): Promise<ReturnType<LabMethods['whoCan']>> {
    return this.#call('whoCan', edited);
  }

  /** What the world's users and roles may do to its resources. */
  access(): Promise<ReturnType<LabMethods['access']>> {
    return this.#call('access');
  }

  /** Whom the `aws` command of the terminal would be now. */
  identity(): Promise<ReturnType<LabMethods['identity']>> {
    return this.#call('identity');
  }

  /** What may be asked about a line before it runs, in the world as it is. */
  foresee(line: string): Promise<ReturnType<LabMethods['foresee']>> {
    return this.#call('foresee', line);
  }

  /** How many lines of a task's solution come before the one that achieves it. */
  stepsBeforeTheLast(task: string): Promise<ReturnType<LabMethods['stepsBeforeTheLast']>> {
    return this.#call('stepsBeforeTheLast', task);
  }

  /** What lines would do in the world as it is, each on a fork of its own. */
  probe(lines: readonly string[]): Promise<ReturnType<LabMethods['probe']>> {
    return this.#call('probe', lines);
  }

  /** What the running month has cost so far, in US dollars. */
  cost(): Promise<number> {
    return this.#call('cost');
  }

  /** A request of the trace and its answer, as bytes of HTTP. */
  http(traced: Parameters<LabMethods['http']>[0]): Promise<ReturnType<LabMethods['http']>> {
    return this.#call('http', traced);
  }

  /** Takes back the last command that changed something; resolves to that command. */
  undo(): Promise<string | undefined> {
    return this.#call('undo');
  }

  /** Does again what `undo` took back. */
  redo(): Promise<string | undefined> {
    return this.#call('redo');
  }

  /**
   * Makes records what `changes` says once nothing else is under way, and `world` is what the Worker
   * has; to undo, that is one command called `name`.
   */
  async adopt(
    name: string,
    changes: () => readonly Update[],
  ): Promise<ReturnType<LabMethods['adopt']>> {
    do await this.settle();
    while (this.#calls.size > 0);
    return this.#call('adopt', name, changes());
  }

  /** Moves the world's clock on by `ms`; `interrupt` ends it on the way. */
  advance(ms: number): Promise<void> {
    return this.#call('advance', ms);
  }

  /** Lets the world's clock catch up with real time. */
  catchUp(): Promise<void> {
    return this.#call('catchUp');
  }

  /** Resolves when the page has everything of the world: large bytes come after their command's end. */
  settle(): Promise<void> {
    return this.#call('settle');
  }

  /**
   * Ctrl-C. The command is asked to stop; a Worker that does not answer is replaced by a new one,
   * which gets the world as it was after the last finished request.
   */
  interrupt(): void {
    const running = [...this.#calls.keys()].some((id) => id !== this.#opening?.id);
    if (!running || this.#impatience !== undefined) return;
    this.#post({ cancel: true });
    this.#interrupted = this.#lastId;
    this.#endOfPatience = performance.now() + longestPatience;
    this.#growImpatient();
  }

  #growImpatient(): void {
    clearTimeout(this.#impatience);
    const left = this.#endOfPatience - performance.now();
    const wait = Math.max(0, Math.min(patience, left));
    this.#impatience = setTimeout(() => void this.#restart('interrupted'), wait);
  }

  /** Stops the Worker for good. */
  close(): void {
    clearTimeout(this.#impatience);
    clearTimeout(this.#resting);
    this.#worker.terminate();
    this.#over = true;
    this.#abandon(new Interrupted('interrupted'));
  }

  #connect(): Worker {
    const worker = this.#start();
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => this.#receive(data));
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      void this.#restart('crashed');
    });
    worker.addEventListener('messageerror', () => void this.#restart('crashed'));
    return worker;
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #call<M extends keyof LabMethods>(
    method: M,
    ...args: Parameters<LabMethods[M]>
  ): Promise<ReturnType<LabMethods[M]>> {
    if (this.#over) return Promise.reject(new LabFailed());
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { resolve, reject });
      this.#post({ id, method, args });
      if (this.#opened) this.#listener.onState('busy');
    });
  }

  #receive(message: FromWorker): void {
    if ('event' in message) {
      if (message.event.type === 'happened') {
        this.world.apply(message.event.changes);
        if (this.#impatience !== undefined) this.#growImpatient();
      }
      this.#listener.onEvent(message.event);
      return;
    }
    const call = this.#calls.get(message.id);
    this.#calls.delete(message.id);
    if ('error' in message) {
      const error = new Error(message.error.message);
      error.name = message.error.name;
      call?.reject(error);
    } else call?.resolve(message.value as never);
    // Calls that came after Ctrl-C are no reason to replace the Worker.
    if (![...this.#calls.keys()].some((id) => id <= this.#interrupted)) {
      clearTimeout(this.#impatience);
      this.#impatience = undefined;
    }
    if (this.#calls.size > 0) return;
    this.#listener.onState('ready');
    this.#rest();
  }

  /** Tells the Worker when for some time nothing was asked: it does then what can wait. */
  #rest(): void {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => {
      if (this.#calls.size === 0 && !this.#over) this.#post({ rest: true });
    }, restTime);
  }

  #abandon(error: Error, but?: number): void {
    for (const [id, call] of this.#calls) {
      if (id === but) continue;
      this.#calls.delete(id);
      call.reject(error);
    }
  }

  #fail(): void {
    if (this.#over) return;
    this.#over = true;
    this.#abandon(new LabFailed());
    this.#listener.onState('failed');
  }

  async #restart(reason: 'interrupted' | 'crashed'): Promise<void> {
    clearTimeout(this.#impatience);
    this.#impatience = undefined;
    this.#worker.terminate();
    const opening = this.#opening;
    // A Worker that fails before it has opened a world would only fail again.
    if (!this.#opened && (reason === 'crashed' || opening === undefined)) return this.#fail();
    this.#listener.onState('restarting');
    this.#abandon(new Interrupted(reason), opening?.id);
    this.#worker = this.#connect();
    if (opening !== undefined) {
      // Another world waits for the command that was stopped: it is what is opened now.
      this.#post({ id: opening.id, method: 'open', args: [opening.request] });
      return;
    }
    try {
      const saved = this.world.save();
      const { cwd } = await this.open({ saved, scenario: this.#scenario, now: 0 });
      this.#listener.onRestart(reason, cwd);
    } catch {
      this.#fail();
    }
  }
}

function startWorker(): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'lab' });
}
