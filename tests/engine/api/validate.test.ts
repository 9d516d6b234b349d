import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  loadModel,
  readModel,
  validateInput,
  type ServiceName,
} from '../../../src/engine/api/index';
import { AwsError } from '../../../src/engine/errors';

async function answer(service: ServiceName, operation: string, input: object): Promise<string> {
  const model = await loadModel(service);
  try {
    validateInput(model, operation, input);
    return 'accepted';
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return `${error.code}: ${error.message}`;
  }
}

const listing = (...failures: string[]) =>
  `ValidationException: ${failures.length} validation error${failures.length > 1 ? 's' : ''} detected: ` +
  failures.join('; ');
const broke = (what: string, text: string) => `${what} failed to satisfy constraint: ${text}`;

describe('KMS', () => {
  test('accepts what AWS accepts', async () => {
    const input = {
      KeyId: 'alias/app',
      Plaintext: new Uint8Array(4096),
      EncryptionContext: { purpose: 'demo' },
      GrantTokens: ['token'],
      DryRun: false,
    };
    expect(await answer('kms', 'Encrypt', input)).toBe('accepted');
    expect(await answer('kms', 'ListKeys', {})).toBe('accepted');
  });

  // The wording of the next three was recorded from AWS.
  test.each([
    [0, 'Member must have value greater than or equal to 1'],
    [1025, 'Member must have value less than or equal to 1024'],
  ])('GenerateRandom of %i bytes', async (NumberOfBytes, text) => {
    expect(await answer('kms', 'GenerateRandom', { NumberOfBytes })).toBe(
      listing(broke(`Value '${NumberOfBytes}' at 'numberOfBytes'`, text)),
    );
  });

  test('a value outside an enum', async () => {
    const input = { KeyId: 'k', KeyAgreementAlgorithm: 'INVALID', PublicKey: new Uint8Array(91) };
    expect(await answer('kms', 'DeriveSharedSecret', input)).toBe(
      listing(
        broke(
          "Value 'INVALID' at 'keyAgreementAlgorithm'",
          'Member must satisfy enum value set: [ECDH]',
        ),
      ),
    );
  });

  test('bytes are never shown: the 4,097th', async () => {
    const input = { KeyId: 'k', Plaintext: new Uint8Array(4097) };
    expect(await answer('kms', 'Encrypt', input)).toBe(
      listing(broke("Value at 'plaintext'", 'Member must have length less than or equal to 4096')),
    );
  });

  test('an empty ciphertext', async () => {
    expect(await answer('kms', 'Decrypt', { CiphertextBlob: new Uint8Array(0) })).toBe(
      listing(
        broke("Value at 'ciphertextBlob'", 'Member must have length greater than or equal to 1'),
      ),
    );
  });

  test('missing members, in the order of the model; null is as good as missing', async () => {
    expect(await answer('kms', 'Encrypt', { KeyId: null })).toBe(
      listing(
        broke("Value null at 'keyId'", 'Member must not be null'),
        broke("Value at 'plaintext'", 'Member must not be null'),
      ),
    );
  });

  test('a pattern must match the whole text', async () => {
    const input = { AliasName: 'alias/a b', TargetKeyId: 'k' };
    expect(await answer('kms', 'CreateAlias', input)).toBe(
      listing(
        broke(
          "Value 'alias/a b' at 'aliasName'",
          'Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$',
        ),
      ),
    );
  });

  test('a member of a structure in a list', async () => {
    const input = { Tags: [{ TagKey: 'a', TagValue: 'b' }, { TagValue: 'c' }] };
    expect(await answer('kms', 'CreateKey', input)).toBe(
      listing(broke("Value null at 'tags.2.member.tagKey'", 'Member must not be null')),
    );
  });

  // AWS's form for scalars in lists. Source: answers of ACM and Lambda in public bug reports.
  test('scalars in a list are reported once, at the list', async () => {
    const input = { KeyId: 'k', TagKeys: ['', 'fine', 'x'.repeat(129)] };
    expect(await answer('kms', 'UntagResource', input)).toBe(
      listing(
        broke(
          `Value '[, fine, ${'x'.repeat(129)}]' at 'tagKeys'`,
          'Member must satisfy constraint: [Member must have length less than or equal to 128, ' +
            'Member must have length greater than or equal to 1]',
        ),
      ),
    );
  });

  test('lengths count characters, not UTF-16 units', async () => {
    const Tags = [{ TagKey: '🔑'.repeat(128), TagValue: '' }];
    expect(await answer('kms', 'CreateKey', { Tags })).toBe('accepted');
    const longer = [{ TagKey: '🔑'.repeat(129), TagValue: '' }];
    expect(await answer('kms', 'CreateKey', { Tags: longer })).toContain('equal to 128');
  });

  test('ignores members that it does not know', async () => {
    expect(await answer('kms', 'ListKeys', { Unknown: 1 })).toBe('accepted');
  });

  test('keys of a map are only data', async () => {
    const EncryptionContext = JSON.parse('{"__proto__":"x","constructor":"y"}') as object;
    const input = { KeyId: 'k', Plaintext: new Uint8Array(1), EncryptionContext };
    expect(await answer('kms', 'Encrypt', input)).toBe('accepted');
    const wrong = JSON.parse('{"__proto__":1}') as object;
    expect(await answer('kms', 'Encrypt', { ...input, EncryptionContext: wrong })).toBe(
      'SerializationException: NUMBER_VALUE can not be converted to a String',
    );
  });

  test('an operation that does not exist', async () => {
    expect(await answer('kms', 'toString', {})).toBe('UnknownOperationException: ');
  });

  test('accepts a number exactly where it is within its bounds', async () => {
    const kms = await loadModel('kms');
    const refused = (NumberOfBytes: number) => {
      try {
        validateInput(kms, 'GenerateRandom', { NumberOfBytes });
        return false;
      } catch {
        return true;
      }
    };
    fc.assert(
      fc.property(fc.integer({ min: -3000, max: 3000 }), (bytes) => {
        expect(refused(bytes)).toBe(bytes < 1 || bytes > 1024);
      }),
    );
  });
});

// Source: Athena's answers, measured combination by combination in a public test suite.
describe('a value of the wrong type', () => {
  test.each([
    [{ NumberOfBytes: '1' }, 'STRING_VALUE can not be converted to an Integer'],
    [{ NumberOfBytes: true }, 'TRUE_VALUE can not be converted to an Integer'],
    [{ NumberOfBytes: [1] }, 'Start of list found where not expected'],
    [{ NumberOfBytes: {} }, 'Start of structure or map found where not expected.'],
    [{ CustomKeyStoreId: 1 }, 'NUMBER_VALUE can not be converted to a String'],
    [{ CustomKeyStoreId: false }, 'FALSE_VALUE can not be converted to a String'],
    [{ Recipient: 'x' }, 'Expected null'],
    [[], 'Start of list found where not expected'],
  ])('%j', async (input, text) => {
    expect(await answer('kms', 'GenerateRandom', input)).toBe(`SerializationException: ${text}`);
  });

  test('a scalar for a list or a map', async () => {
    expect(await answer('kms', 'CreateKey', { Tags: 'x' })).toContain('Expected list or null');
    const input = { KeyId: 'k', Plaintext: new Uint8Array(1), EncryptionContext: 1 };
    expect(await answer('kms', 'Encrypt', input)).toContain('Expected map or null');
  });

  test('comes before everything else that is wrong', async () => {
    expect(await answer('kms', 'Encrypt', { KeyId: 1 })).toBe(
      'SerializationException: NUMBER_VALUE can not be converted to a String',
    );
  });
});

describe('other services word it their way', () => {
  // Recorded from AWS.
  test('Logs has an exception of its own, and shows lists as Java does', async () => {
    expect(
      await answer('logs', 'GetLogEvents', { logStreamName: 's', limit: 10001, logGroupName: 'g' }),
    ).toBe(
      'InvalidParameterException: 1 validation error detected: ' +
        broke("Value '10001' at 'limit'", 'Member must have value less than or equal to 10000'),
    );
    const metric = { metricName: 'm', metricNamespace: 'n', metricValue: '1' };
    const input = { logGroupName: 'g', filterName: 'f', filterPattern: '' };
    expect(
      await answer('logs', 'PutMetricFilter', {
        ...input,
        metricTransformations: [metric, metric],
      }),
    ).toContain(
      "Value '[MetricTransformation(metricName=m, metricNamespace=n, metricValue=1, defaultValue=null, unit=null, dimensions=null), ",
    );
  });

  // Recorded against AWS by LocalStack (2025): later than the model.
  test('Lambda takes ARNs of the European Sovereign Cloud for names of functions', async () => {
    expect(await answer('lambda', 'GetFunction', { FunctionName: 'my-function!' })).toContain(
      '(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?',
    );
  });

  // Recorded from AWS: the id is not shown.
  test('IAM hides some values', async () => {
    const input = { ServiceSpecificCredentialId: 'not a credential / id' };
    expect(await answer('iam', 'ResetServiceSpecificCredential', input)).toBe(
      'ValidationError: 1 validation error detected: ' +
        broke(
          "Value at 'serviceSpecificCredentialId'",
          'Member must satisfy regular expression pattern: [\\w]+',
        ),
    );
  });

  test('IAM words the patterns of names itself', async () => {
    expect(await answer('iam', 'CreateUser', { UserName: 'a/b' })).toBe(
      'ValidationError: The specified value for userName is invalid. ' +
        'It must contain only alphanumeric characters and/or the following: +=,.@_-',
    );
  });

  test('STS', async () => {
    const input = { RoleArn: 'arn:aws:iam::123456789012:role/r', RoleSessionName: 'session' };
    expect(await answer('sts', 'AssumeRole', { ...input, DurationSeconds: 899 })).toBe(
      'ValidationError: 1 validation error detected: ' +
        broke(
          "Value '899' at 'durationSeconds'",
          'Member must have value greater than or equal to 900',
        ),
    );
    expect(await answer('sts', 'AssumeRole', { ...input, DurationSeconds: 'x' })).toBe(
      'MalformedInput: STRING_VALUE can not be converted to an Integer',
    );
  });

  test('EC2', async () => {
    expect(await answer('ec2', 'CreateSnapshot', {})).toBe(
      'MissingParameter: The request must contain the parameter volumeId',
    );
    expect(await answer('ec2', 'CreateVolume', { VolumeType: 'gp9' })).toBe(
      'InvalidParameterValue: Value (gp9) for parameter volumeType is invalid.',
    );
    expect(await answer('ec2', 'DescribeVolumes', { VolumeIds: 'vol-1' })).toBe(
      'InvalidParameterValue: Value (vol-1) for parameter volumeIds is invalid.',
    );
  });

  test('RDS', async () => {
    expect(await answer('rds', 'DeleteDBInstance', {})).toBe(
      'InvalidParameterValue: The parameter DBInstanceIdentifier must be provided and must not be blank.',
    );
  });
});

describe('S3', () => {
  test('a body that the schema does not allow', async () => {
    const rule = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'rot13' } };
    const input = { Bucket: 'b', ServerSideEncryptionConfiguration: { Rules: [rule] } };
    expect(await answer('s3', 'PutBucketEncryption', input)).toBe(
      'MalformedXML: The XML you provided was not well-formed or did not validate against our ' +
        'published schema',
    );
    expect(await answer('s3', 'PutBucketEncryption', { Bucket: 'b' })).toBe(
      'MissingRequestBodyError: Request Body is empty',
    );
  });

  test('leaves the values of headers to the operation, which words them itself', async () => {
    const input = { Bucket: 'b', Key: 'k', ServerSideEncryption: 'rot13' };
    expect(await answer('s3', 'PutObject', input)).toBe('accepted');
  });

  test('a text that is none', async () => {
    expect(await answer('s3', 'ListObjectsV2', { Bucket: 'b', StartAfter: true })).toMatch(
      /^InvalidArgument/,
    );
  });

  test('a missing header', async () => {
    expect(await answer('s3', 'CopyObject', { Bucket: 'b', Key: 'k' })).toBe(
      'InvalidRequest: Missing required header for this request: x-amz-copy-source',
    );
  });
});

test('a shape that contains itself', () => {
  const model = readModel({
    service: 'trees',
    metadata: { protocol: 'json' },
    operations: { Grow: { input: 'Tree' } },
    shapes: {
      Tree: { type: 'structure', members: { Height: 'Height', Branches: 'Branches' } },
      Branches: { type: 'list', member: 'Tree' },
      Height: { type: 'integer', max: 9 },
    },
  });
  expect(() =>
    validateInput(model, 'Grow', { Branches: [{ Branches: [{ Height: 9 }] }] }),
  ).not.toThrow();
  expect(() =>
    validateInput(model, 'Grow', { Branches: [{ Branches: [{ Height: 10 }] }] }),
  ).toThrow(
    "Value '10' at 'branches.1.member.branches.1.member.height' failed to satisfy constraint",
  );
});
