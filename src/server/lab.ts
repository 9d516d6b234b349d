import { Engine } from '../engine/engine';
import type { Credentials, SecretCredentials } from '../engine/operation';
import { restoreWorld, type SavedWorld } from '../engine/saved-world';
import { accessKeysTable } from '../engine/services/iam/state';
import { adminCredentials, createWorld } from '../engine/world';
import { setRequestQuotas } from '../engine/quotas/index';
import { createDoor, type Door } from '../wire/door';
import type { WireRequest, WireResponse } from '../wire/http';
import { addDuration } from './duration';
import type { ServeOptions } from './options';

/** A world served to AWS clients. Its clock follows the real one, plus what it was advanced by. */
export class Lab {
  readonly #options: ServeOptions;
  readonly #saved: SavedWorld | undefined;
  readonly #clock: () => number;
  #engine: Engine;
  #door: Door;
  /** How far the world is ahead of real time, in ms. */
  #lead = 0;

  /** Serves `saved`, or a new world; `clock` is real time in ms since 1970. */
  constructor(options: ServeOptions, saved?: SavedWorld, clock: () => number = Date.now) {
    this.#options = options;
    this.#saved = saved;
    this.#clock = clock;
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
    void this.catchUp();
    return this.#door.handle(request);
  }

  /** Lets the world's clock catch up with real time; timers that have fallen due fire. */
  async catchUp(): Promise<void> {
    const now = Math.round(this.#clock() + this.#lead);
    if (now > this.#engine.now) await this.#engine.advanceTo(now);
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
    this.#lead += until - now;
    await this.#engine.advanceTo(until);
    return this.#engine.now;
  }

  /** Puts a new world in this one's place, begun with the same options. */
  reset(): void {
    this.#engine = this.#open();
    this.#door = this.#openDoor();
  }

  #open(): Engine {
    const now = Math.round(this.#clock());
    const { accounts, seed, quotas } = this.#options;
    const [account] = accounts;
    const tables =
      this.#saved === undefined
        ? createWorld({ now, seed, ...(account === undefined ? {} : { account }) })
        : restoreWorld(this.#saved);
    const engine = new Engine(tables);
    engine.write((tx) => setRequestQuotas(tx, quotas ? 'enforced' : 'lifted'));
    // A saved world may be ahead of real time, and stays so.
    this.#lead = Math.max(0, engine.now - now);
    return engine;
  }

  #openDoor(): Door {
    const clock = this.#clock;
    if (!this.#options.open) return createDoor(this.#engine, { clock });
    return createDoor(this.#engine, { clock, trust: (id) => this.#trust(id) });
  }

  /** Whoever the world knows is who they say; anybody else is the administrator. */
  #trust(accessKeyId: string | undefined): Credentials {
    const { tables } = this.#engine;
    const known = accessKeyId !== undefined && tables.get(accessKeysTable, accessKeyId);
    return known ? { accessKeyId, isSignedWith: () => true } : this.admin;
  }
}
