import { describe, expect, test } from 'vitest';
import type { ApiModel } from '../../src/engine/api/index';
import type { WireRequest } from '../../src/wire/http';
import { readSignature } from '../../src/wire/sigv4';
import suite from './sigv4-vectors.json';

const model = { protocol: 'json', signingName: suite.service } as ApiModel;
const now = Date.parse(suite.now);

/** A request as the suite writes it: a request line, header lines, and a body after a blank one. */
function parseRequest(text: string): WireRequest {
  const [head = '', ...body] = text.split('\n\n');
  // A line that begins with spaces goes on with the one before.
  const [line = '', ...lines] = head.replace(/\n +/g, ' ').trimEnd().split('\n');
  const [, method = '', target = ''] = /^(\S+) (.*) HTTP\/1\.1$/.exec(line) ?? [];
  const headers: Record<string, string[]> = {};
  for (const header of lines) {
    const mark = header.indexOf(':');
    (headers[header.slice(0, mark).toLowerCase()] ??= []).push(header.slice(mark + 1));
  }
  return { method, target, headers, body: new TextEncoder().encode(body.join('\n\n').trimEnd()) };
}

const requests = suite.vectors.flatMap(({ name, header, query }) => [
  { name: `${name}, in headers`, text: header },
  ...(query === undefined ? [] : [{ name: `${name}, in the query string`, text: query }]),
]);

describe('AWS’s own signatures', () => {
  test.each(requests)('are accepted: $name', ({ text }) => {
    const { credentials, scope } = readSignature(parseRequest(text), model, now);
    expect(credentials.accessKeyId).toBe(suite.accessKeyId);
    expect(scope).toMatchObject({ region: 'us-east-1', date: '20150830' });
    expect(credentials.isSignedWith(suite.secretAccessKey)).toBe(true);
    expect(credentials.isSignedWith(`${suite.secretAccessKey}x`)).toBe(false);
  });

  test.each(requests)('hold for nothing else: $name', ({ text }) => {
    const request = parseRequest(text);
    const changed = [
      { ...request, method: 'PUT' },
      { ...request, target: request.target.replace(/^\/[^?]*/, '$&x') },
      { ...request, headers: { ...request.headers, host: 'evil.example' } },
      // A presigned request of the suite signs no body, and here there is one more byte of it.
      { ...request, body: new Uint8Array([...request.body, 1]) },
    ];
    for (const other of changed) {
      const { credentials } = readSignature(other, model, now);
      expect(credentials.isSignedWith(suite.secretAccessKey)).toBe(false);
    }
  });
});

// Texts: DynamoDB's answers as dynalite recorded them; the skew of 5 minutes from public bug reports
// ("... is still later than ... (... + 5 min.)").
describe('a signature that cannot hold', () => {
  const vanilla = suite.vectors.find(({ name }) => name === 'get-vanilla');
  const request = parseRequest(vanilla?.header ?? '');
  const refuse = (
    changed: Partial<WireRequest>,
    at = now,
    protocol: ApiModel['protocol'] = 'json',
  ) => {
    try {
      readSignature({ ...request, ...changed }, { ...model, protocol }, at);
    } catch (error) {
      const { code, message, statusCode } = error as Record<string, unknown>;
      return `${String(statusCode)} ${String(code)}: ${String(message)}`;
    }
    return 'accepted';
  };
  const authorization = (text: string) => ({
    headers: { ...request.headers, authorization: text },
  });
  const [original = ''] = request.headers['authorization'] ?? [];

  test.each([
    [
      'is not there',
      { headers: { host: 'example.amazonaws.com' } },
      '400 MissingAuthenticationTokenException: Missing Authentication Token',
    ],
    [
      'is of another kind',
      authorization('Basic Zm9vOmJhcg=='),
      '400 MissingAuthenticationTokenException: Missing Authentication Token',
    ],
    [
      'lacks everything',
      { headers: { host: 'x', authorization: 'AWS4-HMAC-SHA256' } },
      "400 IncompleteSignatureException: Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=AWS4-HMAC-SHA256",
    ],
    [
      'has a word without a value',
      authorization('AWS4-HMAC-SHA256 Credential=a, FooBar'),
      "400 IncompleteSignatureException: 'FooBar' not a valid key=value pair (missing equal-sign) in Authorization header: 'AWS4-HMAC-SHA256 Credential=a, FooBar'.",
    ],
    [
      'has a short credential',
      authorization('AWS4-HMAC-SHA256 Credential=a/b/c/d, SignedHeaders=host, Signature=s'),
      "400 IncompleteSignatureException: Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/b/c/d'",
    ],
    [
      'has an unreadable date',
      { headers: { ...request.headers, 'x-amz-date': '201' } },
      "400 IncompleteSignatureException: Date must be in ISO-8601 'basic format'. Got '201'. See http://en.wikipedia.org/wiki/ISO_8601",
    ],
    [
      'leaves the host out',
      authorization(original.replace('host;', '')),
      "400 InvalidSignatureException: 'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    ],
    [
      'has another algorithm',
      authorization(original.replace('SHA256', 'SHA25')),
      "400 IncompleteSignatureException: Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA25' (only AWS4-HMAC-SHA256 for now). ",
    ],
    [
      'is scoped to nonsense',
      authorization(original.replace('20150830/us-east-1/service/aws4_request', 'b/c/d/e')),
      "400 InvalidSignatureException: Credential should be scoped to a valid region, not 'c'. Credential should be scoped to correct service: 'service'. Credential should be scoped with a valid terminator: 'aws4_request', not 'e'. Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: 'b' != '20150830', from '20150830T123600Z'.",
    ],
    [
      'is in both places',
      { target: '/?X-Amz-Algorithm=AWS4-HMAC-SHA256' },
      "400 InvalidSignatureException: Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
    ],
    [
      'is presigned in part',
      { headers: {}, target: '/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=s' },
      "400 IncompleteSignatureException: AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters must include 'X-Amz-SignedHeaders'. AWS query-string parameters must include 'X-Amz-Date'. Re-examine the query-string parameters.",
    ],
  ])('is refused: %s', (_, changed, expected) => {
    expect(refuse(changed)).toBe(expected);
  });

  test('is refused more than five minutes from its time, and not before', () => {
    const minutes = (count: number) => now + count * 60_000;
    expect(refuse({}, minutes(5))).toBe('accepted');
    expect(refuse({}, minutes(-5))).toBe('accepted');
    expect(refuse({}, minutes(5) + 1000)).toBe(
      '400 InvalidSignatureException: Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z (20150830T124101Z - 5 min.)',
    );
    expect(refuse({}, minutes(-5) - 1000)).toBe(
      '400 InvalidSignatureException: Signature not yet current: 20150830T123600Z is still later than 20150830T123559Z (20150830T123059Z + 5 min.)',
    );
  });

  test('is refused with the codes of each protocol', () => {
    const nothing = { headers: { host: 'x' } };
    expect(refuse(nothing, now, 'query')).toBe(
      '403 MissingAuthenticationToken: Request is missing Authentication Token',
    );
    expect(refuse({}, now + 3_600_000, 'query')).toMatch(
      /^403 SignatureDoesNotMatch: Signature exp/,
    );
    expect(refuse(authorization('AWS4-x'), now, 'query')).toMatch(/^400 IncompleteSignature: /);
  });

  test('is held to the time it was presigned for', () => {
    const presigned = parseRequest(vanilla?.query ?? '');
    expect(refuse(presigned, now + 3_600_000)).toBe('accepted');
    expect(refuse(presigned, now + 3_601_000)).toMatch(/InvalidSignatureException: Signature exp/);
  });
});
