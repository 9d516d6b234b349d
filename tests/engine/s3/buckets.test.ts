import { describe, expect, it } from 'vitest';
import { refusal, refusalText } from '../world';
import { Bucket, account, otherAccount, s3World, seen } from './world';

const region = 'eu-west-1';

describe('a bucket', () => {
  it('is created where the request is sent, and answers where it is', async () => {
    const { s3 } = await s3World();
    const CreateBucketConfiguration = { LocationConstraint: region };
    const input = { Bucket: 'far', CreateBucketConfiguration };
    expect(await s3('CreateBucket', input, { region })).toEqual({
      Location: 'http://far.s3.amazonaws.com/',
      BucketArn: 'arn:aws:s3:::far',
    });
    expect(await s3('GetBucketLocation', { Bucket: 'far' })).toEqual({
      LocationConstraint: region,
    });
    expect(await s3('GetBucketLocation')).toEqual({});
    expect(await s3('HeadBucket', { Bucket: 'far' }, { region })).toEqual({
      ...{ BucketArn: 'arn:aws:s3:::far', BucketRegion: region, AccessPointAlias: false },
    });
  });

  it('may be created in any Region at the endpoint of us-east-1 (recorded against AWS)', async () => {
    const { s3 } = await s3World();
    const CreateBucketConfiguration = { LocationConstraint: 'EU' };
    await s3('CreateBucket', { Bucket: 'old-europe', CreateBucketConfiguration });
    expect(await s3('GetBucketLocation', { Bucket: 'old-europe' })).toEqual({
      LocationConstraint: 'EU',
    });
    expect((await s3('HeadBucket', { Bucket: 'old-europe' }, { region })).BucketRegion).toBe(
      region,
    );
  });

  it('answers at no other Region', async () => {
    const { s3 } = await s3World();
    expect(seen(await refusal(s3('HeadBucket', {}, { region })))).toEqual({
      code: 'PermanentRedirect',
      message:
        'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
      statusCode: 301,
      Bucket,
      Endpoint: `${Bucket}.s3.us-east-1.amazonaws.com`,
      'x-amz-bucket-region': 'us-east-1',
    });
  });

  it.each([
    [
      'us-east-1',
      'us-east-1',
      'InvalidLocationConstraint: The specified location-constraint is not valid',
    ],
    [
      'us-east-1',
      'foo',
      'InvalidLocationConstraint: The specified location-constraint is not valid',
    ],
    [
      'eu-west-1',
      undefined,
      'IllegalLocationConstraintException: The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.',
    ],
    [
      'eu-west-1',
      'bar',
      'IllegalLocationConstraintException: The bar location constraint is incompatible for the region specific endpoint this request was sent to.',
    ],
    [
      'us-west-1',
      'EU',
      'IllegalLocationConstraintException: The EU location constraint is incompatible for the region specific endpoint this request was sent to.',
    ],
  ])('sent to %s for %s is refused (recorded against AWS)', async (sentTo, constraint, text) => {
    const { s3 } = await s3World();
    const CreateBucketConfiguration = constraint && { LocationConstraint: constraint };
    const input = { Bucket: 'another', CreateBucketConfiguration };
    expect(await refusalText(s3('CreateBucket', input, { region: sentTo }))).toBe(text);
  });

  // Amazon S3 User Guide, "Namespaces for general purpose buckets"; API Reference, CreateBucket, Location.
  it('may be in the namespace of its account and Region, in which nobody else makes one', async () => {
    const { s3 } = await s3World();
    const Name = `mine-${account}-${region}-an`;
    const CreateBucketConfiguration = { LocationConstraint: region };
    const create = (more: object) =>
      s3('CreateBucket', { Bucket: Name, CreateBucketConfiguration, ...more }, { region });
    const BucketNamespace = 'account-regional';
    expect((await refusal(create({}))).code).toBe('MissingNamespaceHeader');
    const others = ['mine', `mine-${otherAccount}-${region}-an`, `mine-${account}-us-east-1-an`];
    for (const Bucket of others) {
      const refused = await refusal(create({ Bucket, BucketNamespace }));
      expect(refused.code).toBe('InvalidNamespaceHeader');
    }
    expect((await refusal(create({ Bucket: 'mine-an' }))).code).toBe('InvalidBucketName');
    expect(await create({ BucketNamespace })).toEqual({
      ...{ Location: `/${Name}`, BucketArn: `arn:aws:s3:::${Name}` },
    });
    expect(await s3('GetBucketLocation', { Bucket: Name })).toEqual({ LocationConstraint: region });
  });

  it.each(['ab', 'Upper', 'under_score', 'a..b', '192.168.5.4', '-first', 'last-', 'x'.repeat(64)])(
    'is not called %s',
    async (name) => {
      const { s3 } = await s3World();
      expect(seen(await refusal(s3('CreateBucket', { Bucket: name })))).toEqual({
        ...{ code: 'InvalidBucketName', message: 'The specified bucket is not valid.' },
        ...{ statusCode: 400, BucketName: name },
      });
    },
  );

  it('has a name that is its own in the whole world', async () => {
    const { s3, assume } = await s3World();
    const credentials = await assume(
      `arn:aws:iam::${otherAccount}:role/OrganizationAccountAccessRole`,
    );
    expect((await refusal(s3('CreateBucket', {}, { credentials }))).code).toBe(
      'BucketAlreadyExists',
    );
    expect(await s3('CreateBucket')).toMatchObject({ Location: `/${Bucket}` });
    const CreateBucketConfiguration = { LocationConstraint: region };
    const elsewhere = s3('CreateBucket', { CreateBucketConfiguration }, { region });
    expect((await refusal(elsewhere)).code).toBe('BucketAlreadyOwnedByYou');
  });

  it('is deleted only when nothing is in it', async () => {
    const { s3, put } = await s3World();
    await put('a', 'text');
    expect((await refusal(s3('DeleteBucket'))).message).toBe(
      'The bucket you tried to delete is not empty',
    );
    await s3('DeleteObject', { Key: 'a' });
    await s3('DeleteBucket');
    expect(seen(await refusal(s3('HeadBucket')))).toMatchObject({
      ...{ code: 'NoSuchBucket', message: 'The specified bucket does not exist' },
      ...{ statusCode: 404, BucketName: Bucket },
    });
  });

  it('is guarded by ExpectedBucketOwner (recorded against AWS)', async () => {
    const { s3 } = await s3World();
    await s3('HeadBucket', { ExpectedBucketOwner: account });
    const other = s3('HeadBucket', { ExpectedBucketOwner: otherAccount });
    expect(await refusalText(other)).toBe('AccessDenied: Access Denied');
    expect(await refusalText(s3('HeadBucket', { ExpectedBucketOwner: 'abcd' }))).toBe(
      'InvalidBucketOwnerAWSAccountID: The value of the expected bucket owner parameter must be an AWS Account ID... [abcd]',
    );
  });
});

describe('ListBuckets', () => {
  it('shows the buckets of the account, by pages', async () => {
    const { s3 } = await s3World();
    await s3('CreateBucket', { Bucket: 'archive' });
    const first = await s3('ListBuckets', { MaxBuckets: 1 });
    expect(first).toMatchObject({ Buckets: [{ Name: 'archive', BucketRegion: 'us-east-1' }] });
    const { ContinuationToken } = first;
    const rest = await s3('ListBuckets', { ContinuationToken });
    expect(rest).toMatchObject({ Buckets: [{ Name: Bucket }] });
    expect(rest).not.toHaveProperty('ContinuationToken');
    expect(await s3('ListBuckets', { Prefix: 'arc' })).toMatchObject({
      ...{ Buckets: [{ Name: 'archive' }], Prefix: 'arc' },
    });
    expect((await s3('ListBuckets', { BucketRegion: 'eu-west-1' })).Buckets).toEqual([]);
  });

  it('takes a Region that there is (recorded against AWS)', async () => {
    const { s3 } = await s3World();
    expect(seen(await refusal(s3('ListBuckets', { BucketRegion: 'eu-east-1' })))).toMatchObject({
      message: 'Argument value eu-east-1 is not a valid AWS Region',
      ArgumentName: 'bucket-region',
    });
  });
});

describe('versioning', () => {
  it('is switched on and suspended (recorded against AWS)', async () => {
    const { s3 } = await s3World();
    const change = (VersioningConfiguration: object) =>
      s3('PutBucketVersioning', { VersioningConfiguration });
    expect(await s3('GetBucketVersioning')).toEqual({});
    for (const Status of ['Suspended', 'Enabled']) {
      await change({ Status });
      expect(await s3('GetBucketVersioning')).toEqual({ Status });
    }
    expect((await refusal(change({ Status: 'enabled' }))).code).toBe('MalformedXML');
    expect(await refusalText(change({}))).toBe(
      'IllegalVersioningConfigurationException: The Versioning element must be specified',
    );
  });
});
