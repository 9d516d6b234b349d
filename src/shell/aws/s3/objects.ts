import { AwsError } from '../../../engine/errors';
import { ServiceError } from '../report-error';
import type { S3Client } from './client';
import type { FoundObject, Item, Parameters } from './items';
import { destinationOf, splitS3Path, type Route } from './paths';

/** How objects are looked for. */
export interface ObjectSearch {
  readonly operation: Item['operation'];
  readonly client: S3Client;
  /** What options add to HeadObject. */
  readonly head: Parameters;
  /** What options add to lists. */
  readonly list: Parameters;
}

interface HeadOutput extends FoundObject {
  readonly ContentLength?: number;
  readonly LastModified?: Date;
  readonly ETag?: string;
}

/** The objects of a route in S3: all under a prefix, or one. */
export async function* objectItems(route: Route, search: ObjectSearch): AsyncGenerator<Item> {
  const { bucket, key } = splitS3Path(route.from.path);
  if (!route.isTree && key !== '') {
    yield await single(route, bucket, key, search);
    return;
  }
  for await (const { Contents = [] } of search.client.pages({
    ...{ Bucket: bucket, Prefix: key },
    ...search.list,
  })) {
    for (const { Key, Size, LastModified, ETag, StorageClass } of Contents) {
      const path = `${bucket}/${Key}`;
      // An empty object with a slash at its end stands for a folder: nothing to be downloaded.
      const isFolder = Size === 0 && path.endsWith('/');
      if (isFolder ? search.operation !== 'delete' : !route.isTree) continue;
      const found = StorageClass === undefined ? {} : { StorageClass };
      yield item(route, path, search, Size, LastModified, ETag, found);
    }
  }
}

async function single(
  route: Route,
  bucket: string,
  key: string,
  search: ObjectSearch,
): Promise<Item> {
  const path = `${bucket}/${key}`;
  // Nothing must be known of an object to delete it.
  if (search.operation === 'delete') return item(route, path, search, undefined, undefined);
  try {
    const found = await headObject(search.client, bucket, key, search.head);
    const { ContentLength = 0, LastModified, ETag } = found;
    return item(route, path, search, ContentLength, LastModified, ETag, found);
  } catch (error) {
    if (!(error instanceof ServiceError) || error.error.code !== '404') throw error;
    const missing = new AwsError('404', `Key "${key}" does not exist`, 404);
    throw new ServiceError(missing, error.operation, error.members);
  }
}

/** What HeadObject says of an object. */
export function headObject(
  client: S3Client,
  Bucket: string,
  Key: string,
  parameters: Parameters,
): Promise<HeadOutput> {
  return client.send<HeadOutput>('HeadObject', { Bucket, Key, ...parameters });
}

function item(
  route: Route,
  source: string,
  { operation }: ObjectSearch,
  size: number | undefined,
  changed: Date | undefined,
  etag?: string,
  found?: FoundObject,
): Item {
  const { path: destination, name } = destinationOf(route, source);
  return {
    ...{ operation, from: 's3', source, destination, name, size, etag },
    changedAt: changed?.getTime() ?? 0,
    ...(found === undefined ? {} : { found }),
  };
}
