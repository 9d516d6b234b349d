import type { CompletionContext } from '../../command';
import { s3Commands, type S3CommandName } from '../s3/options';
import { isS3Uri, splitS3Path } from '../s3/paths';
import { learn } from './ask';

/** How many objects and prefixes are offered. */
const limit = 100;

interface Buckets {
  readonly Buckets?: readonly { readonly Name: string }[];
}

interface Objects {
  readonly Contents?: readonly { readonly Key: string }[];
  readonly CommonPrefixes?: readonly { readonly Prefix: string }[];
}

/** The caller's buckets. */
export function bucketNames(
  words: readonly string[],
  ctx: CompletionContext,
): Promise<readonly string[]> {
  return learn(words, ctx, async (ask) => {
    const { Buckets = [] } = (await ask('s3', 'ListBuckets', {})) as Buckets;
    return Buckets.map(({ Name }) => Name);
  });
}

/** Keys of a bucket that begin so, up to the next slash. */
export function objectNames(
  words: readonly string[],
  bucket: string,
  prefix: string,
  ctx: CompletionContext,
): Promise<readonly string[]> {
  return learn(words, ctx, async (ask) => {
    const input = { Bucket: bucket, Prefix: prefix, Delimiter: '/', MaxKeys: limit };
    const { Contents = [], CommonPrefixes = [] } = (await ask(
      's3',
      'ListObjectsV2',
      input,
    )) as Objects;
    return [...CommonPrefixes.map(({ Prefix }) => Prefix), ...Contents.map(({ Key }) => Key)];
  });
}

/** What an `aws s3` path could go on with: buckets and their objects; none for local files. */
export async function s3Paths(
  name: string,
  typed: string,
  words: readonly string[],
  ctx: CompletionContext,
): Promise<readonly string[]> {
  const takesFiles = s3Commands[name as S3CommandName].usage.includes('<LocalPath>');
  const isBeginning = typed !== '' && 's3://'.startsWith(typed);
  if (!isS3Uri(typed) && !isBeginning && (takesFiles || typed !== '')) return [];
  const { bucket, key } = splitS3Path(isS3Uri(typed) ? typed : '');
  if (!isS3Uri(typed) || typed === `s3://${bucket}`) {
    const names = await bucketNames(words, ctx);
    return names.map((found) => `s3://${found}${name === 'rb' ? '' : '/'}`);
  }
  const keys = await objectNames(words, bucket, key, ctx);
  return keys.map((found) => `s3://${bucket}/${found}`);
}
