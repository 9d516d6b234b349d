import { cancelTimer, setTimer, type Timer } from './clock';
import type { Caller, Context } from './operation';
import type { Random } from './random';
import type { Range, Table, Transaction } from './tables';
import type { NewStep } from './trace';
import type { Span, Turn } from './turn';

/** How a handler reaches another service; the pipeline supplies it. */
export type Call = (
  turn: Turn,
  parent: Span,
  caller: Caller,
  request: { service: string; operation: string; input: object; region: string },
) => Promise<unknown>;

/** The window through which a handler sees the world: its reads, and the writes of its own span. */
export class RequestContext implements Context {
  readonly #turn: Turn;
  readonly #span: Span;
  readonly #tx: Transaction;
  readonly #call: Call;
  readonly caller: Caller;
  readonly now: number;

  constructor(turn: Turn, span: Span, caller: Caller, tx: Transaction, call: Call) {
    this.#turn = turn;
    this.#span = span;
    this.#tx = tx;
    this.#call = call;
    this.caller = caller;
    this.now = turn.now;
  }

  get region(): string {
    return this.#span.region;
  }

  get requestId(): string {
    return this.#span.requestId;
  }

  get random(): Random {
    return this.#turn.random;
  }

  get<R extends object>(table: Table<R>, key: string): R | undefined {
    return this.#turn.tables.get(table, key);
  }

  range<R extends object>(table: Table<R>, range?: Range): (readonly [string, R])[] {
    return this.#turn.tables.range(table, range);
  }

  put<R extends object>(table: Table<R>, key: string, row: R): void {
    this.#tx.put(table, key, row);
  }

  delete(table: Table<object>, key: string): void {
    this.#tx.delete(table, key);
  }

  step(step: NewStep): void {
    this.#turn.step(this.#span, step);
  }

  setTimer(timer: Omit<Timer, 'service' | 'region'>): void {
    const { service, region } = this.#span;
    setTimer(this.#turn.tables, this.#tx, { ...timer, service: service.name, region });
  }

  cancelTimer(id: string): void {
    cancelTimer(this.#turn.tables, this.#tx, id);
  }

  call(service: string, operation: string, input: object, region = this.region): Promise<unknown> {
    const request = { service, operation, input, region };
    return this.#call(this.#turn, this.#span, this.caller, request);
  }
}
