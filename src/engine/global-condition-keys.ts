import type { Context } from './iam/index';
import type { Span } from './turn';

interface Known {
  readonly now: number;
  readonly region: string;
  readonly keys: Context;
}

// The same for all requests at one time in one Region, and needed for each of them.
let known: Known | undefined;

/**
 * The condition keys AWS sets on every request, beside those of the principal. Source: IAM User
 * Guide, "AWS global condition context keys". `aws:SourceIp` is absent: the model has no network
 * addresses.
 */
export function globalConditionKeys(
  { region, parent, forwarded, source }: Pick<Span, 'region' | 'parent' | 'forwarded' | 'source'>,
  now: number,
): Context {
  if (known?.now !== now || known.region !== region) {
    known = { now, region, keys: keysAt(now, region) };
  }
  const { keys } = known;
  if (forwarded === true && parent !== null) {
    return { ...keys, 'aws:ViaAWSService': 'true', 'aws:CalledVia': calledVia(parent) };
  }
  if (source === undefined) return keys;
  return { ...keys, 'aws:SourceArn': source.arn, 'aws:SourceAccount': source.account };
}

function keysAt(now: number, region: string): Context {
  return {
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
    'aws:RequestedRegion': region,
    'aws:SecureTransport': 'true',
    'aws:ViaAWSService': 'false',
  };
}

/** The services through which the caller's access came, first one first. */
function calledVia({ parent, forwarded, service }: Span): string[] {
  const earlier = forwarded === true && parent !== null ? calledVia(parent) : [];
  return [...earlier, service.eventSource];
}
