import type {
  ListTagsRequest,
  ListTagsResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-lambda';
import type { Context, Operation } from '../../operation';
import { invalid, noTagKeys, noTags } from './errors';
import { findFunction, requireFunction, type FoundFunction } from './names';
import { functionPermission, requestTagKeys } from './permissions';
import { functionKey, functionsTable } from './state';
import { checkKeys, checkTags } from './tag-rules';

function target({ Resource }: { Resource: string | undefined }, ctx: Context): FoundFunction {
  const found = findFunction(ctx, { FunctionName: Resource });
  if (found.qualifier !== '') {
    throw invalid(
      'Tags on function aliases and versions are not supported. Please specify a function ARN.',
    );
  }
  return found;
}

export const TagResource: Operation<TagResourceRequest, void, FoundFunction> = {
  target,
  permissions: ({ Tags = {} }, found, ctx) => [
    functionPermission(ctx, 'TagResource', found, requestTagKeys(Tags)),
  ],
  handle({ Tags = {} }, ctx, found) {
    const record = requireFunction(found);
    if (Object.keys(Tags).length === 0) throw noTags();
    checkKeys(Object.keys(Tags));
    const tags = { ...record.tags, ...Tags };
    checkTags(tags);
    ctx.put(functionsTable, functionKey(record), { ...record, tags });
  },
};

export const UntagResource: Operation<UntagResourceRequest, void, FoundFunction> = {
  target,
  permissions: ({ TagKeys = [] }, found, ctx) => [
    functionPermission(ctx, 'UntagResource', found, { 'aws:TagKeys': TagKeys }),
  ],
  handle({ TagKeys = [] }, ctx, found) {
    const record = requireFunction(found);
    if (TagKeys.length === 0) throw noTagKeys();
    checkKeys(TagKeys);
    const kept = Object.entries(record.tags).filter(([name]) => !TagKeys.includes(name));
    ctx.put(functionsTable, functionKey(record), { ...record, tags: Object.fromEntries(kept) });
  },
};

export const ListTags: Operation<ListTagsRequest, ListTagsResponse, FoundFunction> = {
  target,
  permissions: (_, found, ctx) => [functionPermission(ctx, 'ListTags', found)],
  handle: (_, __, found) => ({ Tags: requireFunction(found).tags }),
};
