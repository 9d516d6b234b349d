// Rotates the password of one database user: it logs in as that user and changes its own password.
// Strategy "single user" of AWS Secrets Manager, for Amazon RDS for PostgreSQL, MySQL and MariaDB.
//
// The secret is JSON: { engine, host, port, username, password, dbname }.
// The execution role needs secretsmanager:DescribeSecret, GetSecretValue, PutSecretValue and
// UpdateSecretVersionStage on the secret, and secretsmanager:GetRandomPassword.

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

// A new password as version AWSPENDING, unless an earlier try has made it.
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
      SecretString: JSON.stringify({ ...current, password: RandomPassword }),
      VersionStages: ['AWSPENDING'],
    }),
  );
}

// The database takes the new password: now the old one is refused.
async function setSecret(SecretId, token) {
  const pending = await read(SecretId, 'AWSPENDING', token);
  const current = await read(SecretId, 'AWSCURRENT');
  if (await succeeds(() => use(pending, askWho))) return;
  await use(current, (database) => database.setPassword(pending.username, pending.password));
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
    setPassword: (user, next) => client.query('ALTER USER ? IDENTIFIED BY ?', [user, next]),
    end: () => client.end(),
  };
}
