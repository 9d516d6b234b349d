import type {
  DeleteObjectTaggingOutput,
  DeleteObjectTaggingRequest,
  GetObjectTaggingOutput,
  GetObjectTaggingRequest,
  PutObjectTaggingOutput,
  PutObjectTaggingRequest,
} from '@aws-sdk/client-s3';
import type { Context, Operation } from '../../operation';
import { tooManyTags } from './errors';
import { existingTagKeys } from './get-object';
import {
  findObject,
  missingKey,
  requireContent,
  type FoundObject,
  type ObjectInput,
} from './lookup';
import { objectPermission } from './permissions';
import { requestedTagKeys, tagLimit } from './put-object';
import { changeVersion } from './replicate';
import type { ObjectVersion } from './state';
import { checkTags } from './tag-rules';
import type { ObjectTags } from './tagging-header';
import { nullVersion } from './versions';

const target = (input: ObjectInput, ctx: Context) => findObject(ctx, input);

/** A permission on the tags of an object, or of one version of it; those it has may be a condition. */
function permission(
  verb: 'Get' | 'Put' | 'Delete',
  input: ObjectInput,
  found: FoundObject,
  ctx: Context,
  requested: ObjectTags = {},
) {
  const action = `s3:${verb}Object${input.VersionId === undefined ? '' : 'Version'}Tagging`;
  const keys = { ...existingTagKeys(found), ...requestedTagKeys(requested) };
  return [objectPermission(action, found.bucket, found.Key, ctx, input, keys)];
}

function versionAnswer({ VersionId }: ObjectVersion) {
  return VersionId === nullVersion ? {} : { VersionId };
}

function givenTags({ Tagging }: PutObjectTaggingRequest): ObjectTags {
  const TagSet = Tagging?.TagSet ?? [];
  return Object.fromEntries(TagSet.map(({ Key = '', Value = '' }) => [Key, Value]));
}

export const GetObjectTagging: Operation<
  GetObjectTaggingRequest,
  GetObjectTaggingOutput,
  FoundObject
> = {
  target,
  permissions: (input, found, ctx) => permission('Get', input, found, ctx),
  handle(input, ctx, found) {
    const { bucket, Key, version: current } = found;
    if (current === undefined && input.VersionId === undefined) {
      // Recorded: here, and nowhere else, the key is named together with its bucket.
      throw missingKey(ctx, bucket, `${bucket.Name}/${Key}`);
    }
    const version = requireContent(ctx, input, found, 'GET');
    const TagSet = Object.entries(version.tags).map(([Key, Value]) => ({ Key, Value }));
    return { TagSet, ...versionAnswer(version) };
  },
};

export const PutObjectTagging: Operation<
  PutObjectTaggingRequest,
  PutObjectTaggingOutput,
  FoundObject
> = {
  target,
  permissions: (input, found, ctx) => permission('Put', input, found, ctx, givenTags(input)),
  handle(input, ctx, found) {
    const version = requireContent(ctx, input, found, 'PUT');
    const TagSet = input.Tagging?.TagSet ?? [];
    if (TagSet.length > tagLimit) throw tooManyTags();
    checkTags(TagSet);
    changeVersion(ctx, found.bucket, { ...version, tags: givenTags(input) });
    return versionAnswer(version);
  },
};

export const DeleteObjectTagging: Operation<
  DeleteObjectTaggingRequest,
  DeleteObjectTaggingOutput,
  FoundObject
> = {
  target,
  permissions: (input, found, ctx) => permission('Delete', input, found, ctx),
  handle(input, ctx, found) {
    const version = requireContent(ctx, input, found, 'DELETE');
    changeVersion(ctx, found.bucket, { ...version, tags: {} });
    return versionAnswer(version);
  },
};
