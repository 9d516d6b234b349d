import { formatArn, parseArn } from '../../arn';
import type { Context } from '../../operation';
import { groupKey } from './state';

/** A log group that a request names, whether it exists or not. */
export interface GroupReference {
  readonly account: string;
  readonly region: string;
  readonly name: string;
}

/** The ARN of a log group, as encryption contexts and tags have it. */
export function groupArn({ account, region, name }: GroupReference): string {
  return formatArn('logs', region, account, `log-group:${name}`);
}

/** The ARN of a log stream; policies for whole log groups see it with an empty name. */
export function streamArn(group: GroupReference, stream: string): string {
  return `${groupArn(group)}:log-stream:${stream}`;
}

/** The log group of this name in the caller's account. */
export function ownGroup(ctx: Pick<Context, 'caller' | 'region'>, name: string): GroupReference {
  return { account: ctx.caller.account, region: ctx.region, name };
}

/** The log group that a name or an ARN, with or without `:*` at its end, stands for. */
export function readIdentifier(
  ctx: Pick<Context, 'caller' | 'region'>,
  text: string,
): GroupReference {
  const arn = parseArn(text);
  if (arn === undefined) return ownGroup(ctx, text);
  const { account, region, resource } = arn;
  const name = resource.replace(/^log-group:/, '').replace(/:\*$/, '');
  return { account, region, name };
}

/** The key of a log group's record. */
export function keyOfReference({ account, region, name }: GroupReference): string {
  return groupKey(account, region, name);
}
