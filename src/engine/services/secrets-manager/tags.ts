import type {
  Tag,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-secrets-manager';
import type { Context, Operation } from '../../operation';
import { countTags, isSystemTag } from '../../system-tags';
import { tagging as errors } from './errors';
import { changeable, findSecret, type FoundSecret } from './lookup';
import { requestTagKeys, secretPermission } from './permissions';
import { follow } from './replicas';
import { secretsTable } from './state';

type Tags = Readonly<Record<string, string>>;

/** Tags of a secret. Source: Secrets Manager API Reference, TagResource. */
const tagsPerSecret = 50;

/**
 * The tags of a request beside those there are. Throws where they are too many, or reserved: those of
 * AWS are for the service that manages the secret.
 */
export function tagsFrom(list: readonly Tag[], before: Tags = {}, owner?: string): Tags {
  const tags = { ...before };
  for (const { Key = '', Value = '' } of list) {
    if (isSystemTag(Key) && owner === undefined) throw errors.reserved();
    tags[Key] = Value;
  }
  if (countTags(tags) > tagsPerSecret) throw errors.tooMany(tagsPerSecret);
  return tags;
}

/** Tags as answers list them. */
export function shownTags(tags: Tags): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

export const TagResource: Operation<TagResourceRequest, void, FoundSecret> = {
  target: (input, ctx) => findSecret(ctx, input),
  permissions: ({ Tags }, found, ctx) => [
    secretPermission('TagResource', ctx, found, requestTagKeys(Tags)),
  ],
  handle({ Tags = [] }, ctx, found) {
    const { key, secret } = changeable(found);
    ctx.put(secretsTable, key, { ...secret, tags: tagsFrom(Tags, secret.tags) });
    follow(ctx, key);
  },
};

export const UntagResource: Operation<UntagResourceRequest, void, FoundSecret> = {
  target: (input: UntagResourceRequest, ctx: Context) => findSecret(ctx, input),
  permissions: ({ TagKeys = [] }, found, ctx) => [
    secretPermission('UntagResource', ctx, found, { 'aws:TagKeys': TagKeys }),
  ],
  handle({ TagKeys = [] }, ctx, found) {
    const { key, secret } = changeable(found);
    if (TagKeys.some(isSystemTag)) throw errors.reserved();
    const kept = Object.entries(secret.tags ?? {}).filter(([name]) => !TagKeys.includes(name));
    ctx.put(secretsTable, key, { ...secret, tags: Object.fromEntries(kept) });
    follow(ctx, key);
  },
};
