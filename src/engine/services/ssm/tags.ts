import type {
  AddTagsToResourceRequest,
  ListTagsForResourceRequest,
  ListTagsForResourceResult,
  RemoveTagsFromResourceRequest,
  ResourceTypeForTagging,
  Tag,
} from '@aws-sdk/client-ssm';
import { AwsError } from '../../errors';
import type { Context, Operation } from '../../operation';
import { countTags, isSystemTag } from '../../system-tags';
import { tagging as errors } from './errors';
import { findParameter, type FoundParameter } from './lookup';
import { parameterPermission, requestTagKeys } from './permissions';
import { parametersTable, type ParameterRecord } from './state';

type Tags = Readonly<Record<string, string>>;

/** Tags of a parameter. Source: Systems Manager API Reference, AddTagsToResource. */
const tagsPerParameter = 50;

const noTags: Tags = Object.freeze({});

/** The tags of a request beside those there are. Throws where they are too many or reserved. */
export function tagsFrom(list: readonly Tag[], before: Tags = noTags): Tags {
  if (list.length === 0) return before;
  const tags = { ...before };
  for (const { Key = '', Value = '' } of list) {
    if (isSystemTag(Key)) throw errors.reserved();
    tags[Key] = Value;
  }
  if (countTags(tags) > tagsPerParameter) throw errors.tooMany();
  return tags;
}

interface TaggedResource {
  readonly ResourceType: ResourceTypeForTagging | undefined;
  readonly ResourceId: string | undefined;
}

function target({ ResourceType = 'Parameter', ResourceId = '' }: TaggedResource, ctx: Context) {
  if (ResourceType !== 'Parameter') throw errors.resourceType(ResourceType);
  try {
    return findParameter(ctx, ResourceId);
  } catch (error) {
    throw error instanceof AwsError ? errors.resourceId() : error;
  }
}

function existing({ parameter }: FoundParameter): ParameterRecord {
  if (parameter === undefined) throw errors.resourceId();
  return parameter;
}

export const AddTagsToResource: Operation<AddTagsToResourceRequest, object, FoundParameter> = {
  target,
  permissions: ({ Tags }, found) => [
    parameterPermission('AddTagsToResource', found, requestTagKeys(Tags)),
  ],
  handle({ Tags = [] }, ctx, found) {
    const parameter = existing(found);
    ctx.put(parametersTable, found.key, { ...parameter, tags: tagsFrom(Tags, parameter.tags) });
    return {};
  },
};

export const RemoveTagsFromResource: Operation<
  RemoveTagsFromResourceRequest,
  object,
  FoundParameter
> = {
  target,
  permissions: ({ TagKeys = [] }, found) => [
    parameterPermission('RemoveTagsFromResource', found, { 'aws:TagKeys': TagKeys }),
  ],
  handle({ TagKeys = [] }, ctx, found) {
    const parameter = existing(found);
    if (TagKeys.some(isSystemTag)) throw errors.reserved();
    const kept = Object.entries(parameter.tags).filter(([name]) => !TagKeys.includes(name));
    ctx.put(parametersTable, found.key, { ...parameter, tags: Object.fromEntries(kept) });
    return {};
  },
};

export const ListTagsForResource: Operation<
  ListTagsForResourceRequest,
  ListTagsForResourceResult,
  FoundParameter
> = {
  target,
  permissions: (_, found) => [parameterPermission('ListTagsForResource', found)],
  handle: (_input, _ctx, found) => ({
    TagList: Object.entries(existing(found).tags).map(([Key, Value]) => ({ Key, Value })),
  }),
};
