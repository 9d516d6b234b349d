import { formatArn } from '../../arn';
import type { Context as ConditionContext } from '../../iam/index';
import type { Context, Permission } from '../../operation';
import type { FoundGroup } from './lookup';
import { groupArn, streamArn } from './names';

/** The condition keys of a log group's tags. */
function tagKeys({ group }: FoundGroup): ConditionContext {
  const tags = Object.entries(group?.tags ?? {});
  return Object.fromEntries(tags.map(([key, value]) => [`aws:ResourceTag/${key}`, value]));
}

function resourcePolicy({ policy }: FoundGroup): Pick<Permission, 'policies'> {
  return policy === undefined ? {} : { policies: { resource: policy } };
}

/**
 * A permission on a log stream, or on a log group as a whole: that is one on a stream without a name,
 * so that policies need `log-group:NAME:*`. Form: AWS's refusals as quoted in public bug reports
 * ("... on resource: arn:aws:logs:us-east-1:123456789012:log-group:NAME:log-stream:").
 */
export function streamPermission(action: string, found: FoundGroup, stream = ''): Permission {
  return {
    action: `logs:${action}`,
    resource: streamArn(found.reference, stream),
    resourceAccount: found.reference.account,
    context: tagKeys(found),
    ...resourcePolicy(found),
  };
}

/** A permission on the ARN of a log group as it is, which the operations on tags ask for. */
export function groupPermission(
  action: string,
  found: FoundGroup,
  more: ConditionContext = {},
): Permission {
  return {
    action: `logs:${action}`,
    resource: groupArn(found.reference),
    resourceAccount: found.reference.account,
    context: { ...tagKeys(found), ...more },
    ...resourcePolicy(found),
  };
}

/** A permission on all log groups of the caller's account in a Region. */
export function everyGroupPermission(action: string, ctx: Context): Permission {
  const resource = formatArn('logs', ctx.region, ctx.caller.account, 'log-group::log-stream:');
  return { action: `logs:${action}`, resource };
}

/** The condition keys of the tags in a request. */
export function requestTagKeys(tags: Readonly<Record<string, string>> = {}): ConditionContext {
  const entries = Object.entries(tags);
  if (entries.length === 0) return {};
  return {
    'aws:TagKeys': entries.map(([key]) => key),
    ...Object.fromEntries(entries.map(([key, value]) => [`aws:RequestTag/${key}`, value])),
  };
}
