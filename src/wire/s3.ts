import type { ApiOperation } from '../engine/api/index';
import type { Cloud } from '../engine/cloud';
import { AwsError } from '../engine/errors';
import type { Service } from '../engine/operation';
import { notImplemented } from '../engine/services/s3/errors';
import { anywhereHashing, splitTarget } from '../engine/signing/index';
import { authenticate } from '../engine/services/iam/authentication';
import type { WireHeaders, WireRequest, WireResponse } from './http';
import { readQueryString, readRestInput } from './rest-reader';
import { createRouter, type Route, type Router } from './rest-routes';
import { ids, writeXmlError, writeXmlOutput, xmlBodies } from './rest-xml';
import { readS3Address } from './s3-address';
import { preflightHeaders, withCors } from './s3-cors';
import * as errors from './s3-errors';
import { asKept } from './s3-headers';
import {
  answerPost,
  asPutObject,
  checkPost,
  isPost,
  readPost,
  readPostSignature,
  type PostUpload,
} from './s3-post';
import { readS3Signature, type S3Clock, type S3Signed } from './s3-signature';
import { readS3SignatureV2 } from './s3-signature-v2';
import { ask, regionOf, senderOf, sentBy, type DoorOptions, type Sent } from './sender';

/** What answers requests to Amazon S3. */
export type S3Door = (request: WireRequest) => Promise<WireResponse>;

/** Opens Amazon S3's endpoints of an engine. */
export function createS3Door(cloud: Cloud, service: Service, options: DoorOptions): S3Door {
  const router = createRouter(service.model);
  return async (request) => {
    if (request.method === 'OPTIONS') return preflight(cloud, request);
    return withCors(cloud.tables, request, await answer(request));
  };

  async function answer(request: WireRequest): Promise<WireResponse> {
    let signed: S3Signed | undefined;
    try {
      const post = isPost(request) ? readPost(request) : undefined;
      signed = post ? identifyPost(post, options) : identify(request, options);
      const { operation, input, sent } = post
        ? readUpload(request, post, signed, service, options)
        : read(request, signed, service, router, options);
      const { requestId, output } = await ask(cloud, service, operation.name, input, sent);
      const written = writeXmlOutput(operation, requestId, output);
      if (post) return answerPost(request, post, written);
      return withBucketHeaders(operation, sent, written);
    } catch (cause) {
      const error = cause instanceof AwsError ? cause : errors.internalError(cause);
      const isHead = request.method === 'HEAD';
      return refuse(explained(proved(error, cloud, service, signed, options), signed), isHead);
    }
  }
}

function preflight(cloud: Cloud, request: WireRequest): WireResponse {
  try {
    const headers = preflightHeaders(cloud.tables, request);
    return { status: 200, headers: { ...headers, ...ids(crypto.randomUUID()) }, body: '' };
  } catch (cause) {
    return refuse(cause instanceof AwsError ? cause : errors.internalError(cause), false);
  }
}

/** Who asks for a bucket, or what is in it, is told its Region, which the API model does not tell. */
function withBucketHeaders(
  { name }: ApiOperation,
  { region }: Sent,
  { headers, ...answer }: WireResponse,
): WireResponse {
  const more: Record<string, string> = {};
  if (name === 'ListObjects' || name === 'ListObjectsV2')
    more['x-amz-bucket-region'] = region ?? '';
  if (name === 'HeadBucket') more['content-type'] = 'application/xml';
  return { ...answer, headers: { ...headers, ...more } };
}

function timesOf({ clock = Date.now, worldTime = (time) => time }: DoorOptions): S3Clock {
  return { now: clock(), worldTime };
}

function identifyPost(post: PostUpload, options: DoorOptions): S3Signed | undefined {
  return readPostSignature(post, options.hashing ?? anywhereHashing, timesOf(options));
}

function identify(request: WireRequest, options: DoorOptions): S3Signed | undefined {
  const { hashing = anywhereHashing } = options;
  const times = timesOf(options);
  const dated = options.trust === undefined;
  return (
    readS3SignatureV2(request, times, hashing, dated) ??
    readS3Signature(request, times, hashing, dated)
  );
}

function read(
  request: WireRequest,
  signed: S3Signed | undefined,
  service: Service,
  router: Router,
  options: DoorOptions,
): { operation: ApiOperation; input: object; sent: Sent } {
  const { method, target } = request;
  const { path, query } = splitTarget(target);
  const address = readS3Address(request.headers, path);
  const parameters = readQueryString(query);
  const sentHeaders = asKept(signed?.payload().headers ?? request.headers);
  const headers = withHoisted(sentHeaders, parameters, signed);
  checkEncoding(path);
  checkOverrides(parameters);
  const route = find(router, method, address.path, parameters, headers);
  const { operation, labels } = route;
  if (!Object.hasOwn(service.operations, operation.name)) {
    throw notImplemented(operation.name);
  }
  const body = signed?.payload().body ?? request.body;
  const input = readRestInput(operation, { labels, query: parameters, headers, body }, xmlBodies);
  const region = regionOf(service.model, signed?.region ?? address.region);
  const credentials = credentialsOf(signed, options);
  return { operation, input, sent: sentBy(request, credentials, region, signed?.signature) };
}

/** Reads an upload by a form as the PutObject request that it stands for. */
function readUpload(
  request: WireRequest,
  post: PostUpload,
  signed: S3Signed | undefined,
  service: Service,
  options: DoorOptions,
) {
  const { PutObject: operation, PutObjectTagging } = service.model.operations;
  if (operation === undefined) throw notImplemented('PutObject');
  if (signed !== undefined) checkPost(post, timesOf(options));
  const input = readRestInput(operation, asPutObject(post, PutObjectTagging), xmlBodies);
  const { region } = readS3Address(request.headers, request.target);
  const credentials = credentialsOf(signed, options);
  const where = regionOf(service.model, signed?.region ?? region);
  return { operation, input, sent: sentBy(request, credentials, where, signed?.signature) };
}

/** Without a signature nobody is known, also where signatures are not proved. */
function credentialsOf(signed: S3Signed | undefined, { trust }: DoorOptions) {
  if (signed === undefined || trust === undefined) return signed?.credentials;
  return trust(senderOf(signed.credentials));
}

function find(
  router: Router,
  method: string,
  path: string,
  parameters: readonly (readonly [string, string])[],
  headers: WireHeaders,
): Route {
  const query = new Map(parameters);
  const hasHeader = (name: string) => headers[name] !== undefined;
  const route = router.find({ method, path, query, hasHeader });
  if (route !== undefined) return route;
  const kind = /^\/[^/]+\/./.test(path) ? 'OBJECT' : path === '/' ? 'SERVICE' : 'BUCKET';
  throw errors.methodNotAllowed(method, (router.subresource(query) ?? kind).toUpperCase());
}

function checkEncoding(path: string): void {
  try {
    decodeURIComponent(path);
  } catch {
    throw errors.invalidUri();
  }
}

/** Headers that a request asks for in its answer have to be possible. */
function checkOverrides(parameters: readonly (readonly [string, string])[]): void {
  for (const [name, value] of parameters) {
    if (name.startsWith('response-') && !/^[\x20-\xff]*$/.test(value)) {
      throw errors.notIso88591(name, value);
    }
  }
}

const ofTheSignature = /^x-amz-(algorithm|credential|date|expires|signedheaders|signature)$/;

/** A presigned URL may carry S3's own headers, and conditions, in its query string. */
function withHoisted(
  headers: WireHeaders,
  parameters: readonly (readonly [string, string])[],
  signed: S3Signed | undefined,
): WireHeaders {
  if (signed?.signature.authType !== 'REST-QUERY-STRING') return headers;
  const hoisted = parameters
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => /^(?:x-amz-|if-)/.test(name) && !ofTheSignature.test(name));
  return { ...Object.fromEntries(hoisted), ...headers };
}

/**
 * The error that AWS would answer: a request that cannot be read is refused for that only when its
 * signature holds.
 */
function proved(
  error: AwsError,
  cloud: Cloud,
  service: Service,
  signed: S3Signed | undefined,
  { trust }: DoorOptions,
): AwsError {
  // With an id, the error is the engine's, which has asked for the signature first.
  if (signed === undefined || trust !== undefined || error.requestId !== undefined) return error;
  try {
    authenticate(cloud.tables, signed.credentials, service, cloud.now);
    return error;
  } catch (cause) {
    return cause instanceof AwsError ? cause : error;
  }
}

/** S3 shows its calculation to whoever signs wrongly. */
function explained(error: AwsError, signed: S3Signed | undefined): AwsError {
  if (signed === undefined) return error;
  const { accessKeyId, sessionToken } = signed.credentials;
  switch (error.code) {
    case 'SignatureDoesNotMatch':
      return withDetails(error, signed.calculation);
    case 'InvalidAccessKeyId':
      return withDetails(error, { AWSAccessKeyId: accessKeyId });
    case 'InvalidToken':
    case 'ExpiredToken':
      return withDetails(error, { 'Token-0': sessionToken ?? '' });
    default:
      return error;
  }
}

function withDetails(error: AwsError, details: Readonly<Record<string, string>>): AwsError {
  const { code, message, statusCode, requestId } = error;
  const detailed = new AwsError(code, message, statusCode, details);
  detailed.requestId = requestId;
  return detailed;
}

function refuse(error: AwsError, isHead: boolean): WireResponse {
  return writeXmlError(error, error.requestId ?? crypto.randomUUID(), isHead);
}
