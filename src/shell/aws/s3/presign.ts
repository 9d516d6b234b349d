import { percentEncode } from '../../../engine/percent-encoding';
import type { SecretCredentials } from '../../../engine/operation';
import { toHex } from '../../../engine/random';
import { utf8 } from '../../bytes';
import { paramValidation } from '../cli-error';
import { noCredentials } from '../configuration/credentials';
import type { Endpoint } from '../configuration/endpoint';
import { integerValue } from '../parameters/numbers';
import { encodePath } from '../parameters/s3-parameters';
import { textOf, type S3Command } from './command';
import { splitS3Path, type S3Path } from './paths';

/** For how many seconds a presigned URL is good, unless it says. Source: AWS CLI 2.36.7. */
const standardExpiry = '3600';

/** `aws s3 presign`: prints a URL with which anybody may get the object for a while. */
export async function presign(command: S3Command): Promise<number> {
  const { client, ctx, invocation } = command;
  const path = splitS3Path(command.values.get('path') as string);
  const expires = integerValue(textOf(command, 'expires-in') ?? standardExpiry);
  if (path.key === '') {
    throw paramValidation(
      'Parameter validation failed:\nInvalid length for parameter Key, value: 0, valid min length: 1',
    );
  }
  const credentials = await client.credentials();
  const isCustom = invocation.configuration.endpointUrl('S3') !== undefined;
  const url = objectUrl(path, client.endpoint, isCustom);
  if (credentials === undefined && invocation.sign) throw noCredentials();
  const signed =
    credentials === undefined
      ? url.href
      : await presignedUrl(url, client.endpoint.region, credentials, ctx.engine.now, expires);
  ctx.stdout.write(`${signed}\n`);
  return 0;
}

/** A bucket whose name can be a host's, and that a certificate for `*.s3` covers. */
const hostName = /^(?=.{3,63}$)[a-z0-9][a-z0-9-]*[a-z0-9]$/;

function objectUrl({ bucket, key }: S3Path, { url }: Endpoint, isCustom: boolean): URL {
  const path = encodePath(key);
  const { protocol, host } = new URL(url);
  return hostName.test(bucket) && !isCustom
    ? new URL(`${protocol}//${bucket}.${host}/${path}`)
    : new URL(`${protocol}//${host}/${percentEncode(bucket)}/${path}`);
}

const algorithm = 'AWS4-HMAC-SHA256';

/**
 * A URL with Signature Version 4 in its query. Source: Amazon S3 API Reference, "Authenticating
 * Requests: Using Query Parameters".
 */
export async function presignedUrl(
  url: URL,
  region: string,
  { accessKeyId, secretAccessKey, sessionToken }: SecretCredentials,
  now: number,
  expires: number,
): Promise<string> {
  const time = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = [time.slice(0, 8), region, 's3', 'aws4_request'];
  const query: readonly (readonly [string, string])[] = [
    ['X-Amz-Algorithm', algorithm],
    ['X-Amz-Credential', `${accessKeyId}/${scope.join('/')}`],
    ['X-Amz-Date', time],
    ['X-Amz-Expires', String(expires)],
    ['X-Amz-SignedHeaders', 'host'],
    ...(sessionToken === undefined ? [] : [['X-Amz-Security-Token', sessionToken] as const]),
  ];
  const pairs = query.map(([name, value]) => `${name}=${percentEncode(value)}`);
  const canonical = [
    ...['GET', url.pathname, [...pairs].sort().join('&')],
    ...[`host:${url.host}`, '', 'host', 'UNSIGNED-PAYLOAD'],
  ].join('\n');
  const hash = await crypto.subtle.digest('SHA-256', utf8(canonical));
  const text = [algorithm, time, scope.join('/'), toHex(new Uint8Array(hash))].join('\n');
  let signature = utf8(`AWS4${secretAccessKey}`);
  for (const part of [...scope, text]) signature = await hmac(signature, utf8(part));
  return `${url.origin}${url.pathname}?${pairs.join('&')}&X-Amz-Signature=${toHex(signature)}`;
}

async function hmac(key: Uint8Array<ArrayBuffer>, data: Uint8Array<ArrayBuffer>) {
  const { subtle } = crypto;
  const usage = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await subtle.importKey('raw', key, usage, false, ['sign']);
  return new Uint8Array(await subtle.sign('HMAC', imported, data));
}
