import { readClock, setClock } from './clock';
import type { FunctionRuntime } from './functions';
import type { RequestSignature, Service, Transport } from './operation';
import { openRandom, type OpenRandom } from './random';
import { followStorage, type StorageMeter } from './prices/index';
import { Transaction, type Change, type Table, type Tables } from './tables';
import type { Actor, NewStep, Step } from './trace';
import { trailTable } from './trail/index';

/** A piece of work within a turn: a request, or one service's request to another. */
export interface Span {
  readonly id: number;
  readonly parent: Span | null;
  readonly service: Service;
  readonly operation: string;
  readonly region: string;
  readonly requestId: string;
  readonly from: Actor;
  readonly to: Actor;
  /** True where the parent's service passes its caller's access on. */
  readonly forwarded?: boolean | undefined;
  /** True where a customer's code sent it that runs on the parent's machines: a Lambda function. */
  readonly fromCode?: boolean | undefined;
  /** The resource for which a service acts in its own name. */
  readonly source?: { readonly arn: string; readonly account: string } | undefined;
  /** Tags of AWS's own for what the operation makes. */
  readonly systemTags?: Readonly<Record<string, string>> | undefined;
  /** TLS 1.3 where it is absent, and so between services. */
  readonly transport?: Transport | undefined;
  readonly signature?: RequestSignature | undefined;
  readonly userAgent?: string | undefined;
  readonly sourceIp?: string | undefined;
}

const none: readonly StorageMeter[] = [];

let lastSpan = 0;

/** A number no other span of this process has. */
export function nextSpan(): number {
  lastSpan += 1;
  return lastSpan;
}

/**
 * One turn of the engine: a top-level request with all requests it leads to, or one due timer.
 * Turns come one after the other, so a handler may await its cryptography between looking
 * something up and writing it.
 */
export class Turn {
  readonly tables: Tables;
  readonly services: ReadonlyMap<string, Service>;
  readonly functions: FunctionRuntime | undefined;
  /** How many functions run in this turn: one may invoke another. */
  running = 0;
  readonly random: OpenRandom;
  /** World time in ms: it stands while a turn lasts, unless `passTo` moves it. */
  now: number;
  readonly steps: Step[] = [];
  readonly changes: Change[] = [];

  constructor(tables: Tables, services: ReadonlyMap<string, Service>, functions?: FunctionRuntime) {
    this.tables = tables;
    this.services = services;
    this.functions = functions;
    this.random = openRandom(tables);
    this.now = readClock(tables);
  }

  /** Moves the world's clock to the time of a timer that has fallen due. */
  passTo(tx: Transaction, time: number): void {
    this.now = Math.max(time, this.now);
    setClock(tx, this.now);
  }

  /** Adds a step to the trace, in the name of `span`. */
  step(span: Span, step: NewStep): void {
    // Added to what the caller just made: a copy of it would cost more than all the rest.
    const whole = step as { -readonly [K in keyof Step]: Step[K] };
    whole.span = span.id;
    whole.parent = span.parent === null ? null : span.parent.id;
    whole.at = this.now;
    this.steps.push(whole as Step);
  }

  /** Makes a span's writes part of the journal. */
  commit(span: Span, tx: Transaction): void {
    for (const change of tx.changes) {
      this.changes.push(change);
      const { table, key, before, after } = change;
      for (const meter of span.service.storage ?? none) {
        if (meter.table.name === table) followStorage(this, meter, change);
      }
      if (table === trailTable.name) continue;
      const kind = before === undefined ? 'create' : after === undefined ? 'delete' : 'update';
      this.step(span, { kind: 'write', table, key, change: kind });
    }
  }

  /**
   * Writes a record of the books: usage, audit trail. It stands even where the request is refused,
   * so it is in the journal at once, and it is not worth a step of the trace. The caller knows what
   * was there before.
   */
  book(
    { name }: Table<object>,
    key: string,
    before: object | undefined,
    after: object | undefined,
  ): void {
    const change = { table: name, key, before, after };
    this.tables.apply(change);
    this.changes.push(change);
  }

  /** Ends the turn: what chance was used up is written down. */
  close(): void {
    const tx = new Transaction(this.tables);
    this.random.close(tx);
    this.changes.push(...tx.changes);
  }
}
