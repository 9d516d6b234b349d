import { describe, expect, it } from 'vitest';
import { refusal, refusalText } from '../world';
import { Bucket, s3World, seen } from './world';

const Id = 'all';

describe('settings that no bucket has', () => {
  it.each([
    ['GetBucketAccelerateConfiguration', {}, {}],
    ['GetBucketLogging', {}, {}],
    ['GetBucketNotificationConfiguration', {}, {}],
    ['DeleteBucketCors', {}, undefined],
    ['DeleteBucketWebsite', {}, undefined],
    ['ListBucketAnalyticsConfigurations', {}, { IsTruncated: false }],
    ['ListBucketIntelligentTieringConfigurations', {}, { IsTruncated: false }],
    ['ListBucketInventoryConfigurations', {}, { IsTruncated: false }],
    ['ListBucketMetricsConfigurations', {}, { IsTruncated: false }],
    ['GetBucketRequestPayment', {}, { Payer: 'BucketOwner' }],
    [
      'PutBucketRequestPayment',
      { RequestPaymentConfiguration: { Payer: 'BucketOwner' } },
      undefined,
    ],
  ])('%s answers as for a bucket without it', async (name, input, answer) => {
    const { s3 } = await s3World();
    expect(await s3(name, input)).toEqual(answer);
  });

  it.each([
    ['GetBucketCors', 'NoSuchCORSConfiguration', 'The CORS configuration does not exist'],
    [
      ...(['GetBucketWebsite', 'NoSuchWebsiteConfiguration'] as const),
      'The specified bucket does not have a website configuration',
    ],
  ])('%s finds none (recorded against AWS)', async (name, code, message) => {
    const { s3 } = await s3World();
    const expected = { code, message, statusCode: 404, BucketName: Bucket };
    expect(seen(await refusal(s3(name)))).toEqual(expected);
  });

  it.each(
    ['Analytics', 'IntelligentTiering', 'Inventory', 'Metrics'].flatMap((kind) => [
      [`GetBucket${kind}Configuration`],
      [`DeleteBucket${kind}Configuration`],
    ]),
  )('%s finds none by an id (recorded against AWS)', async (name) => {
    const { s3 } = await s3World();
    expect(await refusalText(s3(name, { Id }))).toBe(
      'NoSuchConfiguration: The specified configuration does not exist.',
    );
  });

  it.each([
    ['PutBucketLogging', { BucketLoggingStatus: {} }],
    ['PutBucketNotificationConfiguration', { NotificationConfiguration: {} }],
    ['PutBucketWebsite', { WebsiteConfiguration: {} }],
    ['PutBucketMetricsConfiguration', { Id, MetricsConfiguration: { Id } }],
    ['PutBucketRequestPayment', { RequestPaymentConfiguration: { Payer: 'Requester' } }],
  ])('%s says that it is left out', async (name, input) => {
    const { s3 } = await s3World();
    const text = 'A header or query you provided implies functionality that is not implemented.';
    expect(await refusalText(s3(name, input))).toContain(`NotImplemented: ${text} (`);
  });

  it('are not told to who may not ask', async () => {
    const { s3, user } = await s3World();
    const credentials = await user('nobody');
    const refused = s3('GetBucketWebsite', {}, { credentials });
    expect(await refusalText(refused)).toContain('s3:GetBucketWebsite');
  });
});
