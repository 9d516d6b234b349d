import type { Context } from './iam/index';
import { tls13, type Transport } from './operation';
import type { Span } from './turn';

interface Known {
  readonly now: number;
  readonly region: string;
  readonly transport: Transport;
  readonly keys: Context;
}

type Asked = Pick<Span, 'region' | 'parent' | 'forwarded' | 'source' | 'transport'>;

// The same for all requests that come the same way at one time in one Region, and needed for each.
let known: Known | undefined;

/**
 * The condition keys AWS sets on every request, beside those of the principal. Source: IAM User
 * Guide, "AWS global condition context keys". `aws:SourceIp` is absent: the model has no network
 * addresses. `region` is where the permission is asked, if that is not the request's.
 */
export function globalConditionKeys(
  { region: home, parent, forwarded, source, transport = tls13 }: Asked,
  now: number,
  region = home,
): Context {
  if (known?.now !== now || known.region !== region || known.transport !== transport) {
    known = { now, region, transport, keys: keysAt(now, region, transport) };
  }
  const { keys } = known;
  if (forwarded === true && parent !== null) {
    return { ...keys, 'aws:ViaAWSService': 'true', 'aws:CalledVia': calledVia(parent) };
  }
  if (source === undefined) return keys;
  return { ...keys, 'aws:SourceArn': source.arn, 'aws:SourceAccount': source.account };
}

function keysAt(now: number, region: string, { secure, tlsVersion }: Transport): Context {
  return {
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
    'aws:RequestedRegion': region,
    'aws:SecureTransport': String(secure),
    'aws:ViaAWSService': 'false',
    // Only policies for Amazon S3 ask for it.
    ...(tlsVersion === undefined ? {} : { 's3:TlsVersion': tlsVersion }),
  };
}

/** The services through which the caller's access came, first one first. */
function calledVia({ parent, forwarded, service }: Span): string[] {
  const earlier = forwarded === true && parent !== null ? calledVia(parent) : [];
  return [...earlier, service.eventSource];
}
