import { describe, expect, it } from 'vitest';
import { refusal, refusalText } from '../world';
import { keyHeaders, s3World, seen, unblockSseC } from './world';

const mine = keyHeaders(1);
const other = keyHeaders(2);
const argument = { ArgumentName: 'x-amz-server-side-encryption' };

/** A world whose bucket lets SSE-C in. */
async function unblocked() {
  const world = await s3World();
  await unblockSseC(world);
  return world;
}

describe('SSE-C', () => {
  it('is blocked in a new bucket, for new objects only', async () => {
    const { s3, put, read } = await s3World();
    const blocked = await refusal(put('a', 'text', mine));
    expect(seen(blocked)).toMatchObject({ code: 'AccessDenied', statusCode: 403 });
    const block = (type: string) => {
      const Rules = [{ BlockedEncryptionTypes: { EncryptionType: [type] } }];
      return s3('PutBucketEncryption', { ServerSideEncryptionConfiguration: { Rules } });
    };
    await block('NONE');
    await put('a', 'text', mine);
    await block('SSE-C');
    expect((await refusal(put('b', 'text', mine))).code).toBe('AccessDenied');
    expect(await read('a', mine)).toBe('text');
  });

  it('seals under the key that comes with the request, and keeps it nowhere', async () => {
    const { engine, s3, put, read } = await unblocked();
    const { SSECustomerKey, ...shown } = mine;
    expect(await put('a', 'the secret text', mine)).toMatchObject(shown);
    expect(await read('a', mine)).toBe('the secret text');
    const head = await s3('HeadObject', { Key: 'a', ...mine });
    expect(head).toMatchObject(shown);
    expect(head).not.toHaveProperty('ServerSideEncryption');
    const kept = JSON.stringify([...engine.tables.entries()], (_, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
    );
    expect(kept).not.toContain(SSECustomerKey);
    expect(kept).not.toContain(mine.SSECustomerKeyMD5);
  });

  // Recorded against AWS (LocalStack, test_put_object_validation_sse_c).
  it.each([
    [
      'with another mode',
      { ...mine, ServerSideEncryption: 'AES256' },
      {
        code: 'InvalidArgument',
        message:
          'Server Side Encryption with Customer provided key is incompatible with the encryption method specified',
        ArgumentValue: 'AES256',
      },
    ],
    [
      'by another algorithm',
      { ...mine, SSECustomerAlgorithm: 'KMS' },
      {
        code: 'InvalidEncryptionAlgorithmError',
        message: 'The Encryption request you specified is not valid. Supported value: AES256.',
        ArgumentValue: 'KMS',
      },
    ],
    [
      'by none',
      { ...mine, SSECustomerAlgorithm: undefined },
      {
        code: 'InvalidArgument',
        message:
          'Requests specifying Server Side Encryption with Customer provided keys must provide a valid encryption algorithm.',
      },
    ],
    [
      'without a key',
      { ...mine, SSECustomerKey: undefined },
      {
        code: 'InvalidArgument',
        message:
          'Requests specifying Server Side Encryption with Customer provided keys must provide an appropriate secret key.',
      },
    ],
    [
      'without its digest',
      { ...mine, SSECustomerKeyMD5: undefined },
      {
        code: 'InvalidArgument',
        message: 'The secret key was invalid for the specified algorithm.',
      },
    ],
    [
      'with a short key',
      keyHeaders(1, 10),
      {
        code: 'InvalidArgument',
        message: 'The secret key was invalid for the specified algorithm.',
      },
    ],
    [
      'with the digest of another key',
      { ...mine, SSECustomerKeyMD5: other.SSECustomerKeyMD5 },
      {
        code: 'InvalidArgument',
        message: 'The calculated MD5 hash of the key did not match the hash that was provided.',
      },
    ],
  ])('%s is refused', async (_, input, expected) => {
    const { put } = await unblocked();
    expect(seen(await refusal(put('a', 'text', input)))).toMatchObject({
      ...{ statusCode: 400, ...argument, ...expected },
    });
  });

  // Recorded against AWS (LocalStack, test_object_retrieval_sse_c).
  it.each([
    [
      'without the key',
      {},
      400,
      'InvalidRequest: The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.',
    ],
    [
      'with another key',
      other,
      403,
      'AccessDenied: Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret key.',
    ],
    [
      'without the digest of the key',
      { ...mine, SSECustomerKeyMD5: undefined },
      403,
      'AccessDenied: Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret key.',
    ],
    [
      'with a short key',
      keyHeaders(1, 10),
      403,
      'AccessDenied: Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret key.',
    ],
    [
      'by another algorithm',
      { ...mine, SSECustomerAlgorithm: 'KMS' },
      400,
      'InvalidEncryptionAlgorithmError: The Encryption request you specified is not valid. Supported value: AES256.',
    ],
  ])('is not read %s', async (_, input, status, text) => {
    const { s3, put } = await unblocked();
    await put('a', 'text', mine);
    for (const operation of ['GetObject', 'HeadObject', 'GetObjectAttributes']) {
      const asked = { Key: 'a', ObjectAttributes: ['ETag'], ...input };
      const error = await refusal(s3(operation, asked));
      expect([error.statusCode, `${error.code}: ${error.message}`]).toEqual([status, text]);
    }
  });

  it('is for objects that were sealed so', async () => {
    const { put, get } = await unblocked();
    await put('a', 'text');
    expect(await refusalText(get('a', mine))).toBe(
      'InvalidRequest: The encryption parameters are not applicable to this object.',
    );
  });

  it('wants TLS: over plain HTTP the key is as good as published', async () => {
    const { engine, admin } = await unblocked();
    const input = { Bucket: 'reports', Key: 'a', ...mine };
    const request = engine.send({
      ...{ service: 's3', operation: 'PutObject', region: 'us-east-1', credentials: admin },
      ...{ input, transport: { secure: false } },
    });
    expect(await refusalText(request)).toBe(
      'InvalidRequest: Requests specifying Server Side Encryption with Customer provided keys must be made over a secure connection.',
    );
  });

  it('has a key of its own for every version (recorded against AWS)', async () => {
    const { s3, put, read, get } = await unblocked();
    await s3('PutBucketVersioning', { VersioningConfiguration: { Status: 'Enabled' } });
    const { VersionId } = await put('a', 'version1', mine);
    await put('a', 'version2', other);
    expect(await read('a', other)).toBe('version2');
    expect((await refusal(get('a', mine))).code).toBe('AccessDenied');
    expect(await read('a', { ...mine, VersionId })).toBe('version1');
  });
});
