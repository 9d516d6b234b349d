import type { ListBucketsOutput, ListBucketsRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../operation';
import { bucketsOf } from './buckets';
import { decodeToken, encodeToken } from './continuation';
import { invalidArgument } from './errors';
import { canonicalUserId } from './owners';
import { isRegion } from './regions';
import { bucketArn } from './state';

const mostBuckets = 10_000;

export const ListBuckets: Operation<ListBucketsRequest, ListBucketsOutput> = {
  permissions: () => [{ action: 's3:ListAllMyBuckets', resource: '*', withoutResource: true }],
  handle(input, ctx) {
    const { MaxBuckets = mostBuckets, Prefix, BucketRegion, ContinuationToken } = input;
    if (MaxBuckets < 1 || MaxBuckets > mostBuckets) {
      // AWS's text is not known here.
      throw invalidArgument(
        `Argument max-buckets must be an integer between 1 and ${mostBuckets}`,
        'max-buckets',
        String(MaxBuckets),
      );
    }
    if (BucketRegion !== undefined && !isRegion(BucketRegion)) {
      const text = `Argument value ${BucketRegion} is not a valid AWS Region`;
      throw invalidArgument(text, 'bucket-region');
    }
    const after = ContinuationToken === undefined ? '' : decodeToken(ContinuationToken);
    const { account } = ctx.caller;
    const found = bucketsOf(ctx, account).filter(
      ({ Name, region }) =>
        Name > after &&
        Name.startsWith(Prefix ?? '') &&
        (BucketRegion === undefined || region === BucketRegion),
    );
    const shown = found.slice(0, MaxBuckets);
    const last = shown.at(-1);
    return {
      Buckets: shown.map(({ Name, region, CreationDate }) => ({
        ...{ Name, CreationDate: new Date(CreationDate) },
        ...{ BucketRegion: region, BucketArn: bucketArn(Name) },
      })),
      Owner: { ID: canonicalUserId(account) },
      ...(Prefix === undefined ? {} : { Prefix }),
      ...(found.length > shown.length && last !== undefined
        ? { ContinuationToken: encodeToken(last.Name) }
        : {}),
    };
  },
};
