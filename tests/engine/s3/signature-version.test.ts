import { describe, expect, it } from 'vitest';
import { headerSignature } from '../../../src/engine/operation';
import { refusal } from '../world';
import { Bucket, encode, s3World, seen } from './world';

const version2 = { ...headerSignature, version: 'AWS' } as const;
const Body = encode('text');

async function world() {
  const made = await s3World();
  const { engine, admin, put, createKey } = made;
  await put('sse-s3', 'text');
  await put('sse-kms', 'text', { ServerSideEncryption: 'aws:kms' });
  /** Sends a request with Signature Version 2. */
  const old = async (operation: string, input: object) => {
    const request = { service: 's3', operation, region: 'us-east-1', credentials: admin };
    const signed = { ...request, input: { Bucket, ...input }, signature: version2 };
    return (await engine.send(signed)).output;
  };
  return { ...made, old, key: await createKey() };
}

const needed = {
  code: 'InvalidArgument',
  message:
    'Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.',
  ...{ statusCode: 400, ArgumentName: 'Authorization', ArgumentValue: 'null' },
};

describe('a request with Signature Version 2', () => {
  it('has nothing to do with KMS keys', async () => {
    const { old } = await world();
    const sealed = { Key: 'a', Body, ServerSideEncryption: 'aws:kms' };
    expect(seen(await refusal(old('PutObject', sealed)))).toEqual(needed);
    expect(seen(await refusal(old('GetObject', { Key: 'sse-kms' })))).toEqual(needed);
  });

  it('reads and writes what is not under one', async () => {
    const { old } = await world();
    expect(await old('PutObject', { Key: 'a', Body })).toHaveProperty('ETag');
    expect(await old('GetObject', { Key: 'sse-s3' })).toHaveProperty('ETag');
  });

  it('puts no object under one either', async () => {
    const { old, key } = await world();
    const ObjectEncryption = { SSEKMS: { KMSKeyArn: key.Arn } };
    const { code, message } = await refusal(
      old('UpdateObjectEncryption', { Key: 'sse-s3', ObjectEncryption }),
    );
    expect(code).toBe('InvalidRequest');
    expect(message).toContain('require AWS Signature Version 4');
  });
});

describe('a request that nobody has signed', () => {
  it('reads no object under a KMS key, though it is public', async () => {
    const { s3, engine } = await world();
    await s3('DeletePublicAccessBlock');
    const Statement = {
      ...{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject' },
      Resource: `arn:aws:s3:::${Bucket}/*`,
    };
    await s3('PutBucketPolicy', { Policy: JSON.stringify({ Version: '2012-10-17', Statement }) });
    const read = (Key: string) =>
      engine.send({
        ...{ service: 's3', operation: 'GetObject', region: 'us-east-1', input: { Bucket, Key } },
      });
    expect(await read('sse-s3')).toHaveProperty('output');
    expect(seen(await refusal(read('sse-kms')))).toEqual(needed);
  });
});
