import { describe, expect, it } from 'vitest';
import { refusal, refusalText } from '../world';
import { s3World, seen } from './world';

type World = Awaited<ReturnType<typeof s3World>>;

const configure = ({ s3 }: World, rule: object) =>
  s3('PutBucketEncryption', { ServerSideEncryptionConfiguration: { Rules: [rule] } });

const ruleOf = async ({ s3 }: World) =>
  (await s3<{ ServerSideEncryptionConfiguration: { Rules: object[] } }>('GetBucketEncryption'))
    .ServerSideEncryptionConfiguration.Rules[0];

const blocked = { BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] } };
const base = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } };

describe('default encryption', () => {
  it('is SSE-S3, with SSE-C blocked since April 2026', async () => {
    expect(await ruleOf(await s3World())).toEqual({ ...base, BucketKeyEnabled: false, ...blocked });
  });

  it('of a bucket from before blocks nothing (recorded against AWS)', async () => {
    const world = await s3World({ now: Date.UTC(2026, 3, 5) });
    expect(await ruleOf(world)).toEqual({ ...base, BucketKeyEnabled: false });
  });

  it('is changed, seen and taken back', async () => {
    const world = await s3World();
    const { KeyId } = await world.createKey();
    const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KeyId };
    const rule = { ApplyServerSideEncryptionByDefault, BucketKeyEnabled: true };
    await configure(world, rule);
    expect(await ruleOf(world)).toEqual({ ...rule, ...blocked });
    await world.s3('DeleteBucketEncryption');
    await world.s3('DeleteBucketEncryption');
    expect(await ruleOf(world)).toEqual({ ...base, BucketKeyEnabled: false, ...blocked });
  });

  it('holds for new objects whose requests do not say, and for no older ones', async () => {
    const world = await s3World();
    const { s3, put, createKey } = world;
    const { KeyId, Arn } = await createKey();
    await put('before', 'text');
    await configure(world, {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KeyId },
    });
    const modeOf = async (Key: string) => {
      const { ServerSideEncryption, SSEKMSKeyId } = await s3('HeadObject', { Key });
      return [ServerSideEncryption, SSEKMSKeyId];
    };
    await put('after', 'text');
    await put('otherwise', 'text', { ServerSideEncryption: 'AES256' });
    await put('managed', 'text', { ServerSideEncryption: 'aws:kms' });
    expect(await modeOf('before')).toEqual(['AES256', undefined]);
    expect(await modeOf('after')).toEqual(['aws:kms', Arn]);
    expect(await modeOf('otherwise')).toEqual(['AES256', undefined]);
    expect((await modeOf('managed'))[1]).not.toBe(Arn);
  });

  it('of a key that is not there is found out when an object comes', async () => {
    const world = await s3World();
    const KMSMasterKeyID = 'fake-key-id';
    await configure(world, {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID },
    });
    expect(await refusalText(world.put('a', 'text'))).toBe(
      "KMS.NotFoundException: Invalid keyId 'fake-key-id'",
    );
  });

  it.each([
    ['no rule', { Rules: [] }, { code: 'MalformedXML' }],
    ['two rules', { Rules: [base, base] }, { code: 'MalformedXML' }],
    [
      'a KMS key for SSE-S3',
      {
        Rules: [
          { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256', KMSMasterKeyID: 'x' } },
        ],
      },
      {
        code: 'InvalidArgument',
        ArgumentName: 'ApplyServerSideEncryptionByDefault',
        message:
          'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
      },
    ],
    [
      'a mode that buckets do not have',
      { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'none' } }] },
      { code: 'MalformedXML' },
    ],
    [
      'SSE-C both blocked and not',
      { Rules: [{ BlockedEncryptionTypes: { EncryptionType: ['SSE-C', 'NONE'] } }] },
      { code: 'MalformedXML' },
    ],
  ])('is refused with %s', async (_, ServerSideEncryptionConfiguration, expected) => {
    const { s3 } = await s3World();
    const change = s3('PutBucketEncryption', { ServerSideEncryptionConfiguration });
    expect(seen(await refusal(change))).toMatchObject(expected);
  });

  it.each(['GetBucketEncryption', 'DeleteBucketEncryption', 'PutBucketEncryption'])(
    '%s needs a bucket (recorded against AWS)',
    async (operation) => {
      const { s3 } = await s3World();
      const ServerSideEncryptionConfiguration = { Rules: [base] };
      const input = { Bucket: 'none-such', ServerSideEncryptionConfiguration };
      expect((await refusal(s3(operation, input))).code).toBe('NoSuchBucket');
    },
  );
});

describe('DSSE-KMS', () => {
  it('seals twice: under a key of KMS, and that under a key of S3', async () => {
    const { engine, put, read, s3, createKey } = await s3World();
    const { Arn } = await createKey();
    const input = { ServerSideEncryption: 'aws:kms:dsse', SSEKMSKeyId: Arn };
    expect(await put('a', 'the secret text', input)).toMatchObject(input);
    const [[, chunk]] = engine.tables.range<{ nonces: Uint8Array; sealed: Uint8Array }>({
      name: 's3.chunks',
    }) as [[string, { nonces: Uint8Array; sealed: Uint8Array }]];
    expect(chunk.nonces).toHaveLength(24);
    expect(chunk.sealed).toHaveLength(15 + 16 + 16);
    expect(await read('a')).toBe('the secret text');
    const head = await s3('HeadObject', { Key: 'a' });
    expect(head).toMatchObject(input);
    expect(head).not.toHaveProperty('BucketKeyEnabled');
  });

  it('knows no bucket keys', async () => {
    const { engine, put } = await s3World();
    await put('a', 'text', { ServerSideEncryption: 'aws:kms:dsse', BucketKeyEnabled: true });
    expect(engine.tables.range({ name: 's3.bucket-keys' })).toEqual([]);
  });
});

describe('the headers of encryption', () => {
  it.each([
    [
      { ServerSideEncryption: 'KMS' },
      {
        code: 'InvalidEncryptionAlgorithmError',
        ArgumentName: 'x-amz-server-side-encryption',
        ArgumentValue: 'KMS',
      },
    ],
    [
      { SSEKMSKeyId: 'alias/app' },
      {
        code: 'InvalidArgument',
        message:
          'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
      },
    ],
    [
      { ServerSideEncryption: 'aws:kms', SSEKMSEncryptionContext: 'e30' },
      { code: 'InvalidArgument', ArgumentName: 'x-amz-server-side-encryption-context' },
    ],
    [
      { ServerSideEncryption: 'aws:kms', SSEKMSEncryptionContext: btoa('{"a":1}') },
      { code: 'InvalidArgument', ArgumentName: 'x-amz-server-side-encryption-context' },
    ],
  ])('%o are refused', async (input, expected) => {
    const { put } = await s3World();
    expect(seen(await refusal(put('a', 'text', input)))).toMatchObject(expected);
  });

  it('may add to the encryption context, which KMS has to see again', async () => {
    const { engine, put, read, user, createKey } = await s3World();
    const { Arn } = await createKey();
    const SSEKMSEncryptionContext = btoa('{"team":"blue"}');
    const input = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: Arn, SSEKMSEncryptionContext };
    expect(await put('a', 'text', input)).toMatchObject({ SSEKMSEncryptionContext });
    const credentials = await user(
      'ann',
      { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
      {
        ...{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' },
        Condition: {
          StringEquals: {
            'kms:EncryptionContext:team': 'blue',
            'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::reports/a',
            'kms:ViaService': 's3.us-east-1.amazonaws.com',
          },
        },
      },
    );
    expect(await read('a', {}, { credentials })).toBe('text');
    expect(engine.tables.range({ name: 's3.bucket-keys' })).toEqual([]);
  });

  it('are nothing that plain HTTP may carry', async () => {
    const { engine, admin, put } = await s3World();
    await put('a', 'text', { ServerSideEncryption: 'aws:kms' });
    const plain = (operation: string, input: object) =>
      engine.send({
        ...{ service: 's3', operation, region: 'us-east-1', credentials: admin },
        ...{ input: { Bucket: 'reports', ...input }, transport: { secure: false } },
      });
    const insecure =
      'InvalidArgument: Requests specifying Server Side Encryption with AWS KMS managed keys must be made over a secure connection.';
    expect(await refusalText(plain('GetObject', { Key: 'a' }))).toBe(insecure);
    const input = { Key: 'b', ServerSideEncryption: 'aws:kms' };
    expect(await refusalText(plain('PutObject', input))).toBe(insecure);
    await plain('PutObject', { Key: 'b' });
    await plain('GetObject', { Key: 'b' });
  });
});
