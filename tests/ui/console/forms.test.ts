import { expect, it } from 'vitest';
import { storeSecret } from '../../../src/ui/console/secrets-manager/store-secret';
import { bucketActions, createBucket } from '../../../src/ui/console/s3/bucket-actions';
import { snapshotActions } from '../../../src/ui/console/ec2/snapshot-actions';
import { createFunction } from '../../../src/ui/console/lambda/actions';
import { eventLookup } from '../../../src/ui/console/cloudtrail/lookup';
import { ConsoleWorld } from '../../../src/ui/console/console-world';
import { firstValues } from '../../../src/ui/console/form/fields';
import type { Values } from '../../../src/ui/console/form/values';
import type { Action } from '../../../src/ui/console/definition';
import { memberAt, withKept } from '../../../src/ui/console/requests';
import type { SnapshotRecord } from '../../../src/engine/services/ec2/state';
import type { BucketRecord } from '../../../src/engine/services/s3/state';
import type { TrailEvent } from '../../../src/engine/trail/state';
import { testWorld } from '../../engine/world';
import { mirrorOf } from '../lab/mirror';

/** A world, and forms whose requests are sent in it as the console sends them. */
function formWorld() {
  const { engine, send } = testWorld();
  const world = () =>
    new ConsoleWorld(mirrorOf(engine.tables), {
      ...{ arn: 'arn:aws:iam::123456789012:user/admin', region: 'us-east-1' },
      ...{ profile: 'default', profiles: ['default'] },
    });
  async function submit<Row>(action: Action<Row>, row: Row, given: Values): Promise<string[]> {
    const fill = (values: Values) => ({
      ...firstValues(action.steps(values, row, world())),
      ...given,
    });
    const values = fill(fill(given));
    const kept = new Map<string, unknown>();
    const requests = action.requests(values, row, world());
    for (const { service, operation, input, keeps } of requests) {
      const token = /^(?:Create|Put|Rotate)Secret/.test(operation)
        ? { ClientRequestToken: 'a'.repeat(32) }
        : {};
      const output = await send(service, operation, {
        ...token,
        ...(withKept(input, kept) as object),
      });
      if (keeps !== undefined) kept.set(keeps.variable, memberAt(output, keeps.path));
    }
    return requests.map(({ operation }) => operation);
  }
  return { engine, send, world, submit };
}

it('stores a secret and makes the function that rotates it, its role and its permission', async () => {
  const { send, submit } = formWorld();
  const operations = await submit(storeSecret, undefined, {
    ...{ form: 'text', text: '{"username":"app"}', name: 'db', rotate: true, now: false },
    ...{ by: 'new', template: 'rotate-single-user', functionName: 'rotate-db' },
  });
  expect(operations).toEqual([
    ...['CreateSecret', 'CreateRole', 'PutRolePolicy', 'CreateFunction', 'AddPermission'],
    'RotateSecret',
  ]);
  expect(await send('secretsmanager', 'DescribeSecret', { SecretId: 'db' })).toMatchObject({
    RotationEnabled: true,
    RotationLambdaARN: 'arn:aws:lambda:us-east-1:123456789012:function:rotate-db',
  });
});

it('stores the credentials of a database as the functions that rotate them read them', async () => {
  const { send, submit } = formWorld();
  await send('rds', 'CreateDBInstance', {
    ...{ DBInstanceIdentifier: 'orders', DBInstanceClass: 'db.t4g.micro', Engine: 'postgres' },
    ...{ AllocatedStorage: 20, MasterUsername: 'dbadmin', MasterUserPassword: 'hunter22' },
  });
  await submit(storeSecret, undefined, {
    ...{ type: 'rds', username: 'dbadmin', password: 'hunter22', database: 'orders', name: 'db' },
  });
  const { SecretString } = await send<{ SecretString: string }>(
    'secretsmanager',
    'GetSecretValue',
    { SecretId: 'db' },
  );
  expect(JSON.parse(SecretString)).toMatchObject({
    ...{ username: 'dbadmin', password: 'hunter22', engine: 'postgres', port: 5432 },
    ...{ host: expect.stringMatching(/^orders\./) as unknown, dbInstanceIdentifier: 'orders' },
  });
});

it('makes a function with a role of its own that writes logs', async () => {
  const { send, submit } = formWorld();
  const source = 'export const handler = () => 1;';
  const operations = await submit(createFunction, undefined, { name: 'hello', source });
  expect(operations).toEqual(['CreateRole', 'AttachRolePolicy', 'CreateFunction']);
  const Role = 'arn:aws:iam::123456789012:role/service-role/hello-role';
  const FunctionName = 'hello';
  expect(await send('lambda', 'GetFunctionConfiguration', { FunctionName })).toMatchObject({
    Role,
  });
});

it('copies a snapshot that is encrypted to an encrypted one, and another only if asked', async () => {
  const { send, world } = formWorld();
  const copy = snapshotActions.find(({ id }) => id === 'copy')!;
  const copyOf = async (Encrypted: boolean) => {
    const { VolumeId } = await send<{ VolumeId: string }>('ec2', 'CreateVolume', {
      ...{ AvailabilityZone: 'us-east-1a', Size: 1, Encrypted },
    });
    const { SnapshotId } = await send<{ SnapshotId: string }>('ec2', 'CreateSnapshot', {
      VolumeId,
    });
    const snapshot = world()
      .all<SnapshotRecord>('ec2.snapshots')
      .find((one) => one.SnapshotId === SnapshotId)!;
    const fields = copy.steps({}, snapshot, world()).flatMap((step) => step.fields);
    return {
      fields: fields.map(({ name }) => name),
      input: copy.requests({ region: 'us-east-1' }, snapshot, world())[0]?.input,
    };
  };
  expect(await copyOf(true)).toMatchObject({
    ...{ fields: ['description', 'region', 'key'], input: { Encrypted: true } },
  });
  const plain = await copyOf(false);
  expect(plain.fields).toEqual(['description', 'region', 'encrypted']);
  expect(plain.input).not.toHaveProperty('Encrypted');
});

it('adds lifecycle rules to those that a bucket has', async () => {
  const { send, submit, world } = formWorld();
  await submit(createBucket, undefined, { name: 'photos', mode: 'AES256' });
  const create = bucketActions.find(({ id }) => id === 'create-lifecycle')!;
  const bucket = () => world().one<BucketRecord>('s3.buckets', 'photos')!;
  await submit(create, bucket(), { name: 'old', expire: '30', abort: '7' });
  await submit(create, bucket(), { name: 'logs', prefix: 'logs/', noncurrent: '3' });
  const { Rules } = await send('s3', 'GetBucketLifecycleConfiguration', { Bucket: 'photos' });
  expect(Rules).toMatchObject([
    {
      ID: 'old',
      Expiration: { Days: 30 },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    },
    { ID: 'logs', Filter: { Prefix: 'logs/' } },
  ]);
});

it('keeps a bucket’s default retention in years when its Object Lock is saved as it is', async () => {
  const { send, submit, world } = formWorld();
  const Bucket = 'archive';
  await submit(createBucket, undefined, { name: Bucket, mode: 'AES256', lock: true });
  const Rule = { DefaultRetention: { Mode: 'GOVERNANCE', Years: 2 } };
  const ObjectLockConfiguration = { ObjectLockEnabled: 'Enabled', Rule };
  await send('s3', 'PutObjectLockConfiguration', { Bucket, ObjectLockConfiguration });
  const edit = bucketActions.find(({ id }) => id === 'object-lock')!;
  const bucket = () => world().one<BucketRecord>('s3.buckets', Bucket)!;
  const stored = () => send('s3', 'GetObjectLockConfiguration', { Bucket });
  await submit(edit, bucket(), {});
  expect(await stored()).toMatchObject({ ObjectLockConfiguration });
  await submit(edit, bucket(), { unit: 'Days', period: '90' });
  expect(await stored()).toMatchObject({
    ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 90 } } },
  });
});

it('shows the KMS key of a bucket’s default encryption where an alias names it', async () => {
  const { send, world } = formWorld();
  const Bucket = 'photos';
  const AliasName = 'alias/photos';
  const { KeyMetadata } = await send<{ KeyMetadata: { KeyId: string; Arn: string } }>(
    'kms',
    'CreateKey',
  );
  await send('kms', 'CreateAlias', { AliasName, TargetKeyId: KeyMetadata.KeyId });
  await send('s3', 'CreateBucket', { Bucket });
  const encryption = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: AliasName };
  const Rules = [{ ApplyServerSideEncryptionByDefault: encryption }];
  await send('s3', 'PutBucketEncryption', {
    ...{ Bucket, ServerSideEncryptionConfiguration: { Rules } },
  });
  const edit = bucketActions.find(({ id }) => id === 'encryption')!;
  const bucket = world().one<BucketRecord>('s3.buckets', Bucket)!;
  const fields = edit.steps({}, bucket, world()).flatMap((step) => step.fields);
  expect(fields.find(({ name }) => name === 'key')).toMatchObject({
    value: KeyMetadata.Arn,
    options: [{ value: '' }, { value: KeyMetadata.Arn, label: AliasName }],
  });
});

it('narrows the event history as LookupEvents does', async () => {
  const { send, world } = formWorld();
  await send('kms', 'CreateKey');
  await send('kms', 'ListKeys');
  const values = { attribute: 'EventName', value: 'CreateKey' };
  const { service, operation, input } = eventLookup.request(values);
  const { Events } = await send<{ Events: { EventId: string }[] }>(service, operation, input);
  const kept = world()
    .all<TrailEvent>('cloudtrail.events')
    .filter((event) => eventLookup.keeps(event, values));
  expect(kept.map(({ eventID }) => eventID)).toEqual(Events.map(({ EventId }) => EventId));
  expect(kept).toHaveLength(1);
});
