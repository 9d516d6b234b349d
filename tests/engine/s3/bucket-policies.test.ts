import { describe, expect, it } from 'vitest';
import { refusal, refusalText, testWorld, utf8 } from '../world';

const Bucket = 'quarterly-reports';
const bucketArn = `arn:aws:s3:::${Bucket}`;
const other = '210987654321';

async function world() {
  const { send, ...rest } = testWorld(null, ['123456789012', other]);
  const s3 = (operation: string, input: object = {}, options?: Parameters<typeof send>[3]) =>
    send('s3', operation, { Bucket, ...input }, options);
  await s3('CreateBucket');
  const put = (...statements: object[]) =>
    s3('PutBucketPolicy', {
      Policy: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
    });
  return { ...rest, send, s3, put };
}

const statement = {
  ...{ Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: `${bucketArn}/*` },
};

describe('a bucket policy is refused', () => {
  // Recorded against AWS: LocalStack, test_s3_api.py, test_put_bucket_policy_invalid.
  it.each([
    ['', "Policies must be valid JSON and the first byte must be '{'"],
    ['invalid json', "Policies must be valid JSON and the first byte must be '{'"],
    ['{}', 'Missing required field Statement'],
  ])('when it is %j', async (Policy, text) => {
    const { s3 } = await world();
    expect(await refusalText(s3('PutBucketPolicy', { Policy }))).toBe(`MalformedPolicy: ${text}`);
  });

  // As clients of S3 quote them.
  it.each([
    [
      'Invalid principal in policy',
      { Principal: { AWS: 'arn:aws:iam::123456789012:user/nobody' } },
    ],
    ['Policy has invalid resource', { Resource: 'arn:aws:s3:::another-bucket/*' }],
    ['Policy has invalid action', { Action: 'ec2:RunInstances' }],
    ['Action does not apply to any resource(s) in statement', { Resource: bucketArn }],
    [
      'Action does not apply to any resource(s) in statement',
      { Action: 's3:ListBucket', Resource: `${bucketArn}/*` },
    ],
    ['Missing required field Principal', { Principal: undefined }],
  ])('with "%s"', async (text, change) => {
    const { put } = await world();
    expect(await refusalText(put({ ...statement, ...change }))).toBe(`MalformedPolicy: ${text}`);
  });

  it('to other accounts, even where it allows them to change it', async () => {
    const { put, s3, send } = await world();
    await put({
      ...statement,
      ...{ Effect: 'Allow', Action: 's3:*BucketPolicy', Resource: bucketArn },
      Principal: { AWS: other },
    });
    const RoleArn = `arn:aws:iam::${other}:role/OrganizationAccountAccessRole`;
    const { Credentials: given } = await send<{
      Credentials: { AccessKeyId: string; SecretAccessKey: string; SessionToken: string };
    }>('sts', 'AssumeRole', { RoleArn, RoleSessionName: 'there' });
    const credentials = {
      accessKeyId: given.AccessKeyId,
      secretAccessKey: given.SecretAccessKey,
      sessionToken: given.SessionToken,
    };
    const refused = await refusal(s3('GetBucketPolicy', {}, { credentials }));
    expect([refused.code, refused.statusCode]).toEqual(['MethodNotAllowed', 405]);
  });
});

describe('a bucket policy', () => {
  it('is given back as it was written, and gone once deleted', async () => {
    const { put, s3 } = await world();
    expect(await refusalText(s3('GetBucketPolicy'))).toBe(
      'NoSuchBucketPolicy: The bucket policy does not exist',
    );
    await put(statement);
    const { Policy } = await s3('GetBucketPolicy');
    expect(JSON.parse(Policy as string)).toEqual({
      Version: '2012-10-17',
      Statement: [statement],
    });
    await s3('DeleteBucketPolicy');
    expect((await refusal(s3('GetBucketPolicy'))).code).toBe('NoSuchBucketPolicy');
  });

  it('denies what does not come by TLS', async () => {
    const { engine, admin, put } = await world();
    await put({
      ...{ ...statement, Action: 's3:*', Resource: [bucketArn, `${bucketArn}/*`] },
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
    const request = (secure: boolean) =>
      engine.send({
        ...{ service: 's3', operation: 'PutObject', region: 'us-east-1', credentials: admin },
        input: { Bucket, Key: 'k', Body: utf8('x') },
        transport: secure ? { secure, tlsVersion: '1.3' } : { secure },
      });
    expect((await refusal(request(false))).code).toBe('AccessDenied');
    await request(true);
  });

  it('sees the request before default encryption: a missing header is a missing header', async () => {
    const { s3, put } = await world();
    await s3('PutBucketEncryption', {
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
      },
    });
    const header = 's3:x-amz-server-side-encryption';
    await put(
      { ...statement, Sid: 'WrongHeader', Condition: { StringNotEquals: { [header]: 'aws:kms' } } },
      { ...statement, Sid: 'MissingHeader', Condition: { Null: { [header]: 'true' } } },
    );
    const object = { Key: 'k', Body: utf8('x') };
    expect((await refusal(s3('PutObject', object))).message).toContain(
      'with an explicit deny in a resource-based policy',
    );
    const withSse = (ServerSideEncryption: string) =>
      s3('PutObject', { ...object, ServerSideEncryption });
    expect((await refusal(withSse('AES256'))).code).toBe('AccessDenied');
    await withSse('aws:kms');
  });

  it('keeps a deleted user as its unique id', async () => {
    const { put, s3, send, user } = await world();
    await user('carla');
    const AWS = 'arn:aws:iam::123456789012:user/carla';
    await put({ ...statement, Principal: { AWS } });
    const { AccessKeyMetadata } = await send<{ AccessKeyMetadata: { AccessKeyId: string }[] }>(
      ...(['iam', 'ListAccessKeys', { UserName: 'carla' }] as const),
    );
    const { AccessKeyId } = AccessKeyMetadata[0]!;
    await send('iam', 'DeleteAccessKey', { UserName: 'carla', AccessKeyId });
    await send('iam', 'DeleteUser', { UserName: 'carla' });
    const { Policy } = await s3('GetBucketPolicy');
    expect(Policy).toMatch(/"AIDA[A-Z0-9]+"/);
  });
});
