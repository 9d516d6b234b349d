import { percentEncode } from '../../../engine/percent-encoding';
import { paramValidation } from '../cli-error';
import { withCustomerKeys } from './customer-key';
import type { ValueRecord } from './value';

// What AWS's clients accept as a bucket's name before they ask S3. Source: botocore's handlers.
const name = /^[a-zA-Z0-9.\-_]{1,255}$/;
const accessPoint =
  /^arn:(aws).*:(s3|s3-object-lambda):[a-z\-0-9]*:[0-9]{12}:accesspoint[/:][a-zA-Z0-9\-.]{1,63}$|^arn:(aws).*:s3-outposts:[a-z\-0-9]+:[0-9]{12}:outpost[/:][a-zA-Z0-9-]{1,63}[/:]accesspoint[/:][a-zA-Z0-9-]{1,63}$/;

// The second as Python writes it in its message.
const accessPointText =
  '^arn:(aws).*:(s3|s3-object-lambda):[a-z\\-0-9]*:[0-9]{12}:accesspoint[/:][a-zA-Z0-9\\-.]{1,63}$|^arn:(aws).*:s3-outposts:[a-z\\-0-9]+:[0-9]{12}:outpost[/:][a-zA-Z0-9\\-]{1,63}[/:]accesspoint[/:][a-zA-Z0-9\\-]{1,63}$';

/** Parameters of S3 as AWS's clients send them: customers' keys in base64, buckets' names checked. */
export function s3Parameters(parameters: ValueRecord): ValueRecord {
  const { Bucket } = parameters;
  if (typeof Bucket === 'string' && !name.test(Bucket) && !accessPoint.test(Bucket)) {
    throw paramValidation(
      `Parameter validation failed:\nInvalid bucket name "${Bucket}": Bucket name must match the regex "${name.source}" or be an ARN matching the regex "${accessPointText}"`,
    );
  }
  return withCustomerKeys(parameters);
}

/** A `CopySource` as it is typed on a command line, encoded as its header must be. */
export function withCopySource(parameters: ValueRecord): ValueRecord {
  const { CopySource } = parameters;
  if (typeof CopySource !== 'string') return parameters;
  const [version = ''] = /\?versionId=.+$/.exec(CopySource) ?? [];
  const path = CopySource.slice(0, CopySource.length - version.length);
  return { ...parameters, CopySource: encodePath(path) + version };
}

/** The path of an object in a URL: slashes stay. */
export function encodePath(path: string): string {
  return path.split('/').map(percentEncode).join('/');
}
