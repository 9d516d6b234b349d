import { describe, expect, it } from 'vitest';
import { refusal, refusalText, testWorld } from '../world';

const Bucket = 'quarterly-reports';
const arn = `arn:aws:s3:::${Bucket}`;

async function world() {
  const { send, ...rest } = testWorld();
  const s3 = (operation: string, input: object = {}) => send('s3', operation, { Bucket, ...input });
  await s3('CreateBucket');
  const policy = (change: object) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          ...{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `${arn}/*` },
          ...change,
        },
      ],
    });
  return { ...rest, send, s3, policy };
}

describe('block public access', () => {
  const all = {
    ...{ BlockPublicAcls: true, IgnorePublicAcls: true },
    ...{ BlockPublicPolicy: true, RestrictPublicBuckets: true },
  };

  it('is on for a new bucket, and not configured once it was deleted', async () => {
    const { s3 } = await world();
    expect(await s3('GetPublicAccessBlock')).toEqual({ PublicAccessBlockConfiguration: all });
    await s3('DeletePublicAccessBlock');
    expect(await refusalText(s3('GetPublicAccessBlock'))).toBe(
      'NoSuchPublicAccessBlockConfiguration: The public access block configuration was not found',
    );
  });

  it('refuses a public policy, until BlockPublicPolicy is off', async () => {
    const { s3, policy } = await world();
    const refused = await refusal(s3('PutBucketPolicy', { Policy: policy({}) }));
    expect([refused.code, refused.statusCode]).toEqual(['AccessDenied', 403]);
    expect(refused.message).toContain('BlockPublicPolicy');
    await s3('PutPublicAccessBlock', { PublicAccessBlockConfiguration: {} });
    await s3('PutBucketPolicy', { Policy: policy({}) });
    expect(await s3('GetBucketPolicyStatus')).toEqual({ PolicyStatus: { IsPublic: true } });
  });

  // Amazon S3 User Guide, "Blocking public access to your Amazon S3 storage": examples of policies.
  it.each([
    ['for one account', { Principal: { AWS: '123456789012' } }, false],
    ['that denies', { Effect: 'Deny' }, false],
    ['of one VPC', { Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-91237329' } } }, false],
    ['of any VPC', { Condition: { StringLike: { 'aws:SourceVpc': 'vpc-*' } } }, true],
    [
      'by a key that narrows nothing',
      { Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
      true,
    ],
    ['for everyone', { Principal: { AWS: '*' } }, true],
  ])('calls a policy %s public or not', async (_, change, IsPublic) => {
    const { s3, policy } = await world();
    await s3('PutPublicAccessBlock', { PublicAccessBlockConfiguration: {} });
    await s3('PutBucketPolicy', { Policy: policy(change) });
    expect(await s3('GetBucketPolicyStatus')).toEqual({ PolicyStatus: { IsPublic } });
  });

  it('keeps other accounts out of a bucket with a public policy, where RestrictPublicBuckets is on', async () => {
    const other = '210987654321';
    const { send, assume } = testWorld(null, ['123456789012', other]);
    await send('s3', 'CreateBucket', { Bucket });
    const restrict = (RestrictPublicBuckets: boolean) =>
      send('s3', 'PutPublicAccessBlock', {
        Bucket,
        PublicAccessBlockConfiguration: { RestrictPublicBuckets },
      });
    await restrict(false);
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:ListBucket', Resource: arn }],
    });
    await send('s3', 'PutBucketPolicy', { Bucket, Policy });
    const credentials = await assume(`arn:aws:iam::${other}:role/OrganizationAccountAccessRole`);
    await send('s3', 'ListObjectsV2', { Bucket }, { credentials });
    await restrict(true);
    const refused = await refusal(send('s3', 'ListObjectsV2', { Bucket }, { credentials }));
    expect(refused.code).toBe('AccessDenied');
    await send('s3', 'ListObjectsV2', { Bucket });
  });
});

describe('object ownership', () => {
  it('is the bucket owner’s, without access control lists', async () => {
    const { s3 } = await world();
    expect(await s3('GetBucketOwnershipControls')).toEqual({
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
    expect(await refusalText(s3('PutBucketAcl', { ACL: 'public-read' }))).toBe(
      'AccessControlListNotSupported: The bucket does not allow ACLs',
    );
    const { Grants } = await s3('GetBucketAcl');
    expect(Grants).toMatchObject([{ Permission: 'FULL_CONTROL' }]);
  });

  it('is not found once it was deleted', async () => {
    const { s3 } = await world();
    await s3('DeleteBucketOwnershipControls');
    expect(await refusalText(s3('GetBucketOwnershipControls'))).toBe(
      'OwnershipControlsNotFoundError: The bucket ownership controls were not found',
    );
  });

  it('wants one rule', async () => {
    const { s3 } = await world();
    const input = { OwnershipControls: { Rules: [] } };
    expect((await refusal(s3('PutBucketOwnershipControls', input))).code).toBe('MalformedXML');
  });
});

describe('tags of a bucket', () => {
  it('are kept, shown and removed as a set', async () => {
    const { s3 } = await world();
    expect(await refusalText(s3('GetBucketTagging'))).toBe(
      'NoSuchTagSet: The TagSet does not exist',
    );
    const TagSet = [{ Key: 'stage', Value: 'prod' }];
    await s3('PutBucketTagging', { Tagging: { TagSet } });
    expect(await s3('GetBucketTagging')).toEqual({ TagSet });
    await s3('DeleteBucketTagging');
    expect((await refusal(s3('GetBucketTagging'))).code).toBe('NoSuchTagSet');
  });

  // Recorded against AWS: LocalStack, test_s3_api.py, test_tagging_validation.
  it.each([
    ['Cannot provide multiple Tags with the same key', ['a', 'a']],
    ['System tags cannot be added/updated by requester', ['aws:prefixed']],
    ['The TagKey you have provided is invalid', ['not:(allowed)']],
  ])('are refused: %s', async (text, keys) => {
    const { s3 } = await world();
    const Tagging = { TagSet: keys.map((Key) => ({ Key, Value: 'v' })) };
    expect(await refusalText(s3('PutBucketTagging', { Tagging }))).toBe(`InvalidTag: ${text}`);
  });
});
