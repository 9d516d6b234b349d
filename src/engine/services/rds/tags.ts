import type { Tag } from '@aws-sdk/client-rds';
import type { Context as ConditionContext, Tags } from '../../iam/index';
import { isSystemTag } from '../../system-tags';
import { invalidValue } from './errors';

/** The tags of a request. Throws InvalidParameterValue for keys that only AWS uses; text not known. */
export function tagsFrom(list: readonly Tag[] | undefined): Tags {
  if (list?.some(({ Key = '' }) => isSystemTag(Key)) === true) {
    throw invalidValue('Tag keys that begin with aws: are reserved.');
  }
  return Object.fromEntries((list ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
}

/** Tags as answers list them. */
export function shownTags(tags: Tags): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** The condition keys of a resource's tags. Source: Service Authorization Reference, "Amazon RDS". */
export function tagKeys(tags: Tags, type: 'db' | 'snapshot'): ConditionContext {
  return Object.fromEntries(
    Object.entries(tags).flatMap(([key, value]) => [
      [`aws:ResourceTag/${key}`, value],
      [`rds:${type}-tag/${key}`, value],
    ]),
  );
}

/** The condition keys of tags in a request. */
export function requestTagKeys(list: readonly Tag[] | undefined): ConditionContext {
  if (list === undefined || list.length === 0) return {};
  return {
    'aws:TagKeys': list.map(({ Key = '' }) => Key),
    ...Object.fromEntries(
      list.flatMap(({ Key = '', Value = '' }) => [
        [`aws:RequestTag/${Key}`, Value],
        [`rds:req-tag/${Key}`, Value],
      ]),
    ),
  };
}
