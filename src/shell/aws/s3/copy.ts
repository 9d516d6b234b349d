import { percentEncode } from '../../../engine/percent-encoding';
import { encodePath } from '../parameters/s3-parameters';
import type { FoundObject, Item, Parameters } from './items';
import type { Mover } from './mover';
import { uploadInParts, type Target } from './multipart';
import { headObject } from './objects';
import { splitS3Path } from './paths';
import { textOf } from './command';

/** What CopyObject copies with the metadata directive COPY. */
const metadataMembers = [
  ...['CacheControl', 'ContentDisposition', 'ContentEncoding', 'ContentLanguage', 'ContentType'],
  ...['Expires', 'Metadata'],
];

/** The longest `x-amz-tagging` header. Source: AWS CLI 2.36.7, as it splits tags off. */
const longestTagging = 2048;

/** Members of CopyObject that a multipart upload does not begin with. */
const copyOnly = /^(CopySource\w+|MetadataDirective|TaggingDirective|IfNoneMatch)$/;

type TagSet = readonly { readonly Key: string; readonly Value: string }[];

/**
 * Copies an object to another place in S3: with CopyObject, or in parts from the threshold on, where
 * the CLI itself carries over what CopyObject would: `--copy-props` says how much of it.
 */
export async function copy(item: Item, target: Target, mover: Mover): Promise<void> {
  const { client, settings, parameters, moved } = mover;
  const { bucket, key } = splitS3Path(item.source);
  const CopySource = `${bucket}/${encodePath(key)}`;
  const { size = 0, etag } = item;
  const inParts = size >= settings.threshold;
  const { request, tags } = await withProperties(item, inParts, mover);
  if (!inParts) {
    await client.send('CopyObject', { ...target, CopySource, ...request });
    moved(size);
    return;
  }
  const begin = Object.fromEntries(
    Object.entries(request).filter(([name]) => !copyOnly.test(name)),
  );
  const send = async (part: Parameters, start: number, end: number) => {
    const { CopyPartResult = {} } = await client.send<{ CopyPartResult?: object }>(
      'UploadPartCopy',
      {
        ...part,
        ...{ CopySource, CopySourceRange: `bytes=${start}-${end - 1}` },
        ...(etag === undefined ? {} : { CopySourceIfMatch: etag }),
        ...parameters.partCopy,
      },
    );
    return CopyPartResult;
  };
  await uploadInParts(target, { size, begin, send }, mover);
  if (tags !== undefined) {
    await client.send('PutObjectTagging', { ...target, Tagging: { TagSet: tags } });
  }
}

async function withProperties(
  item: Item,
  inParts: boolean,
  mover: Mover,
): Promise<{ readonly request: Parameters; readonly tags?: TagSet }> {
  const { command, sourceClient, parameters } = mover;
  const given = parameters.copy;
  if (textOf(command, 'metadata-directive') !== undefined) return { request: given };
  const wanted = textOf(command, 'copy-props') ?? 'default';
  if (wanted === 'none') {
    return { request: { ...given, MetadataDirective: 'REPLACE', TaggingDirective: 'REPLACE' } };
  }
  const replacesTags = wanted === 'metadata-directive' ? { TaggingDirective: 'REPLACE' } : {};
  let request: Parameters = { ...given, ...replacesTags };
  const replaces = Object.keys(given).some((name) => metadataMembers.includes(name));
  if (inParts || replaces) {
    const { bucket, key } = splitS3Path(item.source);
    // Of an object in a list no more is known than its size.
    const found: FoundObject =
      item.found !== undefined && 'ContentLength' in item.found
        ? item.found
        : await headObject(sourceClient, bucket, key, parameters.headSource);
    const carried = metadataMembers.flatMap((name) => {
      const value = found[name === 'Expires' ? 'ExpiresString' : name];
      return value === undefined || name in given ? [] : [[name, value] as const];
    });
    request = {
      ...request,
      ...(replaces && !inParts ? { MetadataDirective: 'REPLACE' } : {}),
      ...(Object.fromEntries(carried) as Parameters),
    };
  }
  if (!inParts || wanted === 'metadata-directive') return { request };
  const TagSet = await tagsOf(item, mover);
  if (TagSet.length === 0) return { request };
  const header = TagSet.map(
    ({ Key, Value }) => `${percentEncode(Key)}=${percentEncode(Value)}`,
  ).join('&');
  return header.length <= longestTagging
    ? { request: { ...request, Tagging: header } }
    : { request, tags: TagSet };
}

async function tagsOf({ source }: Item, { sourceClient, parameters }: Mover): Promise<TagSet> {
  const { bucket, key } = splitS3Path(source);
  const { TagSet = [] } = await sourceClient.send<{ TagSet?: TagSet }>('GetObjectTagging', {
    ...{ Bucket: bucket, Key: key },
    ...parameters.delete,
  });
  return TagSet;
}
