import type { Credentials } from '../../../src/engine/operation';
import { connect, DatabaseError, type World } from '../../../src/engine/services/rds/database';
import { openRandom, type Random } from '../../../src/engine/random';
import { trailTable } from '../../../src/engine/trail/index';
import { testWorld } from '../world';

export const home = '123456789012';
export const other = '210987654321';
export const password = 'correct-horse';

interface Options {
  readonly region?: string;
  readonly credentials?: Credentials;
}

/** A DB instance as RDS answers it, as far as tests look. */
export interface Shown {
  readonly DBInstanceStatus: string;
  readonly DbiResourceId: string;
  readonly KmsKeyId?: string;
  readonly StorageEncrypted: boolean;
  readonly Endpoint?: { readonly Address: string; readonly Port: number };
}

/** A DB snapshot as RDS answers it, as far as tests look. */
export interface ShownSnapshot {
  readonly DBSnapshotArn: string;
  readonly Status: string;
  readonly PercentProgress: number;
  readonly Encrypted: boolean;
  readonly KmsKeyId?: string;
}

/** A world with databases: short ways to make them, to log in and to look at them. */
export function rdsWorld(accounts: readonly string[] = [home]) {
  const world = testWorld(null, accounts);
  const { engine, send } = world;

  const rds = <Output = Record<string, unknown>>(
    operation: string,
    input: object = {},
    options?: Options,
  ) => send<Output>('rds', operation, input, options);

  const pass = (ms: number) => engine.advanceTo(engine.now + ms);

  /** An instance that is about to be: `input` over a small PostgreSQL. */
  const create = (input: object = {}, options?: Options) =>
    rds<{ DBInstance: Shown }>(
      'CreateDBInstance',
      {
        ...{ DBInstanceIdentifier: 'app', DBInstanceClass: 'db.t3.micro', Engine: 'postgres' },
        ...{
          MasterUsername: 'admin',
          MasterUserPassword: password,
          AllocatedStorage: 20,
          ...input,
        },
      },
      options,
    );

  async function instanceNow(DBInstanceIdentifier = 'app', options?: Options) {
    const answer = await rds<{ DBInstances: Shown[] }>(
      ...(['DescribeDBInstances', { DBInstanceIdentifier }, options] as const),
    );
    return answer.DBInstances[0]!;
  }

  async function snapshotNow(DBSnapshotIdentifier: string, options?: Options) {
    const answer = await rds<{ DBSnapshots: ShownSnapshot[] }>(
      ...(['DescribeDBSnapshots', { DBSnapshotIdentifier }, options] as const),
    );
    return answer.DBSnapshots[0]!;
  }

  /** An instance that is available, and a snapshot `backup` of it. */
  async function backup(input: object = {}) {
    await create(input);
    await pass(120_000);
    await rds('CreateDBSnapshot', { DBSnapshotIdentifier: 'backup', DBInstanceIdentifier: 'app' });
    await pass(30_000);
  }

  const chance: Random = {
    bytes: (length) => openRandom(engine.tables).bytes(length),
    uuid: () => openRandom(engine.tables).uuid(),
  };
  const database: World = {
    get: (table, key) => engine.tables.get(table, key),
    put: (table, key, row) => engine.write((tx) => tx.put(table, key, row)),
    random: chance,
  };
  const login = async (username = 'admin', secret = password, id = 'app', options?: Options) => {
    const { Endpoint } = await instanceNow(id, options);
    return connect(database, { host: Endpoint?.Address ?? '', username, password: secret });
  };
  /** The text by which a database refuses. */
  const refused = async (work: Promise<unknown>) => {
    try {
      await work;
    } catch (error) {
      if (error instanceof DatabaseError) return error.message;
      throw error;
    }
    throw new Error('the database did not refuse');
  };

  const kmsCalls = (since: number) =>
    engine.tables
      .range(trailTable)
      .map(([, event]) => event)
      .slice(since)
      .filter(({ eventSource }) => eventSource === 'kms.amazonaws.com');
  const trailLength = () => engine.tables.size(trailTable);

  return {
    ...{ ...world, rds, pass, create, instanceNow, snapshotNow, backup, database, login, refused },
    ...{ kmsCalls, trailLength },
  };
}
