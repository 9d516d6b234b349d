import { commonOf, Draw, outcomesOf, type About, type Generator } from './generator';
import { catalogue } from './catalogue';
import { policyOf, Script } from './script';

const key = 's3:x-amz-server-side-encryption';
const policies = [
  ['has no policy', undefined],
  [
    'denies `s3:PutObject` where `StringNotEquals` `aws:kms` holds for the encryption header',
    { StringNotEquals: { [key]: 'aws:kms' } },
  ],
  [
    'denies `s3:PutObject` where `Null` `true` holds for the encryption header',
    { Null: { [key]: 'true' } },
  ],
  [
    'denies `s3:PutObject` where `StringEquals` `AES256` holds for the encryption header',
    { StringEquals: { [key]: 'AES256' } },
  ],
  [
    'denies `s3:PutObject` where `StringNotEquals` `aws:kms` and `Null` `false` hold for the encryption header',
    { StringNotEquals: { [key]: 'aws:kms' }, Null: { [key]: 'false' } },
  ],
] as const;
const buckets = ['ledger', 'reports', 'invoices', 'readings', 'drafts', 'wages', 'claims'];

const about: About = catalogue.s3Headers;

/** What comes of an upload by its header, the bucket policy and the default encryption. */
export const s3Headers: Generator = {
  ...about,
  async generate(seed) {
    const draw = new Draw(seed);
    const Bucket = `${draw.one(buckets)}-${draw.int(2020, 2029)}`;
    const [told, condition] = draw.one(policies);
    const algorithm = draw.one(['AES256', 'aws:kms']);
    const header = draw.one([undefined, 'AES256', 'aws:kms']);
    const script = new Script();
    await script.call('s3', 'CreateBucket', { Bucket });
    await script.call('s3', 'PutBucketEncryption', {
      Bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: algorithm } }],
      },
    });
    if (condition !== undefined) {
      const statement = {
        ...{ Effect: 'Deny', Principal: '*', Action: 's3:PutObject' },
        ...{ Resource: `arn:aws:s3:::${Bucket}/*`, Condition: condition },
      };
      await script.call('s3', 'PutBucketPolicy', {
        ...{ Bucket, Policy: JSON.stringify(policyOf(statement)) },
      });
    }
    const { line, outcome } = await script.ask(
      's3',
      'PutObject',
      {
        ...{ Bucket, Key: 'a.txt', Body: new TextEncoder().encode('x') },
        ...(header === undefined ? {} : { ServerSideEncryption: header }),
      },
      { query: 'ServerSideEncryption' },
    );
    const options = outcomesOf(
      [
        {
          text: 'The object has SSE-S3',
          equals: 'AES256',
          why: 'That is what a header AES256 asks for, and what the default is unless it is changed.',
        },
        {
          text: 'The object has SSE-KMS',
          equals: 'aws:kms',
          why: 'That is what a header aws:kms asks for, or the default where it was set to SSE-KMS and the policy lets the request pass.',
        },
        {
          text: 'The upload is refused',
          equals: 'AccessDenied',
          why: 'An explicit Deny whose condition holds beats every Allow, and it is looked at before the default is applied.',
        },
        {
          text: 'The object is not encrypted',
          equals: null,
          why: 'Since 2023-01-05 every new object is encrypted.',
        },
      ],
      outcome,
      seed,
    );
    if (options === undefined) return undefined;
    const asks =
      header === undefined
        ? 'no encryption header'
        : `the header \`x-amz-server-side-encryption: ${header}\``;
    return {
      ...commonOf(about, seed, script),
      type: 'predict',
      stem: `The bucket \`${Bucket}\` ${told}. Its default encryption is ${algorithm === 'AES256' ? 'SSE-S3' : 'SSE-KMS'}. The administrator uploads an object with ${asks}. What comes of it?`,
      run: [line],
      query: 'ServerSideEncryption',
      options,
      explanation:
        'First the bucket policy, on the headers as they came; a negated operator also holds without the header. Then the header decides, and without one the default of the bucket.',
    };
  },
};
