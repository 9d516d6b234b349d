import { describe, expect, it } from 'vitest';
import { refusalText, testWorld } from '../world';

// What is expected here was recorded against AWS (LocalStack's snapshots of its S3 tests, 2026-02),
// but for what AWS answers to access control lists.

const Bucket = 'quarterly-reports';

function world() {
  const { send } = testWorld();
  const s3 = (operation: string, input: object = {}) => send('s3', operation, { Bucket, ...input });
  const tagged = (...Tags: object[]) => ({ CreateBucketConfiguration: { Tags } });
  return { s3, tagged };
}

describe('a new bucket', () => {
  it('may have tags, and is not made again with any', async () => {
    const { s3, tagged } = world();
    const tag = { Key: 'team', Value: 'blue' };
    await s3('CreateBucket', tagged(tag));
    expect(await s3('GetBucketTagging')).toEqual({ TagSet: [tag] });
    expect(await refusalText(s3('CreateBucket', tagged(tag)))).toContain('BucketAlreadyOwnedByYou');
    await s3('CreateBucket', tagged());
    await s3('CreateBucket');
    expect(await s3('GetBucketTagging')).toEqual({ TagSet: [tag] });
  });

  it('has no tags of AWS’s own', async () => {
    const { s3, tagged } = world();
    expect(await refusalText(s3('CreateBucket', tagged({ Key: 'aws:a', Value: '1' })))).toBe(
      'InvalidTag: User-defined tag keys can\'t start with "aws:". This prefix is reserved for system tags. Remove "aws:" from your tag keys and try again.',
    );
  });

  it('elsewhere is not made again from US East (N. Virginia)', async () => {
    const { s3 } = world();
    const there = { CreateBucketConfiguration: { LocationConstraint: 'us-west-1' } };
    await s3('CreateBucket', there);
    expect(await refusalText(s3('CreateBucket', there))).toContain('BucketAlreadyOwnedByYou');
  });

  it.each([
    [
      { ObjectOwnership: 'RandomValue' },
      'InvalidArgument: Invalid x-amz-object-ownership header: RandomValue',
    ],
    [{ ObjectOwnership: 'ObjectWriter' }, 'access control lists'],
    [{ ACL: 'public-read' }, 'InvalidBucketAclWithObjectOwnership'],
    [{ GrantRead: 'id=1' }, 'InvalidBucketAclWithObjectOwnership'],
  ])('is not made with %j', async (input, text) => {
    const { s3 } = world();
    expect(await refusalText(s3('CreateBucket', input))).toContain(text);
    await s3('CreateBucket', { ObjectOwnership: 'BucketOwnerEnforced', ACL: 'private' });
  });
});
