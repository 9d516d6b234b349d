import { describe, expect, test } from 'vitest';
import { anywhereHashing } from '../../src/engine/signing/index';
import type { WireRequest } from '../../src/wire/http';
import { readS3SignatureV2 } from '../../src/wire/s3-signature-v2';

// Requests and signatures of Amazon S3's User Guide, "Signing and authenticating REST requests (AWS
// signature version 2)", and URLs that botocore has presigned, with the keys of AWS's examples.
const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const accessKeyId = 'AKIAIOSFODNN7EXAMPLE';
const day = Date.parse('2007-03-27T20:00:00Z');

const request = (line: string, headers: Record<string, string>): WireRequest => {
  const [method = '', target = ''] = line.split(' ');
  return { method, target, headers, body: new Uint8Array() };
};
const signed = (line: string, date: string, signature: string, more: Record<string, string> = {}) =>
  request(line, {
    ...{ host: 'johnsmith.s3.amazonaws.com', date },
    ...{ authorization: `AWS ${accessKeyId}:${signature}`, ...more },
  });
const read = (asked: WireRequest, now = day, dated = false, lead = 0) =>
  readS3SignatureV2(asked, { now, worldTime: (time) => time + lead }, anywhereHashing, dated);

const refusal = (...args: Parameters<typeof read>) => {
  try {
    read(...args);
  } catch (error) {
    const { code, message, statusCode } = error as Record<string, unknown>;
    return `${String(statusCode)} ${String(code)}: ${String(message)}`;
  }
  return 'accepted';
};

const getObject = signed(
  ...(['GET /photos/puppy.jpg', 'Tue, 27 Mar 2007 19:36:42 +0000'] as const),
  'bWq2s1WEIj+Ydj0vQ697zp+IXMU=',
);
const presigned = request(
  `GET /photos/puppy.jpg?AWSAccessKeyId=${accessKeyId}&Signature=NpgCjnDzrM%2BWFzoENXmpNDUsSn8%3D&Expires=1175139620`,
  { host: 'johnsmith.s3.amazonaws.com' },
);
const local = { host: 'localhost:4566' };
const withHeaders = request(
  `PUT /b/a%20b/%C3%BC?AWSAccessKeyId=${accessKeyId}&Signature=Fk6UACLL4VBQM2Ggpkt9%2FTieAhw%3D&x-amz-meta-foo=bar&content-type=text%2Fplain&Expires=1795729163`,
  { ...local, 'content-type': 'text/plain' },
);

const examples = [
  ['a GET', getObject],
  [
    'a PUT',
    signed(
      ...(['PUT /photos/puppy.jpg', 'Tue, 27 Mar 2007 21:15:45 +0000'] as const),
      ...(['MyyxeRY7whkBe+bq8fHCL/2kKUg=', { 'content-type': 'image/jpeg' }] as const),
    ),
  ],
  [
    'a list',
    signed(
      'GET /?prefix=photos&max-keys=50&marker=puppy',
      ...(['Tue, 27 Mar 2007 19:42:41 +0000', 'htDYFYduRNen8P9ZfE/s9SuKy0U='] as const),
    ),
  ],
  [
    'a subresource',
    signed('GET /?acl', 'Tue, 27 Mar 2007 19:44:46 +0000', 'c2WLPFtWHVgbEmeEG93a4cG37dM='),
  ],
  ['a presigned GET', presigned],
  ['a presigned PUT with headers in its query', { ...withHeaders, headers: local }],
  ['a presigned PUT of which headers are sent as well', withHeaders],
  [
    'a presigned GET of a version with a header of its own',
    request(
      `GET /b/k?versionId=v&response-content-type=text%2Fx%3B%20a%3Db&AWSAccessKeyId=${accessKeyId}&Signature=6uQqCcab4XYSUCBuloh1v3ODOIg%3D&Expires=1795729163`,
      local,
    ),
  ],
] as const;

describe('signatures of version 2', () => {
  test.each(examples)('hold: %s', (_, asked) => {
    const found = read(asked);
    expect(found?.credentials.accessKeyId).toBe(accessKeyId);
    expect(found?.credentials.isSignedWith(secret)).toBe(true);
    expect(found?.credentials.isSignedWith(`${secret}x`)).toBe(false);
    expect(found?.signature.version).toBe('AWS');
  });

  test.each(examples)('hold for nothing else: %s', (_, asked) => {
    const changed = [
      { ...asked, method: 'POST' },
      { ...asked, target: asked.target.replace(/^\/[^?]*/, '$&x') },
      { ...asked, target: `${asked.target}${asked.target.includes('?') ? '&' : '?'}tagging` },
      { ...asked, headers: { ...asked.headers, 'content-type': 'text/xml' } },
      { ...asked, headers: { ...asked.headers, 'x-amz-meta-more': '1' } },
    ];
    for (const other of changed) {
      expect(read(other)?.credentials.isSignedWith(secret)).toBe(false);
    }
  });

  test('tell policies how they were made', () => {
    expect(read(presigned)?.signature.authType).toBe('REST-QUERY-STRING');
    expect(read(getObject, Date.parse('2007-03-27T19:36:43Z'))?.signature).toEqual({
      ...{ authType: 'REST-HEADER', version: 'AWS', age: 1000 },
    });
  });

  test('are none of version 4', () => {
    expect(read(request('GET /b/k?X-Amz-Signature=s', local))).toBeUndefined();
    expect(read(request('GET /b/k', { ...local, authorization: 'AWS4-HMAC-SHA256 x' }))).toBe(
      undefined,
    );
  });

  test('have a time', () => {
    expect(refusal(getObject, day, true)).toMatch(/^403 RequestTimeTooSkewed: /);
    expect(refusal(getObject, Date.parse('2007-03-27T19:40:00Z'), true)).toBe('accepted');
    expect(refusal({ ...getObject, headers: { ...getObject.headers, date: 'never' } })).toBe(
      '403 AccessDenied: AWS authentication requires a valid Date or x-amz-date header',
    );
  });

  test('that are presigned expire, and have all their parameters', () => {
    const at = 1_175_139_620_000;
    expect(refusal(presigned, at)).toBe('accepted');
    expect(refusal(presigned, at + 1000)).toBe('403 AccessDenied: Request has expired');
    const changed = (from: RegExp, to: string) => ({
      ...presigned,
      target: presigned.target.replace(from, to),
    });
    expect(refusal(changed(/&Signature=[^&]+/, ''))).toBe(
      '403 AccessDenied: Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters',
    );
    expect(refusal(changed(/Expires=\d+/, 'Expires=soon'))).toBe(
      '403 AccessDenied: Invalid date (should be seconds since epoch): soon',
    );
  });
});
