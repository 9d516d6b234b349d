import { parseArn } from '../../engine/arn';
import type { Reader } from '../../engine/tables';
import type { Identity } from '../../worker/port';
import { worldTime } from '../lab/clock/world-time';
import { worldReader } from '../lab/world-reader';
import type { WorldTables } from '../lab/world-view';

/** The page's copy of the world as a console reads it: as somebody, in a Region, now. */
export class ConsoleWorld {
  readonly tables: WorldTables;
  readonly reader: Reader;
  readonly account: string;
  readonly region: string;
  /** Who sends the console's requests, for people. */
  readonly who: string;

  constructor(tables: WorldTables, identity: Identity | undefined) {
    this.tables = tables;
    this.reader = worldReader(tables);
    this.region = identity?.region ?? '';
    const arn = parseArn(identity?.arn ?? '');
    this.account = arn?.account ?? '';
    this.who = arn?.resource.replace(/^[a-z-]+\//, '') ?? '';
  }

  /** World time in ms. What does not ask for it does not follow the clock. */
  get now(): number {
    return worldTime(this.tables) ?? 0;
  }

  /** One record. */
  one<R extends object>(name: string, key: string): R | undefined {
    return this.tables.get(name)?.get(key) as R | undefined;
  }

  /** The records of a table whose keys begin with `prefix`, in the order of their keys. */
  all<R extends object>(name: string, prefix = ''): R[] {
    return this.entries<R>(name, prefix).map(([, row]) => row);
  }

  /** Those records with their keys. */
  entries<R extends object>(name: string, prefix = ''): (readonly [string, R])[] {
    return this.reader.range<R>({ name }, { prefix });
  }
}
