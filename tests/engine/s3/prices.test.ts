import { describe, expect, it } from 'vitest';
import { billOf, prices } from '../../../src/engine/prices/index';
import { objectStorage } from '../../../src/engine/services/s3/meters';
import { account, otherAccount, s3World } from './world';

// November has 720 hours.
const november = Date.UTC(2026, 10, 1);
const day = 24 * 60 * 60 * 1000;
const mebibyte = 2 ** 20;

async function world() {
  const made = await s3World({ now: november });
  const lines = (of = account) => {
    const { tables: reader, now } = made.engine;
    const bill = billOf({ reader, now, prices, meters: objectStorage }, of);
    return Object.fromEntries(bill.lines.map((line) => [line.usageType, line]));
  };
  const store = (Key: string, size: number, input: object = {}) =>
    made.s3<{ VersionId: string }>('PutObject', { Key, Body: new Uint8Array(size), ...input });
  const wait = (days: number) => made.engine.advanceTo(made.engine.now + days * day);
  return { ...made, lines, store, wait };
}

describe('the price of requests to S3', () => {
  it('goes by their kind, and deleting is free', async () => {
    const { s3, put, get, lines } = await world();
    await put('a', 'text');
    await get('a');
    await s3('ListObjectsV2');
    await s3('DeleteObject', { Key: 'a' });
    const { 'Requests-Tier1': dear, 'Requests-Tier2': cheap } = lines();
    expect([dear!.quantity, cheap!.quantity]).toEqual([3, 1]);
    expect(dear!.amount + cheap!.amount).toBeCloseTo(3 * 0.000005 + 0.0000004, 12);
    expect(dear!.operations.map(({ operation }) => operation).toSorted()).toEqual([
      ...['CreateBucket', 'ListObjectsV2', 'PutObject'],
    ]);
  });

  it('is the owner of the bucket to pay', async () => {
    const { s3, assume, put, get, lines, engine } = await world();
    await put('a', 'text');
    const credentials = await assume(
      `arn:aws:iam::${otherAccount}:role/OrganizationAccountAccessRole`,
    );
    const document = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          ...{ Effect: 'Allow', Principal: { AWS: otherAccount } },
          ...{ Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' },
        },
      ],
    });
    const bucket = engine.tables.get<object>({ name: 's3.buckets' }, 'reports');
    const policy = { name: 'bucket policy', document };
    engine.write((tx) => tx.put({ name: 's3.buckets' }, 'reports', { ...bucket, policy }));
    await get('a', {}, { credentials });
    await s3('ListBuckets', {}, { credentials });
    expect(lines()['Requests-Tier2']).toMatchObject({ quantity: 1 });
    expect(lines(otherAccount)).not.toHaveProperty('Requests-Tier2');
    expect(lines(otherAccount)['Requests-Tier1']).toMatchObject({ quantity: 1 });
  });
});

describe('the price of storage', () => {
  it('is by size, class and time', async () => {
    const { store, lines, wait } = await world();
    await store('a', 4 * mebibyte);
    await store('b', 2 * mebibyte, { StorageClass: 'STANDARD_IA' });
    await wait(15);
    const { 'TimedStorage-ByteHrs': standard, 'TimedStorage-SIA-ByteHrs': rare } = lines();
    expect(standard!.quantity).toBeCloseTo(4 / 1024 / 2, 12);
    expect(standard!.amount).toBeCloseTo((4 / 1024 / 2) * 0.023, 12);
    expect(rare!.quantity).toBeCloseTo(2 / 1024 / 2, 12);
  });

  it('ends with the object, or when another takes its place', async () => {
    const { s3, store, lines, wait } = await world();
    await store('a', 4 * mebibyte);
    await wait(5);
    await store('a', 2 * mebibyte);
    await wait(5);
    await s3('DeleteObject', { Key: 'a' });
    await wait(5);
    const quantity = (4 * 5 + 2 * 5) / 30 / 1024;
    expect(lines()['TimedStorage-ByteHrs']!.quantity).toBeCloseTo(quantity, 12);
  });

  it('goes on for versions that are no longer current, until they are removed', async () => {
    const { s3, store, lines, wait } = await world();
    await s3('PutBucketVersioning', { VersioningConfiguration: { Status: 'Enabled' } });
    const { VersionId } = await store('a', 4 * mebibyte);
    await wait(5);
    await store('a', 2 * mebibyte);
    await wait(5);
    await s3('DeleteObject', { Key: 'a', VersionId });
    await wait(5);
    const quantity = (4 * 10 + 2 * 10) / 30 / 1024;
    expect(lines()['TimedStorage-ByteHrs']!.quantity).toBeCloseTo(quantity, 12);
  });

  it('counts for parts of an upload, until it is complete or given up', async () => {
    const { s3, lines, wait } = await world();
    const begin = async (Key: string, StorageClass: string) => {
      const { UploadId } = await s3('CreateMultipartUpload', { Key, StorageClass });
      const part = { Key, UploadId, PartNumber: 1, Body: new Uint8Array(4 * mebibyte) };
      const { ETag } = await s3('UploadPart', part);
      return { Key, UploadId, ETag };
    };
    const { ETag, ...done } = await begin('done', 'STANDARD_IA');
    const { Key, UploadId } = await begin('given up', 'GLACIER');
    await wait(3);
    const Parts = [{ PartNumber: 1, ETag }];
    await s3('CompleteMultipartUpload', { ...done, MultipartUpload: { Parts } });
    await s3('AbortMultipartUpload', { Key, UploadId });
    await wait(3);
    const { 'TimedStorage-ByteHrs': staged, 'TimedStorage-SIA-ByteHrs': rare, ...more } = lines();
    // Archived objects are kept in S3 Standard until they are complete.
    expect(staged!.quantity).toBeCloseTo((4 * 3) / 30 / 1024, 12);
    expect(rare!.quantity).toBeCloseTo((4 * 6) / 30 / 1024, 12);
    expect(more).not.toHaveProperty('TimedStorage-GlacierByteHrs');
  });

  it('goes on for a version that becomes current again', async () => {
    const { s3, store, lines, wait } = await world();
    await s3('PutBucketVersioning', { VersioningConfiguration: { Status: 'Enabled' } });
    await store('a', 4 * mebibyte);
    await wait(5);
    const { VersionId } = await store('a', 2 * mebibyte);
    await wait(5);
    await s3('DeleteObject', { Key: 'a', VersionId });
    await wait(5);
    const quantity = (4 * 15 + 2 * 5) / 30 / 1024;
    expect(lines()['TimedStorage-ByteHrs']!.quantity).toBeCloseTo(quantity, 12);
  });

  it('is that of each class for as long as an object was in it', async () => {
    const { s3, store, lines, wait } = await world();
    await store('a', mebibyte);
    const Transitions = [{ Days: 1, StorageClass: 'GLACIER_IR' }];
    const Rules = [{ Status: 'Enabled', Filter: {}, Transitions }];
    await s3('PutBucketLifecycleConfiguration', { LifecycleConfiguration: { Rules } });
    await wait(4);
    const { 'TimedStorage-ByteHrs': standard, 'TimedStorage-GIR-ByteHrs': cold } = lines();
    const aDay = mebibyte / 2 ** 30 / 30;
    expect([standard!.quantity / aDay, cold!.quantity / aDay]).toEqual([
      ...[expect.closeTo(1, 9), expect.closeTo(3, 9)],
    ]);
  });
});
