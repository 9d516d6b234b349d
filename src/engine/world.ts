import { setClock } from './clock';
import { exampleAccount } from './example-account';
import type { SecretCredentials } from './operation';
import { setRequestQuotas, type QuotaSettings } from './quotas/index';
import { openRandom, seedWorld, type Random } from './random';
import {
  accessRoleName,
  administratorAccess,
  homeAccount,
  openMemberAccount,
} from './services/iam/world-accounts';
import { accessKeyId, entityId, secretAccessKey } from './services/iam/ids';
import {
  accessKeysTable,
  accountsTable,
  entityKey,
  iamArn,
  usersTable,
} from './services/iam/state';
import { addMember, foundOrganization } from './services/organizations/founding';
import { policyTypes } from './services/organizations/state';
import { stsSecretKey, stsSecretLength, stsSecretTable } from './services/sts/state';
import { Tables, Transaction } from './tables';
import { filesTable, home } from './workstation';

/** What a new world starts with. */
export interface WorldOptions {
  /** World time in ms since 1970. */
  readonly now: number;
  /** A number that makes every random choice repeatable, or null for real randomness. */
  readonly seed: number | null;
  /**
   * Account IDs of twelve digits. The first has the administrator; with more than one it manages an
   * organization, and its administrator reaches the others by OrganizationAccountAccessRole.
   */
  readonly accounts?: readonly string[];
  /** The same for a world with one account. */
  readonly account?: string;
  /** The Region that the workstation's AWS CLI is configured for. */
  readonly region?: string;
  /** Enforced unless the world is for something that hammers. */
  readonly requestQuotas?: QuotaSettings['requestQuotas'];
  /** What the administrator signs with, where it is not left to chance. */
  readonly admin?: SecretCredentials;
}

export { exampleAccount };

/** A new world, whose user `admin` may do everything IAM can allow. */
export function createWorld(options: WorldOptions): Tables {
  const { now, seed, account = exampleAccount, region = 'us-east-1' } = options;
  const [first = account, ...others] = options.accounts ?? [];
  const tables = new Tables();
  const tx = new Transaction(tables);
  setClock(tx, now);
  seedWorld(tx, seed);
  const { requestQuotas } = options;
  if (requestQuotas !== undefined) setRequestQuotas(tx, requestQuotas);
  const random = openRandom(tables);
  tx.put(accountsTable, first, { accountId: first, name: 'lab', home: true });
  const { AccessKeyId, SecretAccessKey } = createAdministrator(
    tx,
    random,
    now,
    first,
    options.admin,
  );
  tx.put(stsSecretTable, stsSecretKey, { secret: random.bytes(stsSecretLength) });
  if (others.length > 0) createOrganization(tx, random, now, first, others);
  random.close(tx);
  furnishWorkstation(tx, now, {
    config: `[default]\nregion = ${region}\noutput = json\n`,
    credentials: `[default]\naws_access_key_id = ${AccessKeyId}\naws_secret_access_key = ${SecretAccessKey}\n`,
  });
  return tables;
}

function createAdministrator(
  tx: Transaction,
  random: Random,
  now: number,
  account: string,
  credentials: SecretCredentials | undefined,
) {
  const UserName = 'admin';
  const Path = '/';
  const Arn = iamArn(account, 'user', Path, UserName);
  const UserId = entityId('AIDA', random);
  const AccessKeyId = credentials?.accessKeyId ?? accessKeyId('AKIA', account, random);
  tx.put(usersTable, entityKey(account, UserName), {
    ...{ UserName, UserId, Path, Arn, account, CreateDate: now, tags: {} },
    inlinePolicies: [{ name: 'AdministratorAccess', document: administratorAccess }],
    ...{ attachedPolicies: [], groups: [], accessKeyIds: [AccessKeyId] },
  });
  const SecretAccessKey = credentials?.secretAccessKey ?? secretAccessKey(random);
  tx.put(accessKeysTable, AccessKeyId, {
    ...{ AccessKeyId, SecretAccessKey, UserName, account, userArn: Arn },
    ...{ CreateDate: now, Status: 'Active' },
  });
  return { AccessKeyId, SecretAccessKey };
}

/** An organization with all policy types of this model enabled, and accounts it has created. */
function createOrganization(
  tx: Transaction,
  random: Random,
  now: number,
  managementAccount: string,
  members: readonly string[],
): void {
  const organization = foundOrganization(tx, random, now, {
    ...{ managementAccount, managementEmail: emailOf(managementAccount), name: 'lab' },
    ...{ FeatureSet: 'ALL', enabledPolicyTypes: policyTypes },
  });
  for (const [i, accountId] of members.entries()) {
    const name = `member-${i + 1}`;
    openMemberAccount(tx, random, now, {
      ...{ accountId, name, managementAccount, roleName: accessRoleName },
    });
    addMember(tx, organization, {
      ...{ Id: accountId, Name: name, Email: emailOf(accountId) },
      ...{ JoinedMethod: 'CREATED', JoinedTimestamp: now },
    });
  }
}

const emailOf = (account: string) => `aws+${account}@example.com`;

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
  const account = homeAccount(tables);
  const admin = tables
    .range(accessKeysTable)
    .map(([, key]) => key)
    .find((key) => key.UserName === 'admin' && key.account === account);
  if (admin === undefined) throw new Error('this world has no administrator');
  return { accessKeyId: admin.AccessKeyId, secretAccessKey: admin.SecretAccessKey };
}
