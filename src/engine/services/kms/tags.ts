import type {
  ListResourceTagsRequest,
  ListResourceTagsResponse,
  Tag,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-kms';
import { AwsError } from '../../errors';
import type { Context, Operation } from '../../operation';
import { tags as errors } from './errors';
import { requestTagKeys } from './key-conditions';
import { requireKeyState } from './key-state-table';
import { findKeyByIdOrArn, type FoundKey } from './lookup';
import { keyPermission } from './permissions';
import { tagsPerKey } from './resource-quotas';
import { keysTable } from './state';

type Tags = Readonly<Record<string, string>>;

const noTags: Tags = Object.freeze({});

/** The tags of a request. Throws TagException for a key given twice or reserved for AWS. */
export function tagsFrom(list: readonly Tag[]): Tags {
  if (list.length === 0) return noTags;
  const tags = new Map<string, string>();
  for (const { TagKey = '', TagValue = '' } of list) {
    if (tags.has(TagKey)) throw errors.duplicate();
    if (/^aws:/i.test(TagKey)) throw errors.reserved();
    tags.set(TagKey, TagValue);
  }
  if (tags.size > tagsPerKey) throw errors.tooMany();
  return Object.fromEntries(tags);
}

const target = ({ KeyId = '' }: { KeyId: string | undefined }, ctx: Context) =>
  findKeyByIdOrArn(ctx, KeyId);

export const TagResource: Operation<TagResourceRequest, void, FoundKey> = {
  target,
  permissions: ({ Tags }, found, ctx) => [
    keyPermission('kms:TagResource', found, ctx, requestTagKeys(Tags)),
  ],
  handle({ Tags = [] }, ctx, { key }) {
    requireKeyState(key, 'TagResource');
    const tags = { ...key.tags, ...tagsFrom(Tags) };
    if (Object.keys(tags).length > tagsPerKey) throw errors.tooMany();
    ctx.put(keysTable, key.Arn, { ...key, tags });
  },
};

export const UntagResource: Operation<UntagResourceRequest, void, FoundKey> = {
  target,
  permissions: ({ TagKeys = [] }, found, ctx) => [
    keyPermission('kms:UntagResource', found, ctx, { 'aws:TagKeys': TagKeys }),
  ],
  handle({ TagKeys = [] }, ctx, { key }) {
    requireKeyState(key, 'UntagResource');
    const kept = Object.entries(key.tags).filter(([name]) => !TagKeys.includes(name));
    ctx.put(keysTable, key.Arn, { ...key, tags: Object.fromEntries(kept) });
  },
};

/** Tags a page of ListResourceTags, and at most. Source: AWS KMS API Reference. */
const pageSize = 50;

export const ListResourceTags: Operation<
  ListResourceTagsRequest,
  ListResourceTagsResponse,
  FoundKey
> = {
  target,
  permissions: (_, found, ctx) => [keyPermission('kms:ListResourceTags', found, ctx)],
  handle({ Limit = pageSize, Marker }, _, { key }) {
    const names = Object.keys(key.tags).sort();
    if (Marker !== undefined && !names.includes(Marker)) {
      throw new AwsError('InvalidMarkerException', '');
    }
    const rest = Marker === undefined ? names : names.filter((name) => name > Marker);
    const shown = rest.slice(0, Math.min(Limit, pageSize));
    const last = shown.at(-1);
    return {
      Tags: shown.map((TagKey) => ({ TagKey, TagValue: key.tags[TagKey] ?? '' })),
      ...(rest.length > shown.length && last !== undefined ? { NextMarker: last } : {}),
      Truncated: rest.length > shown.length,
    };
  },
};
