import { paramValidation, generalError } from '../cli-error';
import type { S3Command } from './command';
import { s3Commands } from './options';
import { isS3Uri, splitS3Path, type S3Path } from './paths';
import { failureText } from './failure';

/** `aws s3 mb`: makes a bucket in the Region that the command's settings say. */
export async function makeBucket({ values, client, ctx }: S3Command): Promise<number> {
  const path = values.get('path') as string;
  const { bucket: Bucket } = bucketOf(path, 'mb');
  const { region } = client.endpoint;
  const words = (values.get('tags') ?? []) as readonly string[];
  const Tags = words.flatMap((word, at) =>
    at % 2 === 0 ? [{ Key: word, Value: words[at + 1] ?? '' }] : [],
  );
  const configuration = {
    ...(region === 'us-east-1' ? {} : { LocationConstraint: region }),
    ...(Tags.length === 0 ? {} : { Tags }),
  };
  const input = {
    Bucket,
    ...(Bucket.endsWith('-an') ? { BucketNamespace: 'account-regional' } : {}),
    ...(Object.keys(configuration).length === 0
      ? {}
      : { CreateBucketConfiguration: configuration }),
  };
  return attempt('make_bucket', path, Bucket, ctx, () => client.send('CreateBucket', input));
}

/** `aws s3 rb`: deletes a bucket, with `--force` after the objects in it. */
export async function removeBucket(
  { values, client, ctx }: S3Command,
  removeAll: (path: string) => Promise<number>,
): Promise<number> {
  const path = values.get('path') as string;
  const { bucket: Bucket, key } = bucketOf(path, 'rb');
  if (key !== '') {
    throw paramValidation(`Please specify a valid bucket name only. E.g. s3://${Bucket}`);
  }
  if (values.has('force') && (await removeAll(path)) !== 0) {
    throw generalError(
      'remove_bucket failed: Unable to delete all objects in the bucket, bucket will not be deleted.',
    );
  }
  return attempt('remove_bucket', path, Bucket, ctx, () => client.send('DeleteBucket', { Bucket }));
}

function bucketOf(path: string, name: 'mb' | 'rb'): S3Path {
  if (isS3Uri(path)) return splitS3Path(path);
  throw paramValidation(`${s3Commands[name].usage}\nError: Invalid argument type`);
}

async function attempt(
  what: string,
  path: string,
  bucket: string,
  { stdout, stderr }: S3Command['ctx'],
  work: () => Promise<unknown>,
): Promise<number> {
  try {
    await work();
  } catch (error) {
    stderr.write(`${what} failed: ${path} ${failureText(error)}\n`);
    return 1;
  }
  stdout.write(`${what}: ${bucket}\n`);
  return 0;
}
