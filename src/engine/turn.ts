import { readClock } from './clock';
import type { Service } from './operation';
import { openRandom, type OpenRandom } from './random';
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
  readonly forwarded?: boolean;
  /** The resource for which a service acts in its own name. */
  readonly source?: { readonly arn: string; readonly account: string };
  readonly userAgent?: string;
  readonly sourceIp?: string;
}

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
  readonly random: OpenRandom;
  readonly steps: Step[] = [];
  readonly changes: Change[] = [];

  constructor(tables: Tables, services: ReadonlyMap<string, Service>) {
    this.tables = tables;
    this.services = services;
    this.random = openRandom(tables);
  }

  /** World time in ms. */
  get now(): number {
    return readClock(this.tables);
  }

  /** Adds a step to the trace, in the name of `span`. */
  step(span: Span, step: NewStep): void {
    this.steps.push({ span: span.id, parent: span.parent?.id ?? null, at: this.now, ...step });
  }

  /** Makes a span's writes part of the journal. */
  commit(span: Span, tx: Transaction): void {
    for (const change of tx.changes) {
      this.changes.push(change);
      const { table, key, before, after } = change;
      if (table === trailTable.name) continue;
      const kind = before === undefined ? 'create' : after === undefined ? 'delete' : 'update';
      this.step(span, { kind: 'write', table, key, change: kind });
    }
  }

  /**
   * Writes a record of the books: usage, audit trail. It stands even where the request is refused,
   * so it is in the journal at once, and it is not worth a step of the trace.
   */
  book<R extends object>(table: Table<R>, key: string, after: R): void {
    const change = { table: table.name, key, before: this.tables.get(table, key), after };
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
