import type { Tag } from '@aws-sdk/client-ssm';
import { formatArn } from '../../arn';
import type { Context as ConditionContext } from '../../iam/index';
import type { Context, Permission } from '../../operation';
import type { FoundParameter } from './lookup';
import type { ParameterRecord } from './state';

/** The condition keys of a parameter's tags. */
function tagKeys(parameter: ParameterRecord | undefined): Record<string, string> {
  const keys: Record<string, string> = {};
  for (const [name, value] of Object.entries(parameter?.tags ?? {})) {
    keys[`aws:ResourceTag/${name}`] = value;
    keys[`ssm:resourceTag/${name}`] = value;
  }
  return keys;
}

/**
 * A permission on a parameter, whether it exists or not. Source: Service Authorization Reference,
 * "Actions, resources, and condition keys for AWS Systems Manager".
 */
export function parameterPermission(
  action: string,
  { arn, parameter, reference }: Pick<FoundParameter, 'arn' | 'parameter' | 'reference'>,
  more: ConditionContext = {},
): Permission {
  const context = { ...tagKeys(parameter), ...more };
  return { action: `ssm:${action}`, resource: arn, resourceAccount: reference.account, context };
}

/** A permission on everything of Systems Manager that the caller has in a Region. */
export function regionPermission(action: string, ctx: Context): Permission {
  const resource = formatArn('ssm', ctx.region, ctx.caller.account, '*');
  return { action: `ssm:${action}`, resource };
}

/** The condition keys of the tags in a request. */
export function requestTagKeys(tags: readonly Tag[] = []): ConditionContext {
  if (tags.length === 0) return {};
  const keys: Record<string, string | readonly string[]> = {
    'aws:TagKeys': tags.map(({ Key = '' }) => Key),
  };
  for (const { Key = '', Value = '' } of tags) keys[`aws:RequestTag/${Key}`] = Value;
  return keys;
}
