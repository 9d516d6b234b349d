import { AwsError } from '../../../errors';
import { unlessRefused } from '../../../refusals';
import type { Values } from '../template/value';
import { PropertyError, type Made, type ResourceHandler, type Work } from './handler';
import { flag, given, map, maps, only, text } from './read-properties';
import { tagList } from './tags';

/** Source: AWS CloudFormation Template Reference, AWS::S3::Bucket. */
export const s3Bucket: ResourceHandler = {
  type: 'AWS::S3::Bucket',
  properties: [
    ...['BucketEncryption', 'BucketName', 'ObjectLockEnabled', 'OwnershipControls'],
    ...['PublicAccessBlockConfiguration', 'Tags', 'VersioningConfiguration'],
  ],
  replacedBy: ['BucketName', 'ObjectLockEnabled'],
  attributes: ['Arn', 'DomainName', 'DualStackDomainName', 'RegionalDomainName'],
  async create(work) {
    const { properties, region } = work;
    const Bucket = text(properties, 'BucketName') ?? work.newName({ max: 63, lowerCase: true });
    await refuseExisting(work, Bucket);
    await work.call('s3', 'CreateBucket', {
      Bucket,
      ...given('ObjectLockEnabledForBucket', flag(properties, 'ObjectLockEnabled')),
      ...(region === 'us-east-1'
        ? {}
        : { CreateBucketConfiguration: { LocationConstraint: region } }),
    });
    const made = bucketMade(Bucket, region);
    work.made(made);
    await configure(work, Bucket, {}, true);
    return made;
  },
  async update(work, before) {
    await configure(work, before.PhysicalResourceId, before.properties);
    return bucketMade(before.PhysicalResourceId, work.region);
  },
  async delete({ call }, { PhysicalResourceId: Bucket }) {
    await call('s3', 'DeleteBucket', { Bucket });
  },
};

/**
 * In US East (N. Virginia) Amazon S3 answers as if a bucket of the caller's own had just been made;
 * AWS CloudFormation does not take it for its own. The text is from memory.
 */
async function refuseExisting({ call }: Work, Bucket: string): Promise<void> {
  const answer = await unlessRefused(call<object>('s3', 'HeadBucket', { Bucket }));
  if (!(answer instanceof AwsError)) throw new PropertyError(`${Bucket} already exists`);
}

function bucketMade(Bucket: string, region: string): Made {
  return {
    PhysicalResourceId: Bucket,
    attributes: {
      Arn: `arn:aws:s3:::${Bucket}`,
      DomainName: `${Bucket}.s3.amazonaws.com`,
      DualStackDomainName: `${Bucket}.s3.dualstack.${region}.amazonaws.com`,
      RegionalDomainName: `${Bucket}.s3.${region}.amazonaws.com`,
    },
  };
}

/** Sets what differs from before, and takes back what is no longer given. */
async function configure(work: Work, Bucket: string, before: Values, isNew = false): Promise<void> {
  const { call, properties, written } = work;
  const differs = (name: string) => JSON.stringify(written[name]) !== JSON.stringify(before[name]);
  if (differs('BucketEncryption')) {
    const encryption = map(properties, 'BucketEncryption');
    if (encryption === undefined) await call('s3', 'DeleteBucketEncryption', { Bucket });
    else await call('s3', 'PutBucketEncryption', { Bucket, ...encryptionInput(encryption) });
  }
  if (differs('VersioningConfiguration')) {
    const versioning = map(properties, 'VersioningConfiguration');
    const Status = versioning === undefined ? 'Suspended' : text(versioning, 'Status');
    await call('s3', 'PutBucketVersioning', { Bucket, VersioningConfiguration: { Status } });
  }
  if (differs('PublicAccessBlockConfiguration')) await blockPublicAccess(work, Bucket);
  if (differs('OwnershipControls')) {
    const controls = map(properties, 'OwnershipControls');
    const OwnershipControls = controls && { Rules: maps(controls, 'Rules') ?? [] };
    if (OwnershipControls === undefined)
      await call('s3', 'DeleteBucketOwnershipControls', { Bucket });
    else await call('s3', 'PutBucketOwnershipControls', { Bucket, OwnershipControls });
  }
  const TagSet = tagList(work);
  const had = tagList({ properties: before, stackTags: isNew ? {} : work.stackTags });
  if (JSON.stringify(TagSet) === JSON.stringify(had)) return;
  if (TagSet.length === 0) await call('s3', 'DeleteBucketTagging', { Bucket });
  else await call('s3', 'PutBucketTagging', { Bucket, Tagging: { TagSet } });
}

function encryptionInput(encryption: Values) {
  only(encryption, 'BucketEncryption', ['ServerSideEncryptionConfiguration']);
  const rules = maps(encryption, 'ServerSideEncryptionConfiguration') ?? [];
  const Rules = rules.map((rule) => {
    only(rule, 'ServerSideEncryptionConfiguration', [
      ...['BlockedEncryptionTypes', 'BucketKeyEnabled', 'ServerSideEncryptionByDefault'],
    ]);
    const byDefault = map(rule, 'ServerSideEncryptionByDefault');
    return {
      ...given('ApplyServerSideEncryptionByDefault', byDefault),
      ...given('BucketKeyEnabled', flag(rule, 'BucketKeyEnabled')),
      ...given('BlockedEncryptionTypes', map(rule, 'BlockedEncryptionTypes')),
    };
  });
  return { ServerSideEncryptionConfiguration: { Rules } };
}

const publicAccess = [
  ...['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'],
];

async function blockPublicAccess({ call, properties }: Work, Bucket: string): Promise<void> {
  const block = map(properties, 'PublicAccessBlockConfiguration');
  if (block === undefined) return void (await call('s3', 'DeletePublicAccessBlock', { Bucket }));
  only(block, 'PublicAccessBlockConfiguration', publicAccess);
  const settings = publicAccess.map((name) => [name, flag(block, name) ?? false]);
  const PublicAccessBlockConfiguration = Object.fromEntries(settings) as object;
  await call('s3', 'PutPublicAccessBlock', { Bucket, PublicAccessBlockConfiguration });
}
