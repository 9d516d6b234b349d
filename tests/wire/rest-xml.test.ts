import { describe, expect, test } from 'vitest';
import { readModel } from '../../src/engine/api/index';
import s3 from '../../src/engine/api/models/s3.gen.json';
import { AwsError } from '../../src/engine/errors';
import { readRestInput, readQueryString } from '../../src/wire/rest-reader';
import { writeXmlError, writeXmlOutput, xmlBodies } from '../../src/wire/rest-xml';

const model = readModel(s3);
const operation = (name: string) => model.operations[name]!;
const bytes = (text: string) => new TextEncoder().encode(text);

interface Sent {
  readonly labels?: Record<string, string>;
  readonly query?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

const read = (name: string, { labels = {}, query = '', headers = {}, body = '' }: Sent) =>
  readRestInput(
    operation(name),
    { labels, query: readQueryString(query), headers, body: bytes(body) },
    xmlBodies,
  );
const refusal = (name: string, body: string) => {
  try {
    return read(name, { body });
  } catch (error) {
    return (error as AwsError).code;
  }
};

describe('an input', () => {
  test('is read from path, query, headers and body', () => {
    const input = read('PutObject', {
      labels: { Bucket: 'b', Key: 'a%20b/%C3%BC%2B+' },
      headers: {
        'content-type': 'text/plain',
        'content-length': '5',
        'x-amz-meta-team': 'blue',
        'x-amz-meta-__proto__': 'x',
        'x-amz-server-side-encryption-bucket-key-enabled': 'True',
        'x-amz-object-lock-retain-until-date': '2030-01-01T00:00:00Z',
        expires: 'Wed, 21 Oct 2026 07:28:00 GMT',
      },
      body: 'hello',
    });
    expect(input).toEqual({
      ...{ Bucket: 'b', Key: 'a b/ü++', Body: bytes('hello'), ContentLength: 5 },
      ContentType: 'text/plain',
      Metadata: Object.fromEntries([
        ['team', 'blue'],
        ['__proto__', 'x'],
      ]),
      BucketKeyEnabled: true,
      ObjectLockRetainUntilDate: new Date('2030-01-01T00:00:00Z'),
      Expires: new Date('2026-10-21T07:28:00Z'),
    });
  });

  test('has numbers and lists of query and headers; what is none stays text', () => {
    const labels = { Bucket: 'b', Key: 'k' };
    expect(read('ListObjectsV2', { labels, query: 'max-keys=5&prefix=a+b%2B' })).toEqual({
      ...{ Bucket: 'b', MaxKeys: 5, Prefix: 'a b+' },
    });
    expect(read('ListObjectsV2', { labels, query: 'max-keys=many' })).toEqual({
      ...{ Bucket: 'b', MaxKeys: 'many' },
    });
    const headers = { 'x-amz-object-attributes': 'ETag, ObjectSize,' };
    expect(read('GetObjectAttributes', { labels, headers })).toEqual({
      ...labels,
      ObjectAttributes: ['ETag', 'ObjectSize'],
    });
  });

  test('is read from XML, whatever prefix its names have', () => {
    const body = `<?xml version="1.0"?><!-- c --><x:Delete xmlns:x="http://s3.amazonaws.com/doc/2006-03-01/">
      <x:Quiet>true</x:Quiet><x:Object><x:Key>a&amp;&#x62;<![CDATA[<c>]]></x:Key></x:Object>
      <x:Object><x:Key/><x:VersionId>1</x:VersionId></x:Object><x:Unknown/></x:Delete>`;
    expect(read('DeleteObjects', { labels: { Bucket: 'b' }, body })).toEqual({
      Bucket: 'b',
      Delete: { Quiet: true, Objects: [{ Key: 'a&b<c>' }, { Key: '', VersionId: '1' }] },
    });
  });

  test('has the attributes of XML, and lists in an element of their own', () => {
    const grantee =
      '<Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"><ID>1</ID></Grantee>';
    const body = `<AccessControlPolicy><AccessControlList><Grant>${grantee}<Permission>READ</Permission></Grant></AccessControlList></AccessControlPolicy>`;
    expect(read('PutBucketAcl', { body })).toMatchObject({
      AccessControlPolicy: {
        Grants: [{ Grantee: { Type: 'CanonicalUser', ID: '1' }, Permission: 'READ' }],
      },
    });
  });

  test('without a body lacks what a body would hold', () => {
    expect(read('CreateBucket', { labels: { Bucket: 'b' } })).toEqual({ Bucket: 'b' });
    // A text may be empty: what that means is the operation's to say.
    expect(read('PutBucketPolicy', { labels: { Bucket: 'b' } })).toEqual({
      ...{ Bucket: 'b', Policy: '' },
    });
    expect(read('PutBucketPolicy', { labels: { Bucket: 'b' }, body: '{}' })).toEqual({
      ...{ Bucket: 'b', Policy: '{}' },
    });
    expect(read('PutObject', { labels: { Bucket: 'b', Key: 'k' } })).toEqual({
      ...{ Bucket: 'b', Key: 'k', Body: bytes('') },
    });
  });

  test.each([
    'no XML',
    '<Delete>',
    '<Delete><Object></Delete>',
    '<Other/>',
    '<Delete/><Delete/>',
    '<!DOCTYPE Delete [<!ENTITY a "b">]><Delete><Object><Key>&a;</Key></Object></Delete>',
    '<!DOCTYPE Delete [<!ENTITY x SYSTEM "file:///etc/passwd">]><Delete><Object><Key>&x;</Key></Object></Delete>',
    '<Delete a="1" a="2"/>',
    '<Delete>\u0001</Delete>',
    `${'<Delete>'.repeat(100_000)}${'</Delete>'.repeat(100_000)}`,
  ])('that is not well-formed is refused: %.60s', (body) => {
    expect(refusal('DeleteObjects', body)).toBe('MalformedXML');
  });

  test('in bytes that are no text is refused', () => {
    const message = { labels: {}, query: [], headers: {}, body: new Uint8Array([0x3c, 0xff]) };
    expect(() => readRestInput(operation('DeleteObjects'), message, xmlBodies)).toThrow(
      'The XML you provided was not well-formed',
    );
  });
});

const xmlns = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';
const write = (name: string, output: object) => writeXmlOutput(operation(name), 'id', output);
const bodyOf = (name: string, output: object) =>
  String(write(name, output).body).replace('<?xml version="1.0" encoding="UTF-8"?>\n', '');

describe('an output', () => {
  test('is written to status, headers and body', () => {
    const Body = bytes('part');
    const answer = write('GetObject', {
      ...{ Body, ContentLength: 4, ContentRange: 'bytes 0-3/10', ETag: '"e"', DeleteMarker: false },
      ...{ LastModified: new Date('2026-11-23T18:45:26Z'), ExpiresString: 'soon' },
      Metadata: { team: 'blue', umlaut: 'ü', 'not a name': 'x' },
    });
    expect(answer).toEqual({
      status: 206,
      body: Body,
      headers: {
        'x-amz-request-id': 'id',
        'x-amz-id-2': expect.stringMatching(/^[\w+/]{75}=$/) as string,
        'content-length': '4',
        'content-range': 'bytes 0-3/10',
        etag: '"e"',
        'x-amz-delete-marker': 'false',
        'last-modified': 'Mon, 23 Nov 2026 18:45:26 GMT',
        'x-amz-meta-team': 'blue',
        'x-amz-meta-umlaut': '=?UTF-8?B?w7w=?=',
        'x-amz-missing-meta': '1',
        expires: 'soon',
      },
    });
  });

  test.each([
    [
      'ListObjectsV2',
      {
        ...{ Name: 'b', Prefix: '', KeyCount: 1, IsTruncated: false },
        Contents: [{ Key: 'a&b', LastModified: new Date(0), Size: 1 }],
        CommonPrefixes: [{ Prefix: 'p/' }],
      },
      `<ListBucketResult ${xmlns}><IsTruncated>false</IsTruncated><Name>b</Name><Prefix/><KeyCount>1</KeyCount><Contents><Key>a&amp;b</Key><LastModified>1970-01-01T00:00:00.000Z</LastModified><Size>1</Size></Contents><CommonPrefixes><Prefix>p/</Prefix></CommonPrefixes></ListBucketResult>`,
    ],
    [
      'CopyObject',
      { CopyObjectResult: { ETag: '"e"' }, VersionId: '1' },
      `<CopyObjectResult ${xmlns}><ETag>&quot;e&quot;</ETag></CopyObjectResult>`,
    ],
    ['GetBucketLocation', {}, `<LocationConstraint ${xmlns}/>`],
    [
      'GetBucketLocation',
      { LocationConstraint: 'eu-west-1' },
      `<LocationConstraint ${xmlns}>eu-west-1</LocationConstraint>`,
    ],
    ['GetBucketVersioning', {}, `<VersioningConfiguration ${xmlns}/>`],
    [
      'GetBucketAcl',
      { Owner: { ID: '1' }, Grants: [{ Grantee: { Type: 'CanonicalUser', ID: '1' } }] },
      `<AccessControlPolicy ${xmlns}><Owner><ID>1</ID></Owner><AccessControlList><Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"><ID>1</ID></Grantee></Grant></AccessControlList></AccessControlPolicy>`,
    ],
    ['GetBucketPolicy', { Policy: '{"Version":"2012-10-17"}' }, '{"Version":"2012-10-17"}'],
    ['PutObject', { ETag: '"e"' }, ''],
  ])('of %s has the form AWS gives it', (name, output, xml) => {
    expect(bodyOf(name, output)).toBe(xml);
  });

  test('has no header that HTTP could not carry', () => {
    const { headers } = write('GetObject', { ContentDisposition: 'a\r\nb: ü€', CacheControl: 'é' });
    expect(headers['content-disposition']).toBe('=?UTF-8?Q?a=0D=0Ab:_=C3=BC=E2=82=AC?=');
    expect(headers['cache-control']).toBe('é');
  });

  test('without content has its status alone', () => {
    expect(write('DeleteObject', { VersionId: '1', DeleteMarker: true })).toMatchObject({
      status: 204,
      body: '',
      headers: { 'x-amz-version-id': '1', 'x-amz-delete-marker': 'true' },
    });
  });
});

describe('an error', () => {
  const error = new AwsError('NoSuchKey', 'Not <here>.', 404, {
    ...{ Key: 'a&b', VersionId: undefined, 'x-amz-delete-marker': 'true' },
    additionalMessage: 'more',
  });

  test('has its details as elements, and as headers where they are spelled like one', () => {
    const { status, headers, body } = writeXmlError(error, 'id', false);
    expect([status, headers['x-amz-delete-marker']]).toEqual([404, 'true']);
    expect(body).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchKey</Code><Message>Not &lt;here&gt;.</Message><Key>a&amp;b</Key><additionalMessage>more</additionalMessage><RequestId>id</RequestId><HostId>${headers['x-amz-id-2']}</HostId></Error>`,
    );
  });

  test('has no body in answer to HEAD, nor when nothing was modified', () => {
    expect(writeXmlError(error, 'id', true)).toMatchObject({ status: 404, body: '' });
    const notModified = new AwsError('NotModified', 'Not Modified', 304, { etag: '"e"' });
    expect(writeXmlError(notModified, 'id', false)).toMatchObject({
      ...{ status: 304, body: '', headers: { etag: '"e"' } },
    });
  });
});
