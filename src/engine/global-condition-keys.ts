import type { Context } from './iam/index';
import type { Caller } from './operation';
import type { Span } from './turn';

interface Known {
  readonly now: number;
  readonly region: string;
  readonly keys: Context;
}

// The same for all requests of a caller at one time in one Region, and needed for each of them.
const known = new WeakMap<Caller, Known>();

/**
 * The condition keys AWS sets on every request. Source: IAM User Guide, "AWS global condition
 * context keys". `aws:SourceIp` is absent: the model has no network addresses.
 */
export function globalConditionKeys(caller: Caller, span: Span, now: number): Context {
  let entry = known.get(caller);
  if (entry === undefined || entry.now !== now || entry.region !== span.region) {
    entry = { now, region: span.region, keys: callersKeys(caller, span.region, now) };
    known.set(caller, entry);
  }
  if (span.parent === null) return entry.keys;
  const via = { 'aws:ViaAWSService': 'true', 'aws:CalledVia': calledVia(span.parent) };
  return { ...entry.keys, ...via };
}

function callersKeys(caller: Caller, region: string, now: number): Context {
  const { principal } = caller;
  return {
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
    'aws:PrincipalAccount': caller.account,
    'aws:PrincipalArn': 'roleArn' in principal ? principal.roleArn : caller.arn,
    'aws:PrincipalType': principal.type,
    'aws:RequestedRegion': region,
    'aws:SecureTransport': 'true',
    'aws:ViaAWSService': 'false',
    'aws:userid': caller.userId,
    ...(principal.type === 'User' ? { 'aws:username': principal.userName } : {}),
  };
}

function calledVia(span: Span): string[] {
  const earlier = span.parent === null ? [] : calledVia(span.parent);
  return [...earlier, span.service.eventSource];
}
