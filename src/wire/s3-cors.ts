import { AwsError } from '../engine/errors';
import { percentDecode } from '../engine/percent-encoding';
import { corsHeaders, corsRuleFor, type CorsRequest } from '../engine/services/s3/cors-rules';
import { bucketsTable } from '../engine/services/s3/state';
import { splitTarget } from '../engine/signing/index';
import type { Reader } from '../engine/tables';
import { header, type WireRequest, type WireResponse } from './http';
import { readS3Address } from './s3-address';

// What a bucket's CORS configuration makes of requests of pages from elsewhere: a browser asks before
// (OPTIONS), and reads in the headers of an answer whether the page may see it. Nobody signs what a
// browser asks. Texts recorded against AWS (LocalStack's snapshots of its S3 CORS tests, 2026-02).

function addressOf(request: WireRequest): { bucket: string; isObject: boolean } {
  const { path } = readS3Address(request.headers, splitTarget(request.target).path);
  const [, bucket = '', ...key] = path.split('/');
  return { bucket: percentDecode(bucket), isObject: key.join('/') !== '' };
}

function asked({ method, headers }: WireRequest): CorsRequest | undefined {
  const origin = header(headers, 'origin');
  if (origin === undefined) return undefined;
  const names = (header(headers, 'access-control-request-headers') ?? '').split(',');
  return {
    origin,
    method: header(headers, 'access-control-request-method') ?? method,
    headers: names.map((name) => name.trim()).filter((name) => name !== ''),
  };
}

/** The headers of the answer to a browser's question. Throws AccessForbidden, and BadRequest. */
export function preflightHeaders(
  reader: Pick<Reader, 'get'>,
  request: WireRequest,
): Readonly<Record<string, string>> {
  const wanted = asked(request);
  if (wanted === undefined) {
    const text = 'Insufficient information. Origin request header needed.';
    throw new AwsError('BadRequest', text);
  }
  const { bucket: name, isObject } = addressOf(request);
  const refuse = (what: string, ResourceType: string) =>
    new AwsError('AccessForbidden', `CORSResponse: ${what}`, 403, {
      ...{ Method: wanted.method, ResourceType },
    });
  const bucket = reader.get(bucketsTable, name);
  if (bucket === undefined) throw refuse('Bucket not found', 'BUCKET');
  if (bucket.cors === undefined) throw refuse('CORS is not enabled for this bucket.', 'BUCKET');
  const rule = corsRuleFor(bucket.cors, wanted);
  if (rule !== undefined) return corsHeaders(rule, wanted);
  throw refuse(
    "This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
    isObject ? 'OBJECT' : 'BUCKET',
  );
}

/** An answer with what a browser has to know of the bucket's rules, where one lets the request by. */
export function withCors(
  reader: Pick<Reader, 'get'>,
  request: WireRequest,
  answer: WireResponse,
): WireResponse {
  const wanted = asked(request);
  if (wanted === undefined) return answer;
  const rules = reader.get(bucketsTable, addressOf(request).bucket)?.cors ?? [];
  const rule = corsRuleFor(rules, wanted);
  if (rule === undefined) return answer;
  return { ...answer, headers: { ...answer.headers, ...corsHeaders(rule, wanted) } };
}
