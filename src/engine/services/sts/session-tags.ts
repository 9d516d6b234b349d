import type { AssumeRoleRequest, Tag } from '@aws-sdk/client-sts';
import type { Context as ConditionContext, Tags } from '../../iam/index';
import type { Session } from '../../operation';
import { tagErrors } from './errors';

/** Tags of a session to be, and which of them go on to the next one of a role chain. */
export type SessionTags = Pick<Session, 'tags' | 'transitiveTagKeys'>;

/**
 * The tags that a request gives its session, with those that the calling session hands on. Throws
 * for keys that differ by case only, and for a tag that the calling session has made transitive.
 * Source: IAM User Guide, "Pass session tags in AWS STS", and recorded refusals.
 */
export function sessionTags(
  { Tags = [], TransitiveTagKeys = [] }: Pick<AssumeRoleRequest, 'Tags' | 'TransitiveTagKeys'>,
  calling: Session | undefined,
): SessionTags {
  const tags = asRecord(Tags);
  const keys = new Set(Object.keys(tags).map(lower));
  if (keys.size < Tags.length) throw tagErrors.duplicate();
  if (!TransitiveTagKeys.every((key) => keys.has(lower(key)))) throw tagErrors.notRequested();
  const inheritedKeys = calling?.transitiveTagKeys ?? [];
  if (inheritedKeys.some((key) => keys.has(lower(key)))) throw tagErrors.conflicts();
  const inherited = inheritedKeys.map((key) => [key, calling?.tags[key] ?? '']);
  // A transitive key may be written in another case than its tag.
  const transitive = new Set(TransitiveTagKeys.map(lower));
  return {
    tags: { ...(Object.fromEntries(inherited) as Tags), ...tags },
    transitiveTagKeys: [
      ...inheritedKeys,
      ...Object.keys(tags).filter((key) => transitive.has(lower(key))),
    ],
  };
}

/** The condition keys of the tags in a request. */
export function requestTagKeys(tags: readonly Tag[] | undefined): ConditionContext {
  if (tags === undefined || tags.length === 0) return {};
  const given = asRecord(tags);
  const keys = Object.entries(given).map(([key, value]) => [`aws:RequestTag/${key}`, value]);
  return {
    ...(Object.fromEntries(keys) as Record<string, string>),
    'aws:TagKeys': Object.keys(given),
  };
}

const lower = (key: string) => key.toLowerCase();

function asRecord(tags: readonly Tag[]): Tags {
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}
