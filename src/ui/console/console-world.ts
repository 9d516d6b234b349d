import { parseArn } from '../../engine/arn';
import type { AccessKeyRecord } from '../../engine/services/iam/state';
import type { SessionRecord } from '../../engine/services/sts/state';
import type { Reader } from '../../engine/tables';
import type { ConsoleIdentity } from '../../worker/port';
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
  /** World time in ms. */
  readonly now: number;

  constructor(tables: WorldTables, identity: ConsoleIdentity) {
    this.tables = tables;
    this.reader = worldReader(tables);
    this.region = identity.region ?? '';
    this.now = worldTime(tables) ?? 0;
    const { accessKeyId = '', roleArn = '' } = identity;
    const key = this.one<AccessKeyRecord>('iam.access-keys', accessKeyId);
    const session = this.one<SessionRecord>('sts.sessions', accessKeyId);
    this.account = key?.account ?? session?.account ?? parseArn(roleArn)?.account ?? '';
    this.who = key?.UserName ?? bearerName(session) ?? roleArn.split('/').at(-1) ?? '';
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

function bearerName(session: SessionRecord | undefined): string | undefined {
  const bearer = session?.bearer;
  switch (bearer?.type) {
    case undefined:
      return undefined;
    case 'Root':
      return 'root';
    case 'User':
      return bearer.UserName;
    case 'AssumedRole':
      return `${bearer.RoleName}/${bearer.sessionName}`;
    case 'FederatedUser':
      return bearer.name;
  }
}
