import { describe, expect, it } from 'vitest';
import { AwsError } from '../../src/engine/errors';
import { RandomRequests } from './random-requests';
import { testWorld } from './world';

// RANDOM_REQUESTS=10000 is the long run; a short one belongs to every test run.
const perOperation = Number(process.env.RANDOM_REQUESTS ?? 60);

// What any AWS service may answer, whatever the operation: each API reference's "Common Errors".
const common = [
  ...['ValidationException', 'AccessDeniedException', 'ThrottlingException'],
  ...['ValidationError', 'AccessDenied', 'Throttling', 'SerializationException'],
  ...['InvalidParameterValue', 'MissingParameter', 'MalformedInput'],
  'InvalidParameterCombination',
];

// KMS errors that any operation with the member they are about may send, whether or not its page in
// the API reference lists them. An alias of AWS's own is the member that not everybody may change.
const kmsEverywhere = [
  ...['NotFoundException', 'InvalidArnException', 'KMSInvalidStateException'],
  ...['InvalidGrantTokenException', 'NotAuthorizedException'],
];

// S3's API model knows the errors of few operations: it must only never fail by our own fault.
const isExpected = (service: string, code: string) =>
  service === 's3' && code !== 'InternalFailure';

/** What nobody would hit on by chance: a name that buckets may have, a database with its snapshot. */
async function prepare(service: string, world: World, requests: RandomRequests): Promise<void> {
  if (service === 's3') {
    await world.send('s3', 'CreateBucket', { Bucket: 'reports' });
    requests.learn({ Bucket: 'reports' });
  }
  if (service !== 'rds') return;
  const DBInstanceIdentifier = `app-${world.engine.now}`;
  await world.send('rds', 'CreateDBInstance', {
    ...{ DBInstanceIdentifier, DBInstanceClass: 'db.t3.micro', Engine: 'mysql' },
    ...{ MasterUsername: 'admin', MasterUserPassword: 'correct-horse', AllocatedStorage: 20 },
  });
  await world.engine.advanceTo(world.engine.now + 120_000);
  const snapshot = { DBSnapshotIdentifier: `of-${DBInstanceIdentifier}`, DBInstanceIdentifier };
  await world.send('rds', 'CreateDBSnapshot', snapshot);
  await world.engine.advanceTo(world.engine.now + 30_000);
  requests.learn({ ...snapshot, SourceDBSnapshotIdentifier: snapshot.DBSnapshotIdentifier });
}

// EC2's model names no errors. Source: EC2 Developer Guide, "Error codes for the Amazon EC2 API".
const ofEc2 = [
  ...['DryRunOperation', 'IdempotentParameterMismatch', 'IncorrectState', 'InvalidID'],
  ...['InvalidAMIAttributeItemValue', 'InvalidAttachment.NotFound', 'InvalidBlockDeviceMapping'],
  ...['InvalidInstanceID.Malformed', 'InvalidInstanceID.NotFound', 'InvalidNextToken'],
  ...['InvalidParameterCombination', 'InvalidParameterDependency', 'InvalidSnapshotID.Malformed'],
  ...['InvalidSnapshot.NotFound', 'InvalidVolume.NotFound', 'InvalidVolumeID.Malformed'],
  ...[
    'InvalidVolume.ZoneMismatch',
    'OperationNotPermitted',
    'ResourceLimitExceeded',
    'VolumeInUse',
  ],
  'TagLimitExceeded',
];

const slowSpecs = /^RSA_|^RSA$/;

type World = ReturnType<typeof testWorld>;

/** An organization must exist before most of its operations can be answered. */
function worldFor(service: string, seed: number) {
  const accounts = ['123456789012', '210987654321'];
  return service === 'organizations' ? testWorld(seed, accounts) : testWorld(seed);
}

describe.each([
  'kms',
  'iam',
  'sts',
  'organizations',
  'cloudtrail',
  'servicequotas',
  's3',
  'ssm',
  'ec2',
  'rds',
])('random requests to %s', (serviceName) => {
  let world = worldFor(serviceName, 7);
  const service = world.engine.services.find(({ model }) => model.signingName === serviceName);

  it.runIf(service !== undefined)(
    `never fail otherwise than the API says, ${perOperation} times an operation`,
    async () => {
      const requests = new RandomRequests(20261126, slowSpecs);
      const unexpected = new Map<string, string>();
      const names = Object.keys(service!.operations);
      const answered = new Set<string>();
      for (let round = 0; round < perOperation; round += 1) {
        await prepare(serviceName, world, requests);
        for (const name of names) {
          const operation = service!.model.operations[name]!;
          const ofModel = operation.errors.map(({ name: shape, error }) => error?.code ?? shape);
          const modelled = serviceName === 'ec2' ? ofEc2 : ofModel;
          const input = { ...requests.input(operation) };
          // Nitro Enclaves are refused by name: this model has none.
          if ('Recipient' in input) delete input.Recipient;
          try {
            requests.learn(await world.send(service!.name, name, input));
            answered.add(name);
          } catch (error) {
            if (!(error instanceof AwsError)) throw error;
            const { code, message, cause } = error;
            // The administrator deleted its own access key or user: the next one starts anew.
            if (['InvalidClientTokenId', 'ExpiredToken'].includes(code))
              world = worldFor(serviceName, round);
            else if ([...modelled, ...common, ...kmsEverywhere].includes(code)) continue;
            else if (isExpected(serviceName, code)) continue;
            else {
              const why = cause instanceof Error ? cause.stack : message;
              unexpected.set(`${name}: ${code}`, `${why}\n${shown(input)}`);
            }
          }
        }
      }
      expect(Object.fromEntries(unexpected)).toEqual({});
      // A generator that never gets an answer would prove nothing.
      expect(answered.size).toBeGreaterThan(names.length / 3);
    },
    10_000 + perOperation * 500,
  );
});

function shown(input: object): string {
  const text = JSON.stringify(input, (_, value: unknown) =>
    value instanceof Uint8Array ? `${value.length} bytes` : value,
  );
  return text.slice(0, 400);
}
