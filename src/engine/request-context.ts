import { cancelTimer, setTimer, type NewTimer } from './clock';
import type { Reply } from './cloud';
import { openNetwork } from './function-network';
import type { FunctionOrder, Outcome } from './functions';
import type { Evaluation } from './iam/index';
import {
  headerSignature,
  tls13,
  type Caller,
  type CallOptions,
  type Context,
  type Credentials,
  type Permission,
  type Request,
  type RequestSignature,
  type Transport,
} from './operation';
import { countRequest, unitPrice, type Price } from './prices/index';
import type { Random } from './random';
import type { Range, Table, Transaction } from './tables';
import type { NewStep } from './trace';
import {
  innerCallEvent,
  nextTrailKey,
  serviceEvent,
  trailTable,
  type InnerCall,
  type ServiceEvent,
} from './trail/index';
import type { Span, Turn } from './turn';

/** How a handler reaches another service; the pipeline supplies it. */
export type Call = (
  turn: Turn,
  parent: Span,
  caller: Caller,
  request: CalledOperation,
) => Promise<unknown>;

/** What one service asks of another. */
export interface CalledOperation extends CallOptions {
  readonly service: string;
  readonly operation: string;
  readonly input: object;
}

/** How a handler asks what policies say; the pipeline supplies it. */
export type Decide = (turn: Turn, span: Span, caller: Caller, permission: Permission) => Evaluation;

/** How a function that runs on a service's machines sends a signed request; the pipeline supplies it. */
export type Send = (turn: Turn, parent: Span, request: Request) => Promise<Reply>;

/** Who bears credentials that a handler holds, as a step of the trace; the pipeline finds out. */
export type Authenticate = (turn: Turn, span: Span, credentials: Credentials) => Caller;

/** What the pipeline lets a handler do in the middle of a request. */
export interface Pipeline {
  readonly call: Call;
  readonly decide: Decide;
  readonly send: Send;
  readonly authenticate: Authenticate;
}

/** The window through which a handler sees the world: its reads, and the writes of its own span. */
export class RequestContext implements Context {
  readonly #turn: Turn;
  readonly #span: Span;
  readonly #tx: Transaction;
  readonly #pipeline: Pipeline;
  readonly caller: Caller;
  readonly now: number;

  constructor(turn: Turn, span: Span, caller: Caller, tx: Transaction, pipeline: Pipeline) {
    this.#turn = turn;
    this.#span = span;
    this.#tx = tx;
    this.#pipeline = pipeline;
    this.caller = caller;
    this.now = turn.now;
  }

  get operation(): string {
    return this.#span.operation;
  }

  get region(): string {
    return this.#span.region;
  }

  get transport(): Transport {
    return this.#span.transport ?? tls13;
  }

  get signature(): RequestSignature | undefined {
    if (this.caller.principal.type === 'Anonymous') return undefined;
    return this.#span.signature ?? headerSignature;
  }

  get viaService(): string | undefined {
    const { parent, service, forwarded, region } = this.#span;
    if (parent === null || forwarded !== true || parent.service === service) return undefined;
    if (this.caller.principal.type === 'Service') return undefined;
    // A service that reaches into another Region does so through its endpoint there.
    return parent.service.eventSource.replace('.amazonaws.com', `.${region}.amazonaws.com`);
  }

  get source(): CallOptions['source'] {
    return this.#span.source;
  }

  get systemTags(): CallOptions['systemTags'] {
    return this.#span.systemTags;
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

  descending<R extends object>(table: Table<R>, before?: string): Iterable<readonly [string, R]> {
    return this.#turn.tables.descending(table, before);
  }

  size(table: Table<object>, prefix?: string): number {
    return this.#turn.tables.size(table, prefix);
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

  serviceEvent(event: ServiceEvent): void {
    this.put(
      trailTable,
      nextTrailKey(this.#turn.tables, this.now),
      serviceEvent(event, this.#span, this.now, this.random.uuid()),
    );
  }

  innerCall(call: InnerCall): void {
    const { caller, now, random } = this;
    const event = innerCallEvent(call, { span: this.#span, caller, now, random });
    this.put(trailTable, nextTrailKey(this.#turn.tables, now), event);
  }

  setTimer(timer: NewTimer): void {
    const { service, region } = this.#span;
    setTimer(this.#turn.tables, this.#tx, { region, ...timer, service: service.name });
  }

  cancelTimer(id: string): void {
    cancelTimer(this.#turn.tables, this.#tx, id);
  }

  get runsFunctions(): boolean {
    return this.#turn.functions !== undefined;
  }

  get runningFunctions(): number {
    return this.#turn.running;
  }

  async runFunction(order: FunctionOrder): Promise<Outcome> {
    const { functions } = this.#turn;
    if (functions === undefined) throw new Error('this program runs no functions');
    const send = (request: Request) => this.#pipeline.send(this.#turn, this.#span, request);
    const { network, close } = openNetwork(this.#turn, this.#span, send);
    this.#turn.running += 1;
    try {
      return await functions.invoke({ ...order, now: this.now, network });
    } finally {
      await close();
      this.#turn.running -= 1;
    }
  }

  bill(price: Price, account: string, operation: string, units: number): void {
    const { region } = this.#span;
    countRequest(this.#turn, price, account, region, operation, units);
    const amount = unitPrice(price, region) * units;
    this.step({ kind: 'cost', account, region, usageType: price.usageType, amount });
  }

  decide(permission: Permission): Evaluation {
    return this.#pipeline.decide(this.#turn, this.#span, this.caller, permission);
  }

  authorize(permission: Permission): Evaluation {
    const evaluation = this.decide(permission);
    this.step({ kind: 'authorization', evaluation });
    return evaluation;
  }

  as(credentials: Credentials): Context {
    const caller = this.#pipeline.authenticate(this.#turn, this.#span, credentials);
    return new RequestContext(this.#turn, this.#span, caller, this.#tx, this.#pipeline);
  }

  call(
    service: string,
    operation: string,
    input: object,
    options: CallOptions = {},
  ): Promise<unknown> {
    const request = { ...options, service, operation, input };
    return this.#pipeline.call(this.#turn, this.#span, this.caller, request);
  }
}
