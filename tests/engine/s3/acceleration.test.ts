import { expect, it } from 'vitest';
import { refusalText, testWorld } from '../world';
import { s3World } from './world';

const put = (Status: string) => ({ AccelerateConfiguration: { Status } });

it('Transfer Acceleration is switched on and suspended, but not suspended where it never was on', async () => {
  const { s3 } = await s3World();
  await s3('PutBucketAccelerateConfiguration', put('Suspended'));
  expect(await s3('GetBucketAccelerateConfiguration')).toEqual({});
  await s3('PutBucketAccelerateConfiguration', put('Enabled'));
  expect(await s3('GetBucketAccelerateConfiguration')).toEqual({ Status: 'Enabled' });
  await s3('PutBucketAccelerateConfiguration', put('Suspended'));
  expect(await s3('GetBucketAccelerateConfiguration')).toEqual({ Status: 'Suspended' });
  expect(await refusalText(s3('PutBucketAccelerateConfiguration', put('enabled')))).toContain(
    'MalformedXML',
  );
});

it('Transfer Acceleration is not for buckets with periods in their names (recorded against AWS)', async () => {
  const { send } = testWorld();
  const Bucket = 'quarterly.reports';
  await send('s3', 'CreateBucket', { Bucket });
  const refused = send('s3', 'PutBucketAccelerateConfiguration', { Bucket, ...put('random') });
  expect(await refusalText(refused)).toBe(
    'InvalidRequest: S3 Transfer Acceleration is not supported for buckets with periods (.) in their names',
  );
});
