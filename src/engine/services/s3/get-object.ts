import type {
  GetObjectOutput,
  GetObjectRequest,
  HeadObjectOutput,
  HeadObjectRequest,
} from '@aws-sdk/client-s3';
import type { Context, Operation } from '../../operation';
import type { Content } from './body';
import { cryptoStep } from './crypto-step';
import { encryptionAnswer, openEncryption } from './encryption-modes';
import { isDeleteMarker, noSuchKey } from './errors';
import { findObject, requireVersion, type FoundObject, type ObjectInput } from './lookup';
import { openParts } from './object-store';
import { objectPermission } from './permissions';
import type { ObjectVersion } from './state';
import { nullVersion } from './versions';

/** The content type of objects that were put without one. */
const defaultType = 'binary/octet-stream';

/**
 * The object that a request wants to read. Throws what `requireVersion` throws, NoSuchKey where the
 * current version is a delete marker, and MethodNotAllowed where the version it names is one.
 */
export function requireObject(
  ctx: Context,
  input: ObjectInput,
  found: FoundObject,
  method: string,
): ObjectVersion {
  const version = requireVersion(ctx, input, found);
  if (version.kind === 'object') return version;
  if (input.VersionId === undefined) throw noSuchKey(found.Key);
  throw isDeleteMarker(method);
}

/** What an answer to GetObject and HeadObject says of a version. */
export function objectAnswer(version: ObjectVersion) {
  const { headers, Metadata, VersionId, ETag, LastModified, StorageClass, encryption } = version;
  const { Expires, ...shown } = headers;
  return {
    ...{ AcceptRanges: 'bytes', LastModified: new Date(LastModified), ETag: `"${ETag}"` },
    ...{ ContentType: defaultType, ...shown, Metadata },
    ...(Expires === undefined ? {} : { ExpiresString: Expires }),
    ...(VersionId === nullVersion ? {} : { VersionId }),
    ...(StorageClass === 'STANDARD' ? {} : { StorageClass }),
    ...encryptionAnswer(encryption),
  };
}

const target = (input: ObjectInput, ctx: Context) => findObject(ctx, input);

const permissions = (input: ObjectInput, { bucket, Key }: FoundObject, ctx: Context) => [
  objectPermission(
    input.VersionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion',
    ...([bucket, Key, ctx, input] as const),
  ),
];

/** An answer to GetObject, with content that is deciphered as it is read. */
export type GetObjectAnswer = Omit<GetObjectOutput, 'Body'> & { readonly Body: Content };

export const GetObject: Operation<GetObjectRequest, GetObjectAnswer, FoundObject> = {
  target,
  permissions,
  async handle(input, ctx, found) {
    const version = requireObject(ctx, input, found, 'GET');
    const { parts, Size, encryption } = version;
    const dataKeys = await openEncryption(ctx, version, encryption);
    const Body = await openParts(ctx, parts, dataKeys, 0, Size);
    cryptoStep(ctx, 'decrypt', version, Size, encryption);
    return { ...objectAnswer(version), Body, ContentLength: Size };
  },
};

export const HeadObject: Operation<HeadObjectRequest, HeadObjectOutput, FoundObject> = {
  target,
  permissions,
  handle(input, ctx, found) {
    const version = requireObject(ctx, input, found, 'HEAD');
    return { ...objectAnswer(version), ContentLength: version.Size };
  },
};
