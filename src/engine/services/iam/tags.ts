import type { ListUserTagsRequest, ListUserTagsResponse, Tag } from '@aws-sdk/client-iam';
import type { Context as ConditionContext, Tags } from '../../iam/index';
import { onEntity, put, type EntityKind, type Naming } from './entities';
import { invalidInput, limitExceeded } from './errors';
import { page } from './paging';
import { iamQuotas } from './quotas';
import type { RoleRecord, UserRecord } from './state';

/**
 * Tags with those of a request added. Keys keep their case but are not told apart by it: a new
 * spelling replaces the old one. Source: IAM User Guide, "Rules for tagging in IAM and AWS STS".
 */
export function withTags(tags: Tags, added: readonly Tag[], type: string): Tags {
  const merged = new Map(Object.entries(tags).map((tag) => [tag[0].toLowerCase(), tag]));
  const given = new Set<string>();
  for (const { Key = '', Value = '' } of added) {
    const name = Key.toLowerCase();
    if (given.has(name)) {
      throw invalidInput(
        'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
      );
    }
    if (name.startsWith('aws:')) {
      throw invalidInput('System tags cannot be added/updated by requester');
    }
    given.add(name);
    merged.set(name, [Key, Value]);
  }
  if (merged.size > iamQuotas.tagsPerResource) {
    throw limitExceeded.quota(`TagsPer${type}`, iamQuotas.tagsPerResource);
  }
  return Object.fromEntries(merged.values());
}

/** Tags without those of these keys. */
export function withoutTags(tags: Tags, keys: readonly string[]): Tags {
  const gone = new Set(keys.map((key) => key.toLowerCase()));
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !gone.has(key.toLowerCase())));
}

/** Tags as AWS lists them. */
export function tagList(tags: Tags): Tag[] {
  return Object.keys(tags)
    .sort()
    .map((Key) => ({ Key, Value: tags[Key] ?? '' }));
}

/** Tags as a description has them: no member where there are none. */
export function describeTags({ tags }: { readonly tags: Tags }): { Tags?: Tag[] } {
  const Tags = tagList(tags);
  return Tags.length === 0 ? {} : { Tags };
}

/** One page of tags. */
export function pageOfTags(tags: Tags, input: Pick<ListUserTagsRequest, 'Marker' | 'MaxItems'>) {
  const { items, ...rest } = page(tagList(tags), ({ Key = '' }) => Key, input);
  return { Tags: items, ...rest };
}

/** The tags of a request as condition keys. */
export function requestTagKeys(tags: readonly Tag[] = []): ConditionContext {
  if (tags.length === 0) return {};
  return {
    'aws:TagKeys': tags.map(({ Key = '' }) => Key),
    ...Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [`aws:RequestTag/${Key}`, Value])),
  };
}

/** The three operations on the tags of users or roles. */
export function tagOperations<R extends UserRecord | RoleRecord, M extends 'UserName' | 'RoleName'>(
  kind: EntityKind<R, M>,
) {
  const { type } = kind;
  return {
    [`Tag${type}`]: onEntity(
      kind,
      `Tag${type}`,
      ({ Tags = [] }: Naming<M> & { Tags: Tag[] | undefined }, ctx, record) => {
        put(kind, { ...record, tags: withTags(record.tags, Tags, type) }, ctx);
      },
      ({ Tags }) => requestTagKeys(Tags),
    ),
    [`Untag${type}`]: onEntity(
      kind,
      `Untag${type}`,
      ({ TagKeys = [] }: Naming<M> & { TagKeys: string[] | undefined }, ctx, record) => {
        put(kind, { ...record, tags: withoutTags(record.tags, TagKeys) }, ctx);
      },
      ({ TagKeys = [] }) => ({ 'aws:TagKeys': TagKeys }),
    ),
    [`List${type}Tags`]: onEntity(
      kind,
      `List${type}Tags`,
      (
        input: Naming<M> & Pick<ListUserTagsRequest, 'Marker' | 'MaxItems'>,
        _,
        { tags }: R,
      ): ListUserTagsResponse => pageOfTags(tags, input),
    ),
  };
}
