// Rotates between two database users, so that whoever still has the previous version can go on: the
// other user, `name` or `name_clone`, gets a new password, set by a superuser from another secret.
// Strategy "alternating users" of AWS Secrets Manager, for Amazon RDS for PostgreSQL, MySQL and MariaDB.
//
// The secret is JSON: { engine, host, port, username, password, dbname, masterarn }, where
// masterarn is the ARN of the superuser's secret.
// The execution role needs secretsmanager:DescribeSecret, GetSecretValue, PutSecretValue and
// UpdateSecretVersionStage on the secret, secretsmanager:GetSecretValue on the superuser's, and
// secretsmanager:GetRandomPassword.

import {
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import mysql from 'mysql2/promise';
import pg from 'pg';

const secrets = new SecretsManagerClient({});

// Secrets Manager invokes the function once a step, and again from the start where one fails: every
// step must be able to run twice.
const steps = { createSecret, setSecret, testSecret, finishSecret };

export async function handler({ Step, SecretId, ClientRequestToken }) {
  const { RotationEnabled, VersionIdsToStages } = await secrets.send(
    new DescribeSecretCommand({ SecretId }),
  );
  if (RotationEnabled === false) throw new Error(`Rotation is off for ${SecretId}.`);
  const stages = VersionIdsToStages[ClientRequestToken];
  if (stages?.includes('AWSCURRENT')) return;
  if (!stages?.includes('AWSPENDING')) {
    throw new Error(`Version ${ClientRequestToken} of ${SecretId} is not AWSPENDING.`);
  }
  console.log(`${Step} of ${SecretId}`);
  await steps[Step](SecretId, ClientRequestToken, VersionIdsToStages);
}

const otherUser = (name) => (name.endsWith('_clone') ? name.slice(0, -6) : `${name}_clone`);

// The other user with a new password as version AWSPENDING, unless an earlier try has made it.
async function createSecret(SecretId, ClientRequestToken) {
  const current = await read(SecretId, 'AWSCURRENT');
  try {
    await read(SecretId, 'AWSPENDING', ClientRequestToken);
    return;
  } catch (error) {
    if (error.name !== 'ResourceNotFoundException') throw error;
  }
  const { RandomPassword } = await secrets.send(
    new GetRandomPasswordCommand({ PasswordLength: 32, ExcludeCharacters: '/@"\'\\' }),
  );
  await secrets.send(
    new PutSecretValueCommand({
      SecretId,
      ClientRequestToken,
      SecretString: JSON.stringify({
        ...current,
        username: otherUser(current.username),
        password: RandomPassword,
      }),
      VersionStages: ['AWSPENDING'],
    }),
  );
}

// The other user is made, or gets the new password; the current one stays as it is.
async function setSecret(SecretId, token) {
  const pending = await read(SecretId, 'AWSPENDING', token);
  if (await succeeds(() => use(pending, askWho))) return;
  const current = await read(SecretId, 'AWSCURRENT');
  // Whoever may write this secret must not get at another database, or another user, by it.
  await use(current, askWho);
  const superuser = await read(current.masterarn, 'AWSCURRENT');
  if (superuser.host !== current.host || pending.host !== current.host) {
    throw new Error(`${current.masterarn} is the secret of another database.`);
  }
  if (pending.username !== otherUser(current.username)) {
    throw new Error(`${pending.username} is not the other user of ${current.username}.`);
  }
  await use({ ...current, ...superuser, engine: current.engine }, async (database) => {
    if (await database.has(pending.username)) {
      await database.setPassword(pending.username, pending.password);
    } else await database.create(pending.username, pending.password, current.username);
  });
}

async function testSecret(SecretId, token) {
  await use(await read(SecretId, 'AWSPENDING', token), askWho);
}

// From here on everybody gets the new version.
async function finishSecret(SecretId, token, versions) {
  const [before] = Object.entries(versions).find(([, stages]) => stages.includes('AWSCURRENT'));
  await secrets.send(
    new UpdateSecretVersionStageCommand({
      SecretId,
      VersionStage: 'AWSCURRENT',
      MoveToVersionId: token,
      RemoveFromVersionId: before,
    }),
  );
}

async function read(SecretId, VersionStage, VersionId) {
  const { SecretString } = await secrets.send(
    new GetSecretValueCommand({ SecretId, VersionStage, VersionId }),
  );
  return JSON.parse(SecretString);
}

const askWho = (database) => database.ask('SELECT CURRENT_USER');

const succeeds = (work) =>
  work().then(
    () => true,
    () => false,
  );

// Logs in, works, and logs out whatever happens.
async function use(secret, work) {
  const database = await (secret.engine === 'postgres' ? postgres : mariaOrMySql)(secret);
  try {
    return await work(database);
  } finally {
    await database.end();
  }
}

async function postgres({ host, port, username, password, dbname }) {
  const database = dbname ?? 'postgres';
  const client = new pg.Client({ host, port, user: username, password, database });
  await client.connect();
  const name = (user) => client.escapeIdentifier(user);
  const text = (value) => client.escapeLiteral(value);
  return {
    ask: async (statement) => (await client.query(statement)).rows,
    has: async (user) =>
      (await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [user])).rowCount > 0,
    // A member of the first user may do what that one may.
    async create(user, first, like) {
      await client.query(`CREATE ROLE ${name(user)} WITH LOGIN PASSWORD ${text(first)}`);
      await client.query(`GRANT ${name(like)} TO ${name(user)}`);
    },
    setPassword: (user, next) =>
      client.query(`ALTER USER ${name(user)} WITH PASSWORD ${text(next)}`),
    end: () => client.end(),
  };
}

async function mariaOrMySql({ host, port, username, password, dbname }) {
  const client = await mysql.createConnection({
    ...{ host, port, user: username, password, database: dbname },
  });
  return {
    ask: async (statement) => (await client.query(statement))[0],
    has: async (user) =>
      (await client.query('SELECT User FROM mysql.user WHERE User = ?', [user]))[0].length > 0,
    async create(user, first, like) {
      await client.query('CREATE USER ? IDENTIFIED BY ?', [user, first]);
      const [grants] = await client.query('SHOW GRANTS FOR ?', [like]);
      for (const grant of grants) {
        const [privileges] = Object.values(grant)[0].split(' TO ');
        await client.query(`${privileges} TO ${client.escape(user)}`);
      }
    },
    setPassword: (user, next) => client.query('ALTER USER ? IDENTIFIED BY ?', [user, next]),
    end: () => client.end(),
  };
}
