import { describe, expect, test } from 'vitest';
import { readModel } from '../../src/engine/api/index';
import lambda from '../../src/engine/api/models/lambda.gen.json';
import s3 from '../../src/engine/api/models/s3.gen.json';
import { readQueryString } from '../../src/wire/rest-reader';
import { createRouter } from '../../src/wire/rest-routes';

const model = readModel(s3);
const router = createRouter(model);
const functions = createRouter(readModel(lambda));

const find = (request: string, headers: readonly string[] = [], of = router) => {
  const [method = '', target = ''] = request.split(' ');
  const [path = '', query = ''] = target.split('?');
  const hasHeader = (name: string) => headers.includes(name);
  return of.find({ method, path, query: new Map(readQueryString(query)), hasHeader });
};
const nameOf = (...args: Parameters<typeof find>) => find(...args)?.operation.name;

describe('a request to Amazon S3', () => {
  test.each([
    ['GET /', 'ListBuckets'],
    ['GET /?max-buckets=5', 'ListBuckets'],
    ['PUT /b', 'CreateBucket'],
    ['PUT /b/', 'CreateBucket'],
    ['HEAD /b', 'HeadBucket'],
    ['DELETE /b', 'DeleteBucket'],
    ['GET /b', 'ListObjects'],
    ['GET /b?prefix=a&list-type=2', 'ListObjectsV2'],
    ['GET /b?list-type=1', 'ListObjects'],
    ['GET /b?versions&prefix=x', 'ListObjectVersions'],
    ['GET /b?uploads', 'ListMultipartUploads'],
    ['GET /b?location=', 'GetBucketLocation'],
    ['GET /b?analytics', 'ListBucketAnalyticsConfigurations'],
    ['GET /b?analytics&id=x', 'GetBucketAnalyticsConfiguration'],
    ['GET /b?lifecycle', 'GetBucketLifecycleConfiguration'],
    ['PUT /b?lifecycle', 'PutBucketLifecycleConfiguration'],
    ['GET /b?notification', 'GetBucketNotificationConfiguration'],
    ['PUT /b?encryption', 'PutBucketEncryption'],
    ['PUT /b/k?encryption', 'UpdateObjectEncryption'],
    ['POST /b?delete', 'DeleteObjects'],
    ['GET /b/k', 'GetObject'],
    ['GET /b/k?versionId=1&x-id=GetObject', 'GetObject'],
    ['GET /b/k?uploadId=1', 'ListParts'],
    ['GET /b/k?attributes', 'GetObjectAttributes'],
    ['HEAD /b/k', 'HeadObject'],
    ['PUT /b/k', 'PutObject'],
    ['PUT /b/k?partNumber=1&uploadId=2', 'UploadPart'],
    ['POST /b/k?uploads', 'CreateMultipartUpload'],
    ['POST /b/k?uploadId=2', 'CompleteMultipartUpload'],
    ['DELETE /b/k?uploadId=2', 'AbortMultipartUpload'],
    ['DELETE /b/k', 'DeleteObject'],
    ['POST /b/k?select&select-type=2', 'SelectObjectContent'],
  ])('%s is %s', (request, name) => {
    expect(nameOf(request)).toBe(name);
  });

  test.each([
    ['PUT /b/k', 'CopyObject'],
    ['PUT /b/k?partNumber=1&uploadId=2', 'UploadPartCopy'],
  ])('%s with x-amz-copy-source is %s', (request, name) => {
    expect(nameOf(request, ['x-amz-copy-source'])).toBe(name);
  });

  test.each(['DELETE /b?location', 'PUT /b?versions', 'DELETE /b/k?acl', 'POST /b', 'PATCH /b/k'])(
    '%s is none',
    (request) => {
      expect(find(request)).toBeUndefined();
    },
  );

  test.each([
    ['GET /b/a/b/c', 'a/b/c'],
    ['GET /b//', '/'],
    ['GET /b//a/', '/a/'],
    ['GET /b/./..', './..'],
    ['GET /b/a%2Fb%20c', 'a%2Fb%20c'],
    ['GET /b/a\nb', 'a\nb'],
  ])('%j is for the key %j', (request, Key) => {
    expect(find(request)?.labels).toEqual({ Bucket: 'b', Key });
  });

  test('is found for every operation of the model that is not the old name of another', () => {
    const unreachable = Object.values(model.operations).filter((operation) => {
      const { method, uri } = operation.http;
      const { required = [], members = {} } = operation.input ?? {};
      const needed = (location: string) =>
        required
          .filter((name) => members[name]?.location === location)
          .map((name) => members[name]?.locationName ?? name);
      const query = needed('querystring').map((name) => `&${name}=1`);
      const target = `${uri.replace('{Bucket}', 'b').replace('{Key+}', 'k')}${uri.includes('?') ? '' : '?'}${query.join('')}`;
      const headers = needed('header').map((name) => name.toLowerCase());
      return nameOf(`${method} ${target}`, headers) !== operation.name;
    });
    expect(unreachable.map(({ name }) => name)).toEqual([
      ...['GetBucketLifecycle', 'GetBucketNotification', 'ListDirectoryBuckets'],
      ...['PutBucketLifecycle', 'PutBucketNotification'],
    ]);
  });
});

test.each([
  ['POST /2015-03-31/functions', 'CreateFunction', {}],
  ['GET /2015-03-31/functions/', 'ListFunctions', {}],
  ['POST /2015-03-31/functions/f/invocations', 'Invoke', { FunctionName: 'f' }],
  ['GET /2015-03-31/functions/f', 'GetFunction', { FunctionName: 'f' }],
  [
    'DELETE /2015-03-31/functions/f/policy/s',
    'RemovePermission',
    { FunctionName: 'f', StatementId: 's' },
  ],
])('%s is Lambda’s %s', (request, name, labels) => {
  const route = find(request, [], functions);
  expect([route?.operation.name, route?.labels]).toEqual([name, labels]);
});
