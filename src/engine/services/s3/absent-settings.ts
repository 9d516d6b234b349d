import type {
  GetBucketRequestPaymentOutput,
  GetBucketRequestPaymentRequest,
  PutBucketRequestPaymentRequest,
} from '@aws-sdk/client-s3';
import { AwsError } from '../../errors';
import type { AnyOperation, Context, Operation } from '../../operation';
import { malformedXml, notImplemented } from './errors';
import { findBucket } from './lookup';
import { bucketPermission } from './permissions';
import type { BucketRecord } from './state';

// Settings that no bucket here has. Reading one is answered as AWS answers for a bucket without it,
// so that tools which look at everything go on; setting one is refused by name. The errors, and the
// answers without content, were recorded against AWS (LocalStack's snapshots, 2022 to 2026); how a
// list of none looks is taken from lists of some, and the payer from the Amazon S3 API Reference.

const target = (input: { Bucket: string | undefined }, ctx: Context) => findBucket(ctx, input);

type OfBucket = Operation<{ Bucket: string | undefined }, object | void, BucketRecord>;

/** An operation on a setting, with the action that it takes. */
function ofSetting(action: string, answer: (bucket: BucketRecord) => object | void): OfBucket {
  return {
    target,
    permissions: (input, bucket, ctx) => [bucketPermission(action, bucket, ctx, input)],
    handle: (_, _ctx, bucket) => answer(bucket),
  };
}

const refuse = (what: string) => () => {
  throw notImplemented(what);
};

const none = () => ({});

function missing(code: string, message: string): (bucket: BucketRecord) => never {
  return ({ Name: BucketName }) => {
    throw new AwsError(code, message, 404, { BucketName });
  };
}

/** Settings of which a bucket has one: their actions, and what a bucket without one answers. */
const single: readonly (readonly [
  name: string,
  what: string,
  actions: readonly [get: string, put: string],
  absent: (bucket: BucketRecord) => object,
])[] = [
  [
    ...(['Logging', 'server access logs'] as const),
    ...([['GetBucketLogging', 'PutBucketLogging'], none] as const),
  ],
  [
    ...(['NotificationConfiguration', 'event notifications'] as const),
    ...([['GetBucketNotification', 'PutBucketNotification'], none] as const),
  ],
  [
    ...(['Website', 'static websites'] as const),
    ...([['GetBucketWebsite', 'PutBucketWebsite']] as const),
    missing(
      'NoSuchWebsiteConfiguration',
      'The specified bucket does not have a website configuration',
    ),
  ],
];

/** Settings of which a bucket may have several, by their ids. */
const numbered: readonly (readonly [name: string, what: string])[] = [
  ['Analytics', 'storage class analysis'],
  ['IntelligentTiering', 'archive tiers of S3 Intelligent-Tiering'],
  ['Inventory', 'S3 Inventory'],
  ['Metrics', 'request metrics'],
];

const noConfiguration = () => {
  throw new AwsError('NoSuchConfiguration', 'The specified configuration does not exist.', 404);
};

const operations: Record<string, AnyOperation> = {};

for (const [name, what, [get, put], absent] of single) {
  operations[`GetBucket${name}`] = ofSetting(`s3:${get}`, absent);
  operations[`PutBucket${name}`] = ofSetting(`s3:${put}`, refuse(what));
}
operations.DeleteBucketWebsite = ofSetting('s3:DeleteBucketWebsite', () => undefined);

for (const [name, what] of numbered) {
  const [get, put] = [`s3:Get${name}Configuration`, `s3:Put${name}Configuration`];
  operations[`GetBucket${name}Configuration`] = ofSetting(get, noConfiguration);
  operations[`ListBucket${name}Configurations`] = ofSetting(get, () => ({ IsTruncated: false }));
  operations[`PutBucket${name}Configuration`] = ofSetting(put, refuse(what));
  operations[`DeleteBucket${name}Configuration`] = ofSetting(put, noConfiguration);
}

/** Operations on settings that no bucket has. */
export const absentSettings: Readonly<Record<string, AnyOperation>> = operations;

/** The owner of a bucket always pays for requests. */
export const GetBucketRequestPayment: Operation<
  GetBucketRequestPaymentRequest,
  GetBucketRequestPaymentOutput,
  BucketRecord
> = {
  target,
  permissions: (_, bucket, ctx) => [bucketPermission('s3:GetBucketRequestPayment', bucket, ctx)],
  handle: () => ({ Payer: 'BucketOwner' }),
};

export const PutBucketRequestPayment: Operation<
  PutBucketRequestPaymentRequest,
  void,
  BucketRecord
> = {
  target,
  permissions: (_, bucket, ctx) => [bucketPermission('s3:PutBucketRequestPayment', bucket, ctx)],
  handle({ RequestPaymentConfiguration }) {
    const Payer = RequestPaymentConfiguration?.Payer;
    if (Payer === 'Requester') throw notImplemented('requesters do not pay here');
    if (Payer !== 'BucketOwner') throw malformedXml();
  },
};
