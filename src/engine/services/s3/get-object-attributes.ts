import type { GetObjectAttributesOutput, GetObjectAttributesRequest } from '@aws-sdk/client-s3';
import type { Operation } from '../../operation';
import { openingKey } from './customer-keys';
import { admitReader } from './encryption-modes';
import { invalidArgument } from './errors';
import { requireObject } from './get-object';
import { findObject, type FoundObject } from './lookup';
import { objectPermission } from './permissions';
import { nullVersion } from './versions';

const attributes = ['Checksum', 'ETag', 'ObjectParts', 'ObjectSize', 'StorageClass'];

export const GetObjectAttributes: Operation<
  GetObjectAttributesRequest,
  GetObjectAttributesOutput,
  FoundObject
> = {
  target: (input, ctx) => findObject(ctx, input),
  // Source: Amazon S3 API Reference, GetObjectAttributes, "Permissions".
  permissions(input, { bucket, Key }, ctx) {
    const actions =
      input.VersionId === undefined
        ? ['s3:GetObject', 's3:GetObjectAttributes']
        : ['s3:GetObjectVersion', 's3:GetObjectVersionAttributes'];
    return actions.map((action) => objectPermission(action, bucket, Key, ctx, input));
  },
  handle(input, ctx, found) {
    const asked = new Set<string>(input.ObjectAttributes);
    if (asked.size === 0 || [...asked].some((name) => !attributes.includes(name))) {
      throw invalidArgument('Invalid attribute name specified.', 'x-amz-object-attributes');
    }
    const version = requireObject(ctx, input, found, 'GET');
    admitReader(version.encryption, openingKey(ctx, input));
    const { LastModified, VersionId, ETag, StorageClass, Size } = version;
    return {
      LastModified: new Date(LastModified),
      ...(VersionId === nullVersion ? {} : { VersionId }),
      ...(asked.has('ETag') ? { ETag } : {}),
      ...(asked.has('StorageClass') ? { StorageClass } : {}),
      ...(asked.has('ObjectSize') ? { ObjectSize: Size } : {}),
    };
  },
};
