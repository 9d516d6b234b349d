import { Engine } from '../engine/engine';
import type { FunctionRuntime } from '../engine/functions';
import { AwsError } from '../engine/errors';
import type { Credentials, SecretCredentials } from '../engine/operation';
import { restoreWorld, type SavedWorld } from '../engine/saved-world';
import { authenticate } from '../engine/services/iam/authentication';
import { sts } from '../engine/services/sts/index';
import { trailTable } from '../engine/trail/index';
import { adminCredentials, createWorld } from '../engine/world';
import { setRequestQuotas } from '../engine/quotas/index';
import { createDoor, type Door, type Sender } from '../wire/door';
import type { WireRequest, WireResponse } from '../wire/http';
import { addDuration } from './duration';
import { nodeHashing } from './node-crypto';
import type { ServeOptions } from './options';

/** How many events of the audit trail are kept; one has about a kilobyte. */
const longestTrail = 100_000;

/** A world served to AWS clients. Its clock follows the real one, plus what it was advanced by. */
export class Lab {
  readonly #options: ServeOptions;
  readonly #saved: SavedWorld | undefined;
  readonly #clock: () => number;
  readonly #functions: FunctionRuntime | undefined;
  #engine: Engine;
  #door: Door;
  /** How far the world is ahead of real time, in ms. */
  #lead = 0;
  /** How far it was, up to the real times at which it was moved on. */
  #earlierLeads: { readonly until: number; readonly lead: number }[] = [];

  /** Serves `saved`, or a new world; `clock` is real time in ms since 1970. */
  constructor(
    options: ServeOptions,
    saved?: SavedWorld,
    clock: () => number = Date.now,
    functions?: FunctionRuntime,
  ) {
    this.#options = options;
    this.#saved = saved;
    this.#clock = clock;
    this.#functions = functions;
    this.#engine = this.#open();
    this.#door = this.#openDoor();
  }

  /** The world that is served now. */
  get engine(): Engine {
    return this.#engine;
  }

  /** What the administrator signs with. */
  get admin(): SecretCredentials {
    return adminCredentials(this.#engine.tables);
  }

  /** Answers a request to an AWS service. */
  handle(request: WireRequest): Promise<WireResponse> {
    // Not awaited: turns of the engine come in the order in which they are asked for.
    if (this.#behind() > 0) void this.followTime();
    return this.#door.handle(request);
  }

  /** Lets the world's clock catch up with real time; timers that have fallen due fire. */
  async catchUp(): Promise<void> {
    const behind = this.#behind();
    if (behind > 0) await this.#engine.advanceTo(this.#engine.now + behind);
  }

  /** How far the world's clock is behind real time and its lead, in ms. */
  #behind(): number {
    return Math.round(this.#clock() + this.#lead) - this.#engine.now;
  }

  /** Catches up and never rejects: a timer that fails is a bug to be told, and requests go on. */
  async followTime(): Promise<void> {
    try {
      await this.catchUp();
    } catch (error) {
      process.stderr.write(`A timer failed: ${String(error)}\n`);
    }
  }

  /**
   * Moves the world's clock on by an ISO 8601 duration, and returns its time. Undefined where the
   * text is no duration.
   */
  async advance(duration: string): Promise<number | undefined> {
    await this.catchUp();
    const { now } = this.#engine;
    const until = addDuration(now, duration);
    if (until === undefined) return undefined;
    this.#earlierLeads.push({ until: this.#clock(), lead: this.#lead });
    this.#lead += until - now;
    await this.#engine.advanceTo(until);
    return this.#engine.now;
  }

  /** Forgets the oldest events of a trail that has grown too long: a server may run for weeks. */
  trimTrail(longest = longestTrail): void {
    const { tables } = this.#engine;
    const surplus = tables.size(trailTable) - longest;
    if (surplus <= 0) return;
    const oldest = tables.range(trailTable, { limit: surplus });
    this.#engine.write((tx) => {
      for (const [key] of oldest) tx.delete(trailTable, key);
    });
  }

  /** Puts a new world in this one's place, begun with the same options. */
  reset(): void {
    this.#engine = this.#open();
    this.#door = this.#openDoor();
  }

  #open(): Engine {
    const now = Math.round(this.#clock());
    const { accounts, seed, admin, quotas } = this.#options;
    const tables =
      this.#saved === undefined
        ? createWorld({ now, seed, accounts, ...(admin === undefined ? {} : { admin }) })
        : restoreWorld(this.#saved);
    const engine = new Engine(tables, undefined, { functions: this.#functions });
    engine.write((tx) => setRequestQuotas(tx, quotas ? 'enforced' : 'lifted'));
    // A saved world may be ahead of real time, and stays so.
    this.#lead = Math.max(0, engine.now - now);
    this.#earlierLeads = [];
    return engine;
  }

  /** What time it was in the world at a real time, both in ms. */
  #worldTime(realTime: number): number {
    const earlier = this.#earlierLeads.find(({ until }) => realTime < until);
    return realTime + (earlier?.lead ?? this.#lead);
  }

  #openDoor(): Door {
    const worldTime = (realTime: number) => this.#worldTime(realTime);
    const common = { clock: this.#clock, worldTime, hashing: nodeHashing };
    if (!this.#options.open) return createDoor(this.#engine, common);
    return createDoor(this.#engine, { ...common, trust: (sender) => this.#trust(sender) });
  }

  /** Whoever the world knows is who they say; anybody else is the administrator. */
  #trust(sender: Sender | undefined): Credentials {
    if (sender === undefined) return this.admin;
    const { tables, now } = this.#engine;
    const credentials = { ...sender, isSignedWith: () => true };
    try {
      authenticate(tables, credentials, sts, now);
      return credentials;
    } catch (error) {
      if (error instanceof AwsError) return this.admin;
      throw error;
    }
  }
}
