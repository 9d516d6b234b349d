import { nextTimer, readClock, setClock } from './clock';
import type { Cloud, Reply } from './cloud';
import { askDatabase } from './function-network';
import type { DatabaseLogin, DatabaseRow, FunctionRuntime } from './functions';
import type { Request, Service } from './operation';
import { answer, fire } from './pipeline';
import { services as allServices } from './services/index';
import { invert, Tables, Transaction, type Change } from './tables';
import type { NewStep, Step } from './trace';
import { nextSpan, Turn } from './turn';

/** What a request, a due timer, an undo or a local tool did: for mirrors, savers and diagrams. */
export interface Happening {
  readonly steps: readonly Step[];
  readonly changes: readonly Change[];
}

export type { Reply } from './cloud';

/** What the program around an engine brings along. */
export interface EngineOptions {
  /** Runs the functions of AWS Lambda; without it none runs. */
  readonly functions?: FunctionRuntime | undefined;
}

/** How a long way of the clock is watched, and ended. */
export interface AdvanceOptions {
  readonly signal?: AbortSignal;
  readonly between?: () => Promise<void>;
}

interface HistoryEntry {
  readonly label: string;
  readonly changes: Change[];
}

/** How many commands can be undone. */
const historyLimit = 200;

/**
 * A world of AWS accounts in memory. Everything enters by `send`; requests take effect one at a
 * time, in the order in which they were sent.
 */
export class Engine implements Cloud {
  readonly #services: ReadonlyMap<string, Service>;
  readonly #tables: Tables;
  readonly #options: EngineOptions;
  #turns: Promise<unknown> = Promise.resolve();
  #history: HistoryEntry[] = [];
  #undone: HistoryEntry[] = [];
  readonly #observers = new Set<(happening: Happening) => void>();

  constructor(
    tables: Tables,
    services: readonly Service[] = allServices,
    options: EngineOptions = {},
  ) {
    this.#tables = tables;
    this.#options = options;
    this.#services = new Map(services.map((service) => [service.name, service]));
  }

  /** The world's records, to be read only. */
  get tables(): Tables {
    return this.#tables;
  }

  /** World time in ms since 1970. */
  get now(): number {
    return readClock(this.#tables);
  }

  /** The names of the services this engine models. */
  get services(): readonly Service[] {
    return [...this.#services.values()];
  }

  /** Calls back after everything that happens; returns how to stop. */
  observe(observer: (happening: Happening) => void): () => void {
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }

  /**
   * Sends one request through the pipeline. Rejects with the `AwsError` that the caller of AWS
   * would see; a refused request leaves nothing behind but its entry in the audit trail.
   */
  send(request: Request): Promise<Reply> {
    return this.#inTurn(() => this.#turn((turn) => answer(turn, request)));
  }

  /**
   * Sends one statement to a database, from a machine of the learner's and not by an API. Rejects in
   * the database's own words.
   */
  query(login: DatabaseLogin, statement: string): Promise<readonly DatabaseRow[]> {
    return this.#inTurn(() => this.#turn((turn) => askDatabase(turn, null, login, statement, [])));
  }

  /**
   * Moves the clock to `time` (ms); timers that fall due fire in order, each at its own time.
   * Rejects with the signal's reason where it is aborted: the clock then stands at the last timer.
   * `between` is awaited after each timer.
   */
  advanceTo(time: number, { signal, between }: AdvanceOptions = {}): Promise<void> {
    return this.#inTurn(async () => {
      for (let due = nextTimer(this.#tables, time); due; due = nextTimer(this.#tables, time)) {
        const timer = due;
        await this.#turn((turn) => fire(turn, timer));
        await between?.();
        signal?.throwIfAborted();
      }
      if (time > this.now) this.write((tx) => setClock(tx, time));
    });
  }

  /** Writes outside any request: files of the workstation, a new world's first records. */
  write(work: (tx: Transaction) => void): void {
    const tx = new Transaction(this.#tables);
    work(tx);
    this.#happened({ steps: [], changes: tx.changes });
  }

  /** Adds steps that happened on the learner's side: a file encrypted by a local tool. */
  note(...steps: readonly NewStep[]): void {
    const head = { span: nextSpan(), parent: null, at: this.now };
    this.#happened({ steps: steps.map((step) => ({ ...head, ...step })), changes: [] });
  }

  /** From here on, changes belong to `label` and are undone together. */
  checkpoint(label: string): void {
    if (this.#history.at(-1)?.changes.length === 0) this.#history.pop();
    this.#history.push({ label, changes: [] });
    if (this.#history.length > historyLimit) this.#history.shift();
    this.#undone = [];
  }

  /** Takes back everything since the last checkpoint that changed something; returns its label. */
  undo(): string | undefined {
    return this.#travel(this.#history, this.#undone);
  }

  /** Does again what the last `undo` took back; returns its label. */
  redo(): string | undefined {
    return this.#travel(this.#undone, this.#history);
  }

  /** A world that starts as this one does now; what happens there never shows here. */
  fork(): Engine {
    return new Engine(this.#tables.fork(), this.services, this.#options);
  }

  #travel(from: HistoryEntry[], to: HistoryEntry[]): string | undefined {
    while (from.at(-1)?.changes.length === 0) from.pop();
    const entry = from.pop();
    if (entry === undefined) return undefined;
    const changes = invert(entry.changes);
    for (const change of changes) this.#tables.apply(change);
    to.push({ label: entry.label, changes });
    this.#emit({ steps: [], changes });
    return entry.label;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turns.then(work, work);
    this.#turns = done;
    return done;
  }

  async #turn<T>(work: (turn: Turn) => Promise<T>): Promise<T> {
    const turn = new Turn(this.#tables, this.#services, this.#options.functions);
    try {
      return await work(turn);
    } finally {
      turn.close();
      this.#happened(turn);
    }
  }

  #happened({ steps, changes }: Happening): void {
    const open = this.#history.at(-1);
    if (open !== undefined) for (const change of changes) open.changes.push(change);
    if (steps.length > 0 || changes.length > 0) this.#emit({ steps, changes });
  }

  #emit(happening: Happening): void {
    for (const observer of this.#observers) observer(happening);
  }
}
