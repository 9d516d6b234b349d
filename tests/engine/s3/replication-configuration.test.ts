import { describe, expect, it } from 'vitest';
import { s3Machines } from '../../../src/engine/services/s3/machines';
import { refusal, refusalText } from '../world';
import { RoleArn, destination, kmsRule, replicationWorld, rule } from './replication-world';
import { s3World, seen } from './world';

const key = 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const invalid = 'InvalidRequest: ';
const schema =
  'of Cross Region Replication configuration schema. Please refer to S3 Developer Guide for more information.';

describe('the replication of a bucket', () => {
  it('is kept as it was given, and goes again', async () => {
    const { rules, s3 } = await replicationWorld();
    const time = { Status: 'Enabled', Time: { Minutes: 15 } };
    const metrics = { Status: 'Enabled', EventThreshold: { Minutes: 15 } };
    const given = rule({ Destination: { ReplicationTime: time, Metrics: metrics } });
    expect(await rules(given, { ...kmsRule(key), ID: 'kms', Priority: 2 })).toBeUndefined();
    expect(await s3('GetBucketReplication')).toEqual({
      ReplicationConfiguration: {
        Role: RoleArn,
        Rules: [given, { ...kmsRule(key), ID: 'kms', Priority: 2 }],
      },
    });
    await s3('DeleteBucketReplication');
    await s3('DeleteBucketReplication');
    expect(seen(await refusal(s3('GetBucketReplication')))).toEqual({
      code: 'ReplicationConfigurationNotFoundError',
      message: 'The replication configuration was not found',
      ...{ statusCode: 404, BucketName: 'reports' },
    });
  });

  it('gives a rule an id, and takes the schema without filters', async () => {
    const { rules, s3, put, later, atDestination } = await replicationWorld();
    const Destination = { Bucket: `arn:aws:s3:::${destination}` };
    await rules({ Status: 'Enabled', Prefix: '', Destination });
    const { ReplicationConfiguration } = await s3<{
      ReplicationConfiguration: { Rules: { ID: string }[] };
    }>('GetBucketReplication');
    expect(ReplicationConfiguration.Rules[0]!.ID).toMatch(/^.{48}$/);
    await put('a', 'text');
    await s3('DeleteObject', { Key: 'a' });
    await later();
    await later();
    // Of the first schema delete markers are replicated always.
    const listed = await atDestination('ListObjectVersions');
    expect(listed).toMatchObject({ Versions: [{ Key: 'a' }], DeleteMarkers: [{ Key: 'a' }] });
  });

  it('wants versioning at both ends, and keeps it', async () => {
    const { rules, s3, atDestination } = await replicationWorld();
    const suspended = { VersioningConfiguration: { Status: 'Suspended' } };
    await atDestination('PutBucketVersioning', suspended);
    const unversioned = `${invalid}Destination bucket must have versioning enabled.`;
    expect(await refusalText(rules(rule()))).toBe(unversioned);
    const Bucket = 'arn:aws:s3:::not-there';
    expect(await refusalText(rules(rule({ Destination: { Bucket } })))).toBe(unversioned);
    await atDestination('PutBucketVersioning', { VersioningConfiguration: { Status: 'Enabled' } });
    await rules(rule());
    expect((await refusal(s3('PutBucketVersioning', suspended))).code).toBe('InvalidBucketState');
    await s3('DeleteBucketReplication');
    await s3('PutBucketVersioning', suspended);
    expect(await refusalText(rules(rule()))).toBe(
      `${invalid}Versioning must be 'Enabled' on the bucket to apply a replication configuration`,
    );
  });

  it.each([
    ['no rule', [], 'MalformedXML: '],
    [
      'no priority',
      [{ ...rule(), Priority: undefined }],
      `${invalid}Priority must be specified for this version ${schema}`,
    ],
    [
      'nothing on markers',
      [{ ...rule(), DeleteMarkerReplication: undefined }],
      `${invalid}DeleteMarkerReplication must be specified for this version ${schema}`,
    ],
    [
      'priorities without filters',
      [{ ...rule(), Filter: undefined, Prefix: '' }],
      `${invalid}Priority cannot be used for this version ${schema}`,
    ],
    ['a priority twice', [rule(), rule({ ID: 'two' })], `${invalid}Found duplicate priority 1.`],
    ['an id twice', [rule(), rule({ Priority: 2 })], 'InvalidArgument: Rule Id must be unique'],
    [
      'markers by tags',
      [
        rule({
          Filter: { Tag: { Key: 'k', Value: 'v' } },
          DeleteMarkerReplication: { Status: 'Enabled' },
        }),
      ],
      `${invalid}Delete marker replication is not supported if any Tag filter is specified.`,
    ],
    ['a prefix beside a filter', [rule({ Prefix: '' })], 'MalformedXML: '],
    [
      'a key without a selection',
      [rule({ Destination: { EncryptionConfiguration: { ReplicaKmsKeyID: key } } })],
      `${invalid}SseKmsEncryptedObjects must be specified if EncryptionConfiguration is present.`,
    ],
    [
      'a selection without a key',
      [rule({ SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } } })],
      `${invalid}ReplicaKmsKeyID must be specified if SseKmsEncryptedObjects tag is present.`,
    ],
    ['a key by its id', [kmsRule('1234abcd')], 'InvalidArgument: Invalid ReplicaKmsKeyID ARN.'],
    [
      'itself',
      [rule({ Destination: { Bucket: 'arn:aws:s3:::reports' } })],
      `${invalid}Destination bucket cannot be the same as the source bucket.`,
    ],
    [
      'an owner without an account',
      [rule({ Destination: { AccessControlTranslation: { Owner: 'Destination' } } })],
      `${invalid}Account must be specified if the Owner in AccessControlTranslation has a value`,
    ],
    [
      'other minutes than AWS promises',
      [
        rule({
          Destination: {
            ReplicationTime: { Status: 'Enabled', Time: { Minutes: 5 } },
            Metrics: { Status: 'Enabled' },
          },
        }),
      ],
      'InvalidArgument: Invalid time minute value',
    ],
    [
      'changes of replicas',
      [rule({ SourceSelectionCriteria: { ReplicaModifications: { Status: 'Enabled' } } })],
      'NotImplemented: ',
    ],
  ])('is refused with %s', async (_, given, text) => {
    const { rules, s3 } = await replicationWorld();
    expect(await refusalText(rules(...given))).toContain(text);
    expect((await refusal(s3('GetBucketReplication'))).statusCode).toBe(404);
  });

  it('takes the permission to pass its role, and a role', async () => {
    const { s3, user } = await replicationWorld();
    const put = (Role: string, options = {}) =>
      s3('PutBucketReplication', { ReplicationConfiguration: { Role, Rules: [rule()] } }, options);
    expect(await refusalText(put('replication'))).toBe(
      'InvalidArgument: Invalid Role specified in replication configuration',
    );
    expect(await refusalText(put('arn:aws:iam::123456789012:user/replication'))).toBe(
      'InvalidArgument: The relative id should start with role',
    );
    const Action = 's3:PutReplicationConfiguration';
    const credentials = await user('u', { Effect: 'Allow', Action, Resource: '*' });
    expect(await refusalText(put(RoleArn, { credentials }))).toContain('iam:PassRole');
    expect((await refusal(put('arn:aws:iam::210987654321:role/r'))).code).toBe('AccessDenied');
  });

  it('moves objects by a machine', () => {
    expect(s3Machines.map(({ id }) => id)).toEqual(['S3 replication']);
  });

  it('is none of a bucket that was never replicated', async () => {
    const { s3 } = await s3World();
    expect(await s3('DeleteBucketReplication')).toBeUndefined();
  });
});
