import { describe, expect, it } from 'vitest';
import { refusal, refusalText } from '../world';
import { Bucket, otherAccount, s3World } from './world';

const slowDown = 'SlowDown: Please reduce your request rate.';

async function world() {
  const made = await s3World({ requestQuotas: 'enforced' });
  /** Deletes so many keys that are not there, with one request for each thousand. */
  const remove = async (prefix: string, count: number) => {
    for (let from = 0; from < count; from += 1000) {
      const length = Math.min(1000, count - from);
      const Objects = Array.from({ length }, (_, i) => ({ Key: `${prefix}${from + i}` }));
      await made.s3('DeleteObjects', { Delete: { Objects } });
    }
  };
  return { ...made, remove };
}

describe('the request rate of a prefix', () => {
  it('is 3,500 writes a second, each object of a DeleteObjects one of them', async () => {
    const { put, remove, engine } = await world();
    await remove('a/', 3499);
    await put('a/k', '');
    const refused = await refusal(put('a/k', ''));
    expect([refused.code, refused.statusCode]).toEqual(['SlowDown', 503]);
    await engine.advanceTo(engine.now + 1);
    expect(await put('a/k', '')).toHaveProperty('ETag');
  });

  it('is its own: other prefixes, reads and the bucket’s settings go on', async () => {
    const { put, remove, s3 } = await world();
    await remove('a/', 3500);
    expect(await refusalText(put('a/k', ''))).toBe(slowDown);
    expect(await put('a/b/k', '')).toHaveProperty('ETag');
    expect(await put('k', '')).toHaveProperty('ETag');
    expect(await s3('HeadObject', { Key: 'k' })).toHaveProperty('ETag');
    expect(await s3('ListObjectsV2', { Prefix: 'a/' })).toMatchObject({ KeyCount: 1 });
    await s3('PutBucketTagging', { Tagging: { TagSet: [] } });
  });

  it('is that of the bucket, whichever account sends the requests', async () => {
    const { s3, assume, put, remove } = await world();
    await remove('', 3500);
    const Statement = {
      ...{ Effect: 'Allow', Principal: { AWS: otherAccount }, Action: 's3:PutObject' },
      Resource: `arn:aws:s3:::${Bucket}/*`,
    };
    await s3('PutBucketPolicy', { Policy: JSON.stringify({ Version: '2012-10-17', Statement }) });
    const credentials = await assume(
      `arn:aws:iam::${otherAccount}:role/OrganizationAccountAccessRole`,
    );
    expect(await refusalText(put('k', '', {}, { credentials }))).toBe(slowDown);
    expect(await put('a/k', '', {}, { credentials })).toHaveProperty('ETag');
  });

  it('is 5,500 reads a second, and lists are none of them', async () => {
    const { put, s3 } = await world();
    await put('k', '');
    for (let i = 0; i < 5500; i += 1) await s3('HeadObject', { Key: 'k' });
    expect(await refusalText(s3('HeadObject', { Key: 'k' }))).toBe(slowDown);
    expect(await s3('ListObjectsV2')).toMatchObject({ KeyCount: 1 });
  });
});
