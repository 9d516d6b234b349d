import { describe, expect, test } from 'vitest';
import { anywhereHashing, presign } from '../../src/engine/signing/index';
import type { WireRequest } from '../../src/wire/http';
import { readS3Signature } from '../../src/wire/s3-signature';

// The requests and signatures of Amazon S3's API Reference: "Authenticating Requests: Using the
// Authorization Header", "... Transferring Payload in Multiple Chunks", "... Trailing headers" and
// "... Using Query Parameters".
const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const accessKeyId = 'AKIAIOSFODNN7EXAMPLE';
const signedAt = Date.parse('2013-05-24T00:00:00Z');
const scope = '20130524/us-east-1/s3/aws4_request';
const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

const bytes = (text: string) => new TextEncoder().encode(text);

function signed(
  request: { method?: string; target: string; body?: Uint8Array; host?: string },
  headers: Record<string, string>,
  signature: string,
): WireRequest {
  const { method = 'GET', target, body = new Uint8Array(), host } = request;
  const all: Record<string, string> = {
    host: host ?? 'examplebucket.s3.amazonaws.com',
    'x-amz-content-sha256': empty,
    'x-amz-date': '20130524T000000Z',
    ...headers,
  };
  const names = Object.keys(all).sort().join(';');
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope},SignedHeaders=${names},Signature=${signature}`;
  return { method, target, headers: { ...all, authorization }, body };
}

const read = (request: WireRequest, now = signedAt, dated = true, lead = (time: number) => time) =>
  readS3Signature(request, { now, worldTime: lead }, anywhereHashing, dated);

const refusal = (...args: Parameters<typeof read>) => {
  try {
    read(...args)?.payload();
  } catch (error) {
    const { code, message, statusCode, details } = error as Record<string, unknown>;
    return { said: `${String(statusCode)} ${String(code)}: ${String(message)}`, details };
  }
  return { said: 'accepted', details: {} };
};

const chunk = (size: number, signature: string) =>
  `${size.toString(16)};chunk-signature=${signature}\r\n${'a'.repeat(size)}\r\n`;

const inChunks = (final: string) =>
  chunk(65_536, 'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648') +
  chunk(1024, '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497') +
  chunk(0, final);

const streamed = (body: string, more: Record<string, string> = {}) =>
  signed(
    {
      ...{ method: 'PUT', target: '/examplebucket/chunkObject.txt', host: 's3.amazonaws.com' },
      body: bytes(body),
    },
    {
      'content-encoding': 'aws-chunked',
      'content-length': '66824',
      'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
      'x-amz-decoded-content-length': '66560',
      'x-amz-storage-class': 'REDUCED_REDUNDANCY',
      ...more,
    },
    '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
  );
const lastChunk = 'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9';
const wholeStream = streamed(inChunks(lastChunk));

function trailed(trailer: string, signature: string): WireRequest {
  const body =
    chunk(65_536, 'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2') +
    chunk(1024, '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7') +
    '0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n' +
    `${trailer}\r\nx-amz-trailer-signature:${signature}\r\n\r\n`;
  return signed(
    {
      ...{ method: 'PUT', target: '/examplebucket/chunkObject.txt', host: 's3.amazonaws.com' },
      body: bytes(body),
    },
    {
      'content-encoding': 'aws-chunked',
      'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
      'x-amz-decoded-content-length': '66560',
      'x-amz-storage-class': 'REDUCED_REDUNDANCY',
      'x-amz-trailer': 'x-amz-checksum-crc32c',
    },
    '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e',
  );
}
const checksum = 'x-amz-checksum-crc32c:sOO8/Q==';
const trailerSignature = 'd81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435';
const wholeTrailed = trailed(checksum, trailerSignature);

const getObject = signed(
  { target: '/test.txt' },
  { range: 'bytes=0-9' },
  'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
);
const putObject = signed(
  { method: 'PUT', target: '/test%24file.text', body: bytes('Welcome to Amazon S3.') },
  {
    date: 'Fri, 24 May 2013 00:00:00 GMT',
    'x-amz-storage-class': 'REDUCED_REDUNDANCY',
    'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
  },
  '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
);
const presigned: WireRequest = {
  method: 'GET',
  target: `/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${accessKeyId}%2F${scope.replaceAll('/', '%2F')}&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404`,
  headers: { host: 'examplebucket.s3.amazonaws.com' },
  body: new Uint8Array(),
};

const examples = [
  ['GET Object', getObject],
  ['PUT Object', putObject],
  [
    'GET Bucket lifecycle',
    signed(
      { target: '/?lifecycle' },
      {},
      'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
    ),
  ],
  [
    'GET Bucket (List Objects)',
    signed(
      { target: '/?max-keys=2&prefix=J' },
      {},
      '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
    ),
  ],
  ['PUT Object in chunks', wholeStream],
  ['PUT Object with a trailer', wholeTrailed],
  ['a presigned GET Object', presigned],
] as const;

describe('Amazon S3’s own examples', () => {
  test.each(examples)('hold: %s', (_, request) => {
    const found = read(request);
    expect(found?.region).toBe('us-east-1');
    expect(found?.credentials.accessKeyId).toBe(accessKeyId);
    expect(found?.credentials.isSignedWith(secret)).toBe(true);
    expect(found?.credentials.isSignedWith(`${secret}x`)).toBe(false);
  });

  test.each(examples)('hold for nothing else: %s', (_, request) => {
    const changed = [
      { ...request, method: 'POST' },
      { ...request, target: request.target.replace(/^\/[^?]*/, '$&x') },
      { ...request, headers: { ...request.headers, host: 'evil.example' } },
    ];
    for (const other of changed) {
      expect(read(other)?.credentials.isSignedWith(secret)).toBe(false);
    }
  });

  test('tell policies how they were signed', () => {
    expect(read(getObject, signedAt + 1000)?.signature).toEqual({
      authType: 'REST-HEADER',
      version: 'AWS4-HMAC-SHA256',
      age: 1000,
      contentSha256: empty,
    });
    expect(read(presigned, signedAt + 5000)?.signature).toEqual({
      authType: 'REST-QUERY-STRING',
      version: 'AWS4-HMAC-SHA256',
      age: 5000,
    });
  });

  test('are made by `presign`, too', () => {
    const { region, service } = { region: 'us-east-1', service: 's3' };
    const url = 'https://examplebucket.s3.amazonaws.com/test.txt';
    const request = { method: 'GET', url, region, service, expiresIn: 86_400 };
    expect(presign(request, { accessKeyId, secretAccessKey: secret }, signedAt)).toBe(
      `https://examplebucket.s3.amazonaws.com${presigned.target}`,
    );
  });
});

test('what `presign` makes holds with a session token, headers, a query and a strange key', () => {
  const url = presign(
    {
      ...{ method: 'PUT', region: 'eu-west-1', service: 's3', expiresIn: 60 },
      url: 'http://localhost:4566/b/a%20b/%C3%BC%2B//.',
      query: { versionId: 'a b&c' },
      headers: { 'X-Amz-Server-Side-Encryption': 'aws:kms' },
    },
    { accessKeyId, secretAccessKey: secret, sessionToken: 'a/b+c=' },
    signedAt,
  );
  const { host, pathname, search } = new URL(url);
  const found = read({
    ...{ method: 'PUT', target: `${pathname}${search}`, body: bytes('x') },
    headers: { host, 'x-amz-server-side-encryption': 'aws:kms' },
  });
  expect(found?.credentials.sessionToken).toBe('a/b+c=');
  expect(found?.credentials.isSignedWith(secret)).toBe(true);
});

test('a request without a signature is anonymous', () => {
  expect(read({ ...presigned, target: '/test.txt?prefix=X-Amz-' })).toBeUndefined();
});

describe('a body in chunks', () => {
  test('arrives as one, without its encoding, and with its trailer as a header', () => {
    for (const request of [wholeStream, wholeTrailed]) {
      const { body, headers } = read(request)!.payload();
      expect(body.length).toBe(66_560);
      expect(body.every((byte) => byte === 97)).toBe(true);
      expect(headers['content-length']).toBe('66560');
      expect(headers['content-encoding']).toBeUndefined();
    }
    expect(read(wholeTrailed)?.payload().headers['x-amz-checksum-crc32c']).toBe('sOO8/Q==');
    const gzip = streamed(inChunks(lastChunk), { 'content-encoding': 'aws-chunked, gzip' });
    expect(read(gzip)?.payload().headers['content-encoding']).toBe('gzip');
  });

  test('holds only with all its chunks as they were signed', () => {
    const text = inChunks(lastChunk);
    const changed = [
      streamed(text.replace('aaa', 'aab')),
      streamed(inChunks('0'.repeat(64))),
      streamed(text.replace(/;chunk-signature=[0-9a-f]+/, '')),
      trailed('x-amz-checksum-crc32c:sOO8/A==', trailerSignature),
      trailed(checksum, '0'.repeat(64)),
    ];
    for (const request of changed) {
      expect(read(request)?.credentials.isSignedWith(secret)).toBe(false);
    }
  });

  test.each([
    ['that ends early', inChunks(lastChunk).slice(0, -70_000 + 66_560)],
    ['that ends within a chunk', inChunks(lastChunk).slice(0, 1000)],
    ['without its last chunk', chunk(66_560, lastChunk)],
    ['of another length', chunk(10, lastChunk) + chunk(0, lastChunk)],
    ['that is none', 'hello'],
    ['with a size that is no number', `xyz\r\n${chunk(0, lastChunk)}`],
    ['without an end of line', `a\r\n${'a'.repeat(12)}\r\n${chunk(0, lastChunk)}`],
  ])('%s is refused', (_, body) => {
    expect(refusal(streamed(body)).said).toBe(
      '400 IncompleteBody: You did not provide the number of bytes specified by the Content-Length HTTP header',
    );
  });

  test('has trailers that were announced, and has them all', () => {
    expect(refusal(trailed('x-amz-meta-a:b', trailerSignature)).said).toMatch(
      /^400 MalformedTrailerError: /,
    );
    const { headers } = wholeTrailed;
    const more = { ...headers, 'x-amz-trailer': 'x-amz-checksum-crc32c,x-amz-checksum-sha1' };
    expect(refusal({ ...wholeTrailed, headers: more }).said).toMatch(/^400 MalformedTrailerError/);
  });

  test('says how long it is', () => {
    const headers = { ...wholeStream.headers, 'x-amz-decoded-content-length': undefined };
    expect(refusal({ ...wholeStream, headers }).said).toBe(
      '411 MissingContentLength: You must provide the Content-Length HTTP header.',
    );
  });
});

describe('a signature that cannot hold', () => {
  const withHeaders = (headers: Record<string, string | undefined>) => ({
    ...getObject,
    headers: { ...getObject.headers, ...headers },
  });
  const authorization = (change: (text: string) => string) =>
    withHeaders({ authorization: change(getObject.headers['authorization'] as string) });
  const withQuery = (change: (text: string) => string) => ({
    ...presigned,
    target: change(presigned.target),
  });
  const malformed = '400 AuthorizationHeaderMalformed: The authorization header is malformed; ';
  const parameters = '400 AuthorizationQueryParametersError: ';

  test.each<[string, WireRequest, string]>([
    [
      'lacks a component',
      authorization((text) => text.replace('Signature=', 'S=')),
      `${malformed}the authorization header requires three components: Credential, SignedHeaders, and Signature.`,
    ],
    [
      'has a short credential',
      authorization((text) => text.replace('/aws4_request', '')),
      `${malformed}the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".`,
    ],
    [
      'is for another day',
      authorization((text) => text.replace('/20130524/', '/20130525/')),
      `${malformed}Invalid credential date. Date is not the same as X-Amz-Date.`,
    ],
    [
      'is for no Region',
      authorization((text) => text.replace('us-east-1', 'aws-global')),
      `${malformed}the region 'aws-global' is wrong; expecting 'us-east-1'`,
    ],
    [
      'is for another service',
      authorization((text) => text.replace('/s3/', '/kms/')),
      `${malformed}incorrect service "kms". This endpoint belongs to "s3".`,
    ],
    [
      'is of another kind',
      withHeaders({ authorization: 'Basic Zm9vOmJhcg==' }),
      '400 InvalidArgument: Unsupported Authorization Type',
    ],
    [
      'has no date',
      withHeaders({ 'x-amz-date': 'tomorrow' }),
      '403 AccessDenied: AWS authentication requires a valid Date or x-amz-date header',
    ],
    [
      'leaves the body out',
      withHeaders({ 'x-amz-content-sha256': undefined }),
      '400 InvalidRequest: Missing required header for this request: x-amz-content-sha256',
    ],
    [
      'has something else for the hash of the body',
      withHeaders({ 'x-amz-content-sha256': 'hash' }),
      '400 InvalidArgument: x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.',
    ],
    [
      'is of another body',
      { ...getObject, body: bytes('x') },
      "400 XAmzContentSHA256Mismatch: The provided 'x-amz-content-sha256' header does not match what was computed.",
    ],
    [
      'leaves out headers of S3',
      withHeaders({ 'x-amz-meta-b': '1', 'x-amz-acl': 'private' }),
      '403 AccessDenied: There were headers present in the request which were not signed',
    ],
    [
      'is in both places',
      { ...getObject, target: presigned.target },
      '400 InvalidArgument: Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
    ],
    [
      'is presigned in part',
      withQuery((text) => text.replace('X-Amz-Expires=86400&', '')),
      `${parameters}Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.`,
    ],
    [
      'is presigned for more than a week',
      withQuery((text) => text.replace('86400', '604801')),
      `${parameters}X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds`,
    ],
    [
      'is presigned for less than nothing',
      withQuery((text) => text.replace('86400', '-1')),
      `${parameters}X-Amz-Expires must be non-negative`,
    ],
    [
      'is presigned for a while',
      withQuery((text) => text.replace('86400', 'long')),
      `${parameters}X-Amz-Expires should be a number`,
    ],
    [
      'is presigned with a credential that was encoded twice',
      withQuery((text) => text.replaceAll('%2F', '%252F')),
      `${parameters}Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".`,
    ],
  ])('is refused: %s', (_, request, said) => {
    expect(refusal(request).said).toBe(said);
  });

  test('names the headers that were not signed', () => {
    const request = withHeaders({ 'x-amz-meta-b': '1', 'x-amz-acl': 'private' });
    expect(refusal(request).details).toEqual({ HeadersNotSigned: 'x-amz-acl, x-amz-meta-b' });
  });

  test('is refused more than a quarter of an hour from its time, unless dates do not count', () => {
    const minutes = (count: number) => signedAt + count * 60_000;
    for (const count of [-15, 15]) expect(refusal(getObject, minutes(count)).said).toBe('accepted');
    expect(refusal(getObject, minutes(-15) - 1).said).toMatch(
      /^403 RequestTimeTooSkewed: The diff/,
    );
    expect(refusal(getObject, minutes(15) + 1)).toEqual({
      said: '403 RequestTimeTooSkewed: The difference between the request time and the current time is too large.',
      details: {
        RequestTime: '20130524T000000Z',
        ServerTime: '2013-05-24T00:15:00Z',
        MaxAllowedSkewMilliseconds: '900000',
      },
    });
    expect(refusal(getObject, minutes(1000), false).said).toBe('accepted');
  });

  test('is refused after the time it was presigned for, also where other dates do not count', () => {
    const day = 86_400_000;
    expect(refusal(presigned, signedAt + day).said).toBe('accepted');
    for (const dated of [true, false]) {
      expect(refusal(presigned, signedAt + day + 1000, dated)).toEqual({
        said: '403 AccessDenied: Request has expired',
        details: {
          'X-Amz-Expires': '86400',
          Expires: '2013-05-25T00:00:00Z',
          ServerTime: '2013-05-25T00:00:01Z',
        },
      });
    }
    expect(refusal(presigned, signedAt - 3_600_000).said).toBe(
      '403 AccessDenied: Request is not valid yet',
    );
  });

  test('is presigned for a time of the world, which may have been moved on since', () => {
    const week = 7 * 86_400_000;
    const movedAt = signedAt + 60_000;
    const world = (time: number) => (time < movedAt ? time : time + week);
    expect(refusal(presigned, signedAt + 59_000, true, world).said).toBe('accepted');
    expect(refusal(presigned, signedAt + 61_000, true, world).details).toMatchObject({
      ...{ Expires: '2013-05-25T00:00:00Z', ServerTime: '2013-05-31T00:01:01Z' },
    });
    const later = presigned.target.replace('20130524T000000Z', '20130524T000200Z');
    expect(refusal({ ...presigned, target: later }, signedAt + 180_000, true, world).said).toBe(
      'accepted',
    );
  });
});
