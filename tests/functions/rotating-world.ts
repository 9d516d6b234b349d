import { Engine } from '../../src/engine/engine';
import type { FunctionRuntime } from '../../src/engine/functions';
import { services } from '../../src/engine/services/index';
import { trailTable } from '../../src/engine/trail/index';
import { trusted, zip } from '../engine/lambda/world';
import { testWorld } from '../engine/world';

/** A minute and a day, in ms. */
export const minute = 60 * 1000;
export const day = 24 * 60 * minute;

/** The master user's first password. */
export const password = 'first-password';

/** What the secret of a database says. */
export interface Login {
  readonly engine: string;
  readonly host: string;
  readonly username: string;
  readonly password: string;
}

/** A function to deploy. */
export interface Deployed {
  readonly runtime: string;
  readonly handler: string;
  readonly files: Readonly<Record<string, string>>;
}

/** A database, its secret, and a function of AWS Lambda that rotates that. */
export async function rotatingWorld(
  functions: FunctionRuntime,
  engineName: string,
  rotation: Deployed,
) {
  const world = testWorld(7);
  const engine = new Engine(world.engine.tables, services, { functions });
  const send = async <Output = Record<string, unknown>>(
    service: string,
    operation: string,
    input: object,
  ) => {
    const request = { service, operation, input, region: 'us-east-1', credentials: world.admin };
    return (await engine.send(request)).output as Output;
  };
  const pass = (time: number) => engine.advanceTo(engine.now + time);
  const { Role } = await send<{ Role: { Arn: string } }>('iam', 'CreateRole', {
    ...{ RoleName: 'rotation', AssumeRolePolicyDocument: trusted },
  });
  const Statement = [{ Effect: 'Allow', Action: 'secretsmanager:*', Resource: '*' }];
  await send('iam', 'PutRolePolicy', {
    ...{ RoleName: 'rotation', PolicyName: 'secrets' },
    PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
  });
  const deploy = (FunctionName: string, { runtime: Runtime, handler: Handler, files }: Deployed) =>
    send<{ FunctionArn: string }>('lambda', 'CreateFunction', {
      ...{ FunctionName, Role: Role.Arn, Runtime, Handler },
      ...{ Code: { ZipFile: zip(files) }, Timeout: 30 },
    });
  const { FunctionArn } = await deploy('rotate', rotation);
  await send('lambda', 'AddPermission', {
    ...{ FunctionName: 'rotate', StatementId: 'secrets', Action: 'lambda:InvokeFunction' },
    Principal: 'secretsmanager.amazonaws.com',
  });
  await send('rds', 'CreateDBInstance', {
    ...{ DBInstanceIdentifier: 'db', DBInstanceClass: 'db.t4g.micro', Engine: engineName },
    ...{ MasterUsername: 'boss', MasterUserPassword: password, AllocatedStorage: 20 },
  });
  await pass(10 * minute);
  const { DBInstances } = await send<{ DBInstances: { Endpoint: { Address: string } }[] }>(
    ...(['rds', 'DescribeDBInstances', {}] as const),
  );
  const host = DBInstances[0]!.Endpoint.Address;
  const boss: Login = { engine: engineName, host, username: 'boss', password };

  const value = async (VersionStage = 'AWSCURRENT') => {
    const input = { SecretId: 'db', VersionStage };
    const { SecretString } = await send<{ SecretString: string }>(
      ...(['secretsmanager', 'GetSecretValue', input] as const),
    );
    return JSON.parse(SecretString) as Login;
  };
  const keep = (Name: string, login: object) =>
    send<{ ARN: string }>('secretsmanager', 'CreateSecret', {
      ...{ Name, SecretString: JSON.stringify(login), ClientRequestToken: crypto.randomUUID() },
    });
  const rotate = () =>
    send<{ VersionId: string }>('secretsmanager', 'RotateSecret', {
      ...{ SecretId: 'db', RotationLambdaARN: FunctionArn },
      ...{ RotationRules: { AutomaticallyAfterDays: 7 } },
      ClientRequestToken: crypto.randomUUID(),
    });
  const stages = async () =>
    (
      await send<{ VersionIdsToStages: Record<string, string[]> }>(
        ...(['secretsmanager', 'DescribeSecret', { SecretId: 'db' }] as const),
      )
    ).VersionIdsToStages;
  const breakAt = (step?: string) =>
    send('lambda', 'UpdateFunctionConfiguration', {
      ...{ FunctionName: 'rotate' },
      Environment: { Variables: step === undefined ? {} : { BROKEN: step } },
    });
  const lastEvent = () =>
    engine.tables
      .range(trailTable)
      .map(([, { eventName }]) => eventName)
      .filter((name) => /^Rotation\w+$/.test(name))
      .at(-1);
  return { engine, send, deploy, boss, value, keep, rotate, stages, breakAt, lastEvent, pass };
}
