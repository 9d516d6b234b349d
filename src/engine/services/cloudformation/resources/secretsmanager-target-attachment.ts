import type { DBInstance } from '@aws-sdk/client-rds';
import { isMap, type Values } from '../template/value';
import { PropertyError, type ResourceHandler, type Work } from './handler';
import { text } from './read-properties';

interface Described {
  readonly DBInstances: readonly DBInstance[];
}

/** What a database adds to its secret. */
const connection = ['dbInstanceIdentifier', 'dbname', 'engine', 'host', 'port'];

async function attach(work: Work) {
  const { call, properties } = work;
  const SecretId = text(properties, 'SecretId')!;
  const type = text(properties, 'TargetType');
  if (type !== 'AWS::RDS::DBInstance') {
    throw new PropertyError(`TargetType ${type} is not part of this model`);
  }
  const { DBInstances } = await call<Described>('rds', 'DescribeDBInstances', {
    DBInstanceIdentifier: text(properties, 'TargetId'),
  });
  const [instance] = DBInstances;
  const { ARN, value } = await secret(work, SecretId);
  await write(work, ARN, { ...value, ...connectionOf(instance) });
  return { PhysicalResourceId: ARN, attributes: { Id: ARN } };
}

/**
 * Source: AWS CloudFormation Template Reference, AWS::SecretsManager::SecretTargetAttachment; AWS
 * Secrets Manager User Guide, "JSON structure of AWS Secrets Manager secrets".
 */
export const secretsManagerTargetAttachment: ResourceHandler = {
  type: 'AWS::SecretsManager::SecretTargetAttachment',
  properties: ['SecretId', 'TargetId', 'TargetType'],
  required: ['SecretId', 'TargetId', 'TargetType'],
  replacedBy: ['SecretId'],
  attributes: ['Id'],
  create: attach,
  update: attach,
  async delete(work, { PhysicalResourceId }) {
    const { ARN, value } = await secret(work, PhysicalResourceId);
    const kept = Object.entries(value).filter(([name]) => !connection.includes(name));
    await write(work, ARN, Object.fromEntries(kept));
  },
};

function connectionOf(instance: DBInstance | undefined): Values {
  const { DBInstanceIdentifier = '', DBName, Engine = '', Endpoint } = instance ?? {};
  return {
    ...{ engine: Engine, host: Endpoint?.Address ?? '', port: Endpoint?.Port ?? 0 },
    dbInstanceIdentifier: DBInstanceIdentifier,
    ...(DBName === undefined ? {} : { dbname: DBName }),
  };
}

async function secret({ call }: Work, SecretId: string) {
  const answer = await call<{ readonly ARN: string; readonly SecretString?: string }>(
    'secretsmanager',
    'GetSecretValue',
    { SecretId },
  );
  try {
    const value = JSON.parse(answer.SecretString ?? '') as Values;
    if (isMap(value)) return { ARN: answer.ARN, value };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  // From memory.
  throw new PropertyError(
    'The secret value is not a JSON object, so nothing can be attached to it',
  );
}

async function write({ call, token }: Work, SecretId: string, value: Values): Promise<void> {
  const SecretString = JSON.stringify(value);
  const input = { SecretId, SecretString, ClientRequestToken: token() };
  await call('secretsmanager', 'PutSecretValue', input);
}
