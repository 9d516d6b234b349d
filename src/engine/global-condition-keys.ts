import type { Context } from './iam/index';
import type { Caller } from './operation';
import type { Span } from './turn';

/**
 * The condition keys AWS sets on every request. Source: IAM User Guide, "AWS global condition
 * context keys". `aws:SourceIp` is absent: the model has no network addresses.
 */
export function globalConditionKeys(caller: Caller, span: Span, now: number): Context {
  const { principal } = caller;
  return {
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
    'aws:PrincipalAccount': caller.account,
    'aws:PrincipalArn': 'roleArn' in principal ? principal.roleArn : caller.arn,
    'aws:PrincipalType': principal.type,
    'aws:RequestedRegion': span.region,
    'aws:SecureTransport': 'true',
    'aws:ViaAWSService': String(span.parent !== null),
    'aws:userid': caller.userId,
    ...(principal.type === 'User' ? { 'aws:username': principal.userName } : {}),
    ...(span.parent === null ? {} : { 'aws:CalledVia': calledVia(span.parent) }),
  };
}

function calledVia(span: Span): string[] {
  const earlier = span.parent === null ? [] : calledVia(span.parent);
  return [...earlier, span.service.eventSource];
}
