import { expect, test } from 'vitest';
import { presign } from '../../../src/engine/signing/index';

// Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters", the example.
test('signs the published example', () => {
  const credentials = {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  };
  const url = 'https://examplebucket.s3.amazonaws.com/test.txt';
  const request = { method: 'GET', url, region: 'us-east-1', service: 's3', expiresIn: 86_400 };
  const signed = presign(request, credentials, Date.UTC(2013, 4, 24));
  expect(signed).toBe(
    'https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
  );
});
