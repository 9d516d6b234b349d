import type { PolicyKind } from '../../../../src/engine/iam/index';
import { account, alice } from './worlds';

/** A document AWS refuses: its kind, AWS's text, and where we say the fault is. */
export type RefusedCase = readonly [
  name: string,
  kind: PolicyKind | 'managed',
  document: string,
  message: string,
  where: string,
];

const of = (statement: unknown, more: object = {}) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statement, ...more });
const good = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const trusting = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: account } };
const keyed = { Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: { AWS: account } };

const limiting = { ...keyed, Effect: 'Deny', Principal: '*' };
const notOfType =
  'The provided policy document does not meet the requirements of the specified policy type.';

const syntax = 'Syntax errors in policy.';
const invalidPrincipals = 'Policy contains a statement with one or more invalid principals.';

/**
 * Messages are AWS's as quoted in public issue reports and transcripts of IAM and AWS KMS; the
 * rules are those of "Grammar of the IAM JSON policy language" in the IAM User Guide.
 */
export const refusedDocuments: readonly RefusedCase[] = [
  ['no JSON', 'identity', '{not valid json', syntax, 'line 1, column 2'],
  [
    'a missing comma',
    'identity',
    '{\n  "Version": "2012-10-17"\n  "Statement": []\n}',
    syntax,
    'line 3, column 3',
  ],
  ['a trailing comma', 'identity', '{"Statement": [],}', syntax, 'line 1, column 18'],
  [
    'the same element twice',
    'identity',
    '{"Statement":[{"Effect":"Allow",\n"Effect":"Deny"}]}',
    syntax,
    'line 2, column 1',
  ],
  ['text after the end', 'identity', `${of(good)} {}`, syntax, 'line 1, column 96'],
  ['nesting without end', 'identity', '['.repeat(100_000), syntax, 'line 1, column 34'],
  ['no object', 'identity', '[]', syntax, 'the document'],
  ['an unknown element', 'identity', of(good, { Statements: [] }), syntax, 'the document'],
  ['no Statement', 'identity', '{"Version":"2012-10-17"}', syntax, 'the document'],
  ['no statements', 'identity', of([]), syntax, 'Statement'],
  ['an unknown version', 'identity', of(good, { Version: '2020-01-01' }), syntax, 'Version'],
  ['no Effect', 'identity', of({ ...good, Effect: undefined }), syntax, 'Statement[0].Effect'],
  [
    'an unknown Effect',
    'identity',
    of([good, { ...good, Effect: 'Permit' }]),
    syntax,
    'Statement[1].Effect',
  ],
  // moto's tests of policy documents: IAM's older reader comes before its other rules.
  ...[
    { Effect: 'allow' },
    { Effect: 'denY', Resource: 'arn:aws:s3:us-east-1::b' },
    { Resource: 'arn:aws:s3::b', Action: undefined },
    { Resource: ['*', 'arn:aws::fdsasf'] },
    { Resource: 'arn:aws::::b' },
    ...['sdfdsf', '234-13', '2016-12-13t2:00:00.593194+1', '9223372036854775808'].map((a) => ({
      Condition: { DateLessThan: { a } },
    })),
    { Condition: { DateGreaterThan: { a: '2016-12-13t2:00:00.1999999999+10:59' } } },
  ].map((part): RefusedCase => {
    const [member = ''] = Object.keys(part);
    const inside = 'Condition' in part ? `.${Object.keys(part.Condition).join()}.a` : '';
    return [
      `legacy parsing of ${JSON.stringify(part)}`,
      'identity',
      of({ ...good, ...part }),
      'The policy failed legacy parsing',
      `Statement[0].${member}${inside}`,
    ];
  }),
  ...(
    [
      ['s:3:Get', 'sdfsadf', 'Resource sdfsadf must be in ARN format or "*".'],
      ['s3:Get', 'aws:s3:::b', 'Partition "s3" is not valid for resource "arn:s3:::b:*".'],
      [
        's3:Get',
        ['arn:error:s3:::b', 'arn:error:s3::b'],
        'Partition "error" is not valid for resource "arn:error:s3:::b".',
      ],
      [
        's3:Get',
        'arn:aws:iam:us-east-1::b',
        'IAM resource arn:aws:iam:us-east-1::b cannot contain region information.',
      ],
      [
        's3:Get',
        'arn:aws:s3:us-east-1::b',
        'Resource arn:aws:s3:us-east-1::b can not contain region information.',
      ],
      [
        's3:Get',
        'arn:aws:iam:::b',
        'IAM resource path must either be "*" or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.',
      ],
    ] as const
  ).map(([Action, Resource, message]): RefusedCase => [
    `resource ${JSON.stringify(Resource)}`,
    ...(['managed', of({ ...good, Action, Resource }), message, 'Statement[0].Resource'] as const),
  ]),
  [
    'Action beside NotAction',
    'identity',
    of({ ...good, NotAction: 'a:b' }),
    syntax,
    'Statement[0]',
  ],
  [
    'an Action that is no string',
    'identity',
    of({ ...good, Action: [1] }),
    syntax,
    'Statement[0].Action',
  ],
  [
    'an unknown operator',
    'identity',
    of({ ...good, Condition: { StringIs: { a: 'b' } } }),
    syntax,
    'Statement[0].Condition',
  ],
  [
    'NullIfExists',
    'identity',
    of({ ...good, Condition: { NullIfExists: { a: 'true' } } }),
    syntax,
    'Statement[0].Condition',
  ],
  [
    'a condition value that is an object',
    'identity',
    of({ ...good, Condition: { StringEquals: { a: {} } } }),
    syntax,
    'Statement[0].Condition.StringEquals.a',
  ],
  [
    'a principal',
    'identity',
    of({ ...good, Principal: '*' }),
    'Policy document should not specify a principal.',
    'Statement[0].Principal',
  ],
  [
    'an old version',
    'managed',
    of(good, { Version: '2008-10-17' }),
    'Policy document must be version 2012-10-17 or greater.',
    'Version',
  ],
  // moto's tests of policy documents: the version comes before IAM's older reader.
  [
    'an old version and an effect in other letters',
    'managed',
    of({ ...good, Effect: 'denY' }, { Version: '2008-10-17' }),
    'Policy document must be version 2012-10-17 or greater.',
    'Version',
  ],
  [
    'no action',
    'identity',
    of({ ...good, Action: undefined }),
    'Policy statement must contain actions.',
    'Statement[0].Action',
  ],
  [
    'no resource',
    'identity',
    of({ ...good, Resource: [] }),
    'Policy statement must contain resources.',
    'Statement[0].Resource',
  ],
  [
    'an action without vendor',
    'identity',
    of({ ...good, Action: 'GetObject' }),
    'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
    'Statement[0].Action',
  ],
  [
    'an action of two colons',
    'identity',
    of({ ...good, Action: 's3:Get:Object' }),
    'Actions/Condition can contain only one colon.',
    'Statement[0].Action',
  ],
  [
    'a vendor with a space',
    'identity',
    of({ ...good, Action: 'a b:c' }),
    'Vendor a b is not valid',
    'Statement[0].Action',
  ],
  [
    'a resource that is no ARN',
    'identity',
    of({ ...good, Resource: 'bucket' }),
    'Resource bucket must be in ARN format or "*".',
    'Statement[0].Resource',
  ],
  [
    'an unknown partition',
    'identity',
    of({ ...good, Resource: 'arn:ibm:s3:::b' }),
    'Partition "ibm" is not valid for resource "arn:ibm:s3:::b".',
    'Statement[0].Resource',
  ],
  [
    'a wildcard for the service',
    'identity',
    of({ ...good, Resource: 'arn:aws:*:::b' }),
    'Resource vendor must be fully qualified and cannot contain regexes.',
    'Statement[0].Resource',
  ],
  [
    'a Sid twice',
    'identity',
    of([
      { ...good, Sid: 'A' },
      { ...good, Sid: 'A' },
    ]),
    'Statement IDs (SID) in a single policy must be unique.',
    'Statement[1].Sid',
  ],
  [
    'a Sid with a space',
    'identity',
    of({ ...good, Sid: 'My statement' }),
    'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
    'Statement[0].Sid',
  ],
  [
    'trust: no JSON',
    'trust',
    'AssumeRole',
    'This policy contains invalid Json',
    'line 1, column 1',
  ],
  [
    'trust: a resource',
    'trust',
    of({ ...trusting, Resource: '*' }),
    'Has prohibited field Resource',
    'Statement[0].Resource',
  ],
  [
    'trust: nobody',
    'trust',
    of({ ...trusting, Principal: undefined }),
    'Missing required field Principal',
    'Statement[0].Principal',
  ],
  [
    'trust: no action',
    'trust',
    of({ ...trusting, Action: undefined }),
    'Missing required field Action',
    'Statement[0].Action',
  ],
  [
    'trust: another action',
    'trust',
    of({ ...trusting, Action: '*' }),
    'AssumeRole policy may only specify STS AssumeRole actions.',
    'Statement[0].Action',
  ],
  [
    'trust: part of a name',
    'trust',
    of({ ...trusting, Principal: { AWS: `arn:aws:iam::${account}:role/*` } }),
    `Invalid principal in policy: "AWS":"arn:aws:iam::${account}:role/*"`,
    'Statement[0].Principal',
  ],
  [
    'trust: NotPrincipal',
    'trust',
    of({ Effect: 'Deny', Action: 'sts:AssumeRole', NotPrincipal: { AWS: account } }),
    'AssumeRole policy must not contain NotPrincipal field.',
    'Statement[0]',
  ],
  [
    'trust: a Sid twice',
    'trust',
    of([
      { ...trusting, Sid: 'A' },
      { ...trusting, Sid: 'A' },
    ]),
    'The Statement Ids in the policy are not unique',
    'Statement[1].Sid',
  ],
  [
    'key: nobody',
    'key',
    of({ ...keyed, Principal: undefined }),
    'Policy contains a statement with no principal.',
    'Statement[0].Principal',
  ],
  [
    'key: a group',
    'key',
    of({ ...keyed, Principal: { AWS: `arn:aws:iam::${account}:group/admins` } }),
    invalidPrincipals,
    'Statement[0].Principal',
  ],
  [
    'key: no account',
    'key',
    of({ ...keyed, Principal: { AWS: '1234' } }),
    invalidPrincipals,
    'Statement[0].Principal',
  ],
  [
    'key: Allow with NotPrincipal',
    'key',
    of({ ...keyed, Principal: undefined, NotPrincipal: { AWS: account } }),
    'Allow with NotPrincipal is not allowed.',
    'Statement[0]',
  ],
  // AWS Organizations User Guide, "RCP syntax".
  ['rcp: Allow', 'rcp', of({ ...limiting, Effect: 'Allow' }), notOfType, 'Statement[0].Effect'],
  [
    'rcp: somebody in particular',
    'rcp',
    of({ ...limiting, Principal: { AWS: account } }),
    notOfType,
    'Statement[0].Principal',
  ],
  [
    'rcp: NotAction',
    'rcp',
    of({ ...limiting, Action: undefined, NotAction: 'kms:*' }),
    notOfType,
    'Statement[0].NotAction',
  ],
  ['rcp: any service', 'rcp', of({ ...limiting, Action: '*' }), notOfType, 'Statement[0].Action'],
  ['scp: with a principal', 'scp', of(keyed), notOfType, 'Statement[0].Principal'],
];

/** Documents AWS stores. */
export const acceptedDocuments: readonly (readonly [string, PolicyKind | 'managed', string])[] = [
  ['a single statement', 'managed', of(good)],
  ['no version, inline', 'identity', JSON.stringify({ Statement: good })],
  ...['2017-07-01T00:00:00Z', '01T', '-292275054', '2016-12-13t2:00:00.593194+23'].map(
    (a) =>
      [`the date ${a}`, 'managed', of({ ...good, Condition: { DateLessThan: { a } } })] as const,
  ),
  ['an operator without keys', 'managed', of({ ...good, Condition: { a: {} } })],
  ['null beside a resource', 'managed', of({ ...good, Resource: ['*', null] })],
  ['a user of any account', 'managed', of({ ...good, Resource: 'arn:aws:iam:::user/x' })],
  ['an incomplete ARN', 'identity', of({ ...good, Resource: 'arn:aws:sqs' })],
  [
    'numbers and booleans in conditions',
    'identity',
    of({ ...good, Condition: { NumericLessThan: { 'a:k': 3 }, Bool: { 'a:b': true } } }),
  ],
  ['rcp: a denial of a service', 'rcp', of(limiting)],
  ['scp: an allow list', 'scp', of(good)],
  ['white space', 'identity', `\t${JSON.stringify(JSON.parse(of(good)), null, 2)}\r\n`],
  [
    'key: a Sid with spaces, an Id',
    'key',
    of({ ...keyed, Sid: 'Enable IAM User Permissions' }, { Id: 'key-default-1' }),
  ],
  // AWS KMS stores it, though it has no effect: Developer Guide, "Elements in a key policy".
  ['key: no Action', 'key', of({ ...keyed, Action: undefined })],
  [
    'key: users, roles, sessions, services',
    'key',
    of({
      ...keyed,
      Principal: {
        AWS: [
          '*',
          alice.arn,
          `arn:aws:iam::${account}:role/path/R`,
          `arn:aws:sts::${account}:assumed-role/R/s`,
        ],
        Service: 'logs.us-east-1.amazonaws.com',
      },
    }),
  ],
  [
    'trust: web identity',
    'trust',
    of({
      Effect: 'Allow',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: {
        Federated: `arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`,
      },
    }),
  ],
];
