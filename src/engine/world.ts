import { setClock } from './clock';
import type { SecretCredentials } from './operation';
import { openRandom, seedWorld } from './random';
import { entityId, secretAccessKey } from './services/iam/ids';
import {
  accessKeysTable,
  accountsTable,
  entityKey,
  iamArn,
  usersTable,
} from './services/iam/state';
import { Tables, Transaction } from './tables';
import { filesTable, home } from './workstation';

/** What a new world starts with. */
export interface WorldOptions {
  /** World time in ms since 1970. */
  readonly now: number;
  /** A number that makes every random choice repeatable, or null for real randomness. */
  readonly seed: number | null;
  /** Twelve digits. */
  readonly account?: string;
  /** The Region that the workstation's AWS CLI is configured for. */
  readonly region?: string;
}

/** The account number AWS uses in its own examples. */
export const exampleAccount = '123456789012';

const administratorAccess = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

/** A new world: one account whose user `admin` may do everything IAM can allow. */
export function createWorld(options: WorldOptions): Tables {
  const { now, seed, account = exampleAccount, region = 'us-east-1' } = options;
  const tables = new Tables();
  const tx = new Transaction(tables);
  setClock(tx, now);
  seedWorld(tx, seed);
  const random = openRandom(tables);
  const UserName = 'admin';
  const Path = '/';
  const Arn = iamArn(account, 'user', Path, UserName);
  tx.put(accountsTable, account, { accountId: account, name: 'lab' });
  const UserId = entityId('AIDA', random);
  const AccessKeyId = entityId('AKIA', random);
  tx.put(usersTable, entityKey(account, UserName), {
    ...{ UserName, UserId, Path, Arn, account, CreateDate: now, tags: {} },
    inlinePolicies: [{ name: 'AdministratorAccess', document: administratorAccess }],
    ...{ attachedPolicies: [], groups: [], accessKeyIds: [AccessKeyId] },
  });
  const SecretAccessKey = secretAccessKey(random);
  tx.put(accessKeysTable, AccessKeyId, {
    ...{ AccessKeyId, SecretAccessKey, UserName, account, userArn: Arn },
    ...{ CreateDate: now, Status: 'Active' },
  });
  random.close(tx);
  furnishWorkstation(tx, now, {
    config: `[default]\nregion = ${region}\noutput = json\n`,
    credentials: `[default]\naws_access_key_id = ${AccessKeyId}\naws_secret_access_key = ${SecretAccessKey}\n`,
  });
  return tables;
}

/** A home directory with the files that `aws configure` would have written. */
function furnishWorkstation(
  tx: Transaction,
  mtime: number,
  aws: { readonly config: string; readonly credentials: string },
): void {
  for (const path of ['/', '/home', home, `${home}/.aws`, '/tmp']) {
    tx.put(filesTable, path, { type: 'directory', mode: 0o755, mtime });
  }
  for (const [name, text] of Object.entries(aws)) {
    const content = new TextEncoder().encode(text);
    tx.put(filesTable, `${home}/.aws/${name}`, { type: 'file', mode: 0o600, mtime, content });
  }
}

/** The credentials of a world's first administrator. */
export function adminCredentials(tables: Tables): SecretCredentials {
  const admin = tables.range(accessKeysTable).find(([, key]) => key.UserName === 'admin')?.[1];
  if (admin === undefined) throw new Error('this world has no administrator');
  return { accessKeyId: admin.AccessKeyId, secretAccessKey: admin.SecretAccessKey };
}
