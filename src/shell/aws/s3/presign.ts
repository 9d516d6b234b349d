import { percentEncode } from '../../../engine/percent-encoding';
import { presign as presignRequest } from '../../../engine/signing/index';
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
      : presignRequest(
          {
            ...{ method: 'GET', url: url.href, service: 's3', expiresIn: expires },
            region: client.endpoint.region,
          },
          credentials,
          ctx.engine.now,
        );
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
