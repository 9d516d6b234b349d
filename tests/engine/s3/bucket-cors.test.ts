import { describe, expect, it } from 'vitest';
import { corsRuleFor } from '../../../src/engine/services/s3/cors-rules';
import { refusal, refusalText } from '../world';
import { Bucket, s3World, seen } from './world';

const rule = { AllowedMethods: ['GET', 'PUT'], AllowedOrigins: ['https://*.example.com'] };

describe('the CORS configuration of a bucket', () => {
  it('is kept as it was put, and goes again', async () => {
    const { s3 } = await s3World();
    const CORSRules = [
      {
        ...rule,
        ID: 'one',
        AllowedHeaders: ['x-amz-*'],
        ExposeHeaders: ['ETag'],
        MaxAgeSeconds: 9,
      },
      rule,
    ];
    await s3('PutBucketCors', { CORSConfiguration: { CORSRules } });
    expect(await s3('GetBucketCors')).toEqual({ CORSRules });
    await s3('DeleteBucketCors');
    expect(seen(await refusal(s3('GetBucketCors')))).toEqual({
      ...{ code: 'NoSuchCORSConfiguration', message: 'The CORS configuration does not exist' },
      ...{ statusCode: 404, BucketName: Bucket },
    });
  });

  it.each<[string, readonly object[], string]>([
    [
      'a method that is none',
      [{ ...rule, AllowedMethods: ['MYMETHOD'] }],
      'InvalidRequest: Found unsupported HTTP method in CORS config. Unsupported method is MYMETHOD',
    ],
    [
      'two wildcards',
      [{ ...rule, AllowedOrigins: ['http://*.*.com'] }],
      'InvalidRequest: AllowedOrigin "http://*.*.com" can not have more than one wildcard.',
    ],
    [
      'exposed headers by a wildcard',
      [{ ...rule, ExposeHeaders: ['x-*'] }],
      'InvalidRequest: ExposeHeader "x-*" contains wildcard. We currently do not support wildcard for ExposeHeader.',
    ],
    ['no rule', [], 'MalformedXML: The XML you provided was not well-formed'],
    ['too many rules', Array.from({ length: 101 }, () => rule), 'MalformedXML: The XML'],
  ])('is refused with %s', async (_, CORSRules, text) => {
    const { s3 } = await s3World();
    expect(await refusalText(s3('PutBucketCors', { CORSConfiguration: { CORSRules } }))).toContain(
      text,
    );
  });
});

describe('a CORS rule', () => {
  const asked = { origin: 'https://a.example.com', method: 'GET', headers: [] as string[] };

  it.each<[string, object, boolean]>([
    ['an origin as it says', {}, true],
    ['no origin that only ends like it', { origin: 'https://a.example.com/' }, false],
    ['none of another scheme', { origin: 'http://a.example.com' }, false],
    ['no method but its own', { method: 'DELETE' }, false],
    ['headers in whatever letters', { headers: ['X-AMZ-Meta-A', 'range'] }, true],
    ['no other headers', { headers: ['x-other'] }, false],
  ])('lets by %s', (_, change, isLetBy) => {
    const withHeaders = { ...rule, AllowedHeaders: ['x-amz-*', 'Range'] };
    expect(corsRuleFor([withHeaders], { ...asked, ...change }) !== undefined).toBe(isLetBy);
  });
});
