import type { Context } from './worlds';

/** A `Condition` element, the request's context, and whether the statement then applies. */
export type ConditionCase = readonly [
  condition: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  context: Context,
  matched: boolean,
];

const operators = 'IAM User Guide, Condition operators';
const sets = 'IAM User Guide, Single-valued vs. multivalued context keys';
const variables = 'IAM User Guide, Variables and tags';
const conditionElement = 'IAM User Guide, JSON policy elements: Condition';

const tagKeys = (...values: string[]): Context => ({ 'aws:TagKeys': values });
// The page's table for this example contradicts its text; the text is followed.
const orgPaths = {
  'ForAllValues:StringNotLike': {
    'aws:ResourceOrgPaths': [
      'o-acorg/r-acroot/ou-acroot-mediaou/',
      'o-acorg/r-acroot/ou-acroot-sportsou/*',
    ],
  },
};
const topic = 'arn:aws:sns:us-west-2:123456789012:TOPIC-ID';
const distributions = {
  'ForAllValues:ArnLike': {
    'logs:LogGeneratingResourceArns': [
      'arn:aws:cloudfront::123456789012:distribution/*',
      'arn:aws:cloudfront::123456789012:distribution/support*',
    ],
  },
};
const tags = ['environment', 'cost-center'];

/** Cases by the page of AWS's documentation that they are known from. */
export const conditionCases: Readonly<Record<string, readonly ConditionCase[]>> = {
  [`${operators}: string`]: [
    [{ StringEquals: { 'a:k': 'admin' } }, { 'a:k': 'admin' }, true],
    [{ StringEquals: { 'a:k': 'admin' } }, { 'a:k': 'Admin' }, false],
    [{ StringEquals: { 'a:k': 'admin' } }, { 'a:k': 'dev-ops' }, false],
    [{ StringEquals: { 'a:k': 'admin' } }, {}, false],
    [{ StringEquals: { 'a:k': ['a', 'b'] } }, { 'a:k': 'b' }, true],
    [{ StringEquals: { 'a:k': 'a*' } }, { 'a:k': 'abc' }, false],
    [{ StringNotEquals: { 'a:k': 'admin' } }, { 'a:k': 'dev' }, true],
    [{ StringNotEquals: { 'a:k': ['a', 'b'] } }, { 'a:k': 'b' }, false],
    [{ StringNotEquals: { 'a:k': 'admin' } }, {}, true],
    [{ StringEqualsIgnoreCase: { 'a:k': 'PreProd' } }, { 'a:k': 'preprod' }, true],
    [{ StringNotEqualsIgnoreCase: { 'a:k': 'PreProd' } }, { 'a:k': 'PREPROD' }, false],
    [{ StringLike: { 'a:k': 'home/*' } }, { 'a:k': 'home/a/b' }, true],
    [{ StringLike: { 'a:k': 'h?me' } }, { 'a:k': 'home' }, true],
    [{ StringLike: { 'a:k': 'h?me' } }, { 'a:k': 'hme' }, false],
    [{ StringLike: { 's3:prefix': ['', 'home/'] } }, { 's3:prefix': '' }, true],
    [{ StringNotLike: { 'a:k': 'home/*' } }, { 'a:k': 'work/a' }, true],
    [{ StringNotLike: { 'a:k': 'home/*' } }, {}, true],
  ],
  [`${operators}: numeric`]: [
    [{ NumericEquals: { 'a:k': '10' } }, { 'a:k': '10.0' }, true],
    [{ NumericEquals: { 'a:k': 10 } }, { 'a:k': '10' }, true],
    [{ NumericNotEquals: { 'a:k': '10' } }, { 'a:k': '11' }, true],
    [{ NumericLessThan: { 'a:k': '10' } }, { 'a:k': '9' }, true],
    [{ NumericLessThan: { 'a:k': '10' } }, { 'a:k': '10' }, false],
    [{ NumericLessThanEquals: { 's3:max-keys': '10' } }, { 's3:max-keys': '10' }, true],
    [{ NumericGreaterThan: { 'a:k': '9' } }, { 'a:k': '10' }, true],
    [{ NumericGreaterThanEquals: { 'a:k': '9' } }, { 'a:k': '8.9' }, false],
    [{ NumericLessThan: { 'a:k': '10' } }, { 'a:k': 'few' }, false],
    [{ NumericLessThan: { 'a:k': '10' } }, { 'a:k': '' }, false],
    [{ NumericLessThan: { 'a:k': '10' } }, {}, false],
  ],
  [`${operators}: date`]: [
    [
      { DateGreaterThan: { 'a:t': '2020-01-01T00:00:01Z' } },
      { 'a:t': '2020-02-01T00:00:00Z' },
      true,
    ],
    [{ DateGreaterThan: { 'a:t': '2020-01-01T00:00:01Z' } }, {}, false],
    [{ DateLessThan: { 'a:t': '2020-01-01' } }, { 'a:t': '2019-12-31T23:59:59.999Z' }, true],
    [
      { DateEquals: { 'a:t': '2020-01-01T01:00:00+01:00' } },
      { 'a:t': '2020-01-01T00:00:00Z' },
      true,
    ],
    [{ DateEquals: { 'a:t': '1577836800' } }, { 'a:t': '2020-01-01T00:00:00Z' }, true],
    [{ DateLessThanEquals: { 'a:t': '2020-01-01T00:00:00Z' } }, { 'a:t': '1577836800' }, true],
    [{ DateNotEquals: { 'a:t': '2020-01-01T00:00:00Z' } }, { 'a:t': '2020-01-01T00:00:01Z' }, true],
    [{ DateGreaterThanEquals: { 'a:t': '2020-13-01' } }, { 'a:t': '2021-01-01T00:00:00Z' }, false],
    [{ DateLessThan: { 'a:t': 'tomorrow' } }, { 'a:t': '2021-01-01T00:00:00Z' }, false],
  ],
  [`${operators}: Boolean, binary, existence`]: [
    [{ Bool: { 'aws:SecureTransport': 'false' } }, { 'aws:SecureTransport': 'false' }, true],
    [{ Bool: { 'aws:SecureTransport': false } }, { 'aws:SecureTransport': 'false' }, true],
    [{ Bool: { 'aws:SecureTransport': 'false' } }, { 'aws:SecureTransport': 'true' }, false],
    [{ Bool: { 'aws:SecureTransport': 'false' } }, {}, false],
    [{ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }, {}, true],
    [{ 'ForAnyValue:Bool': { 'a:k': 'true' } }, { 'a:k': ['false', 'true'] }, true],
    [{ BinaryEquals: { 'a:k': 'QmluYXJ5VmFsdWU=' } }, { 'a:k': 'QmluYXJ5VmFsdWU=' }, true],
    [{ BinaryEquals: { 'a:k': 'QmluYXJ5VmFsdWU=' } }, { 'a:k': 'qmluYXJ5VmFsdWU=' }, false],
    [{ BinaryEquals: { 'a:k': 'QmluYXJ5VmFsdWU=' } }, {}, false],
    [{ Null: { 'aws:TokenIssueTime': 'false' } }, { 'aws:TokenIssueTime': '2020-01-01' }, true],
    [{ Null: { 'aws:TokenIssueTime': 'false' } }, {}, false],
    [{ Null: { 'aws:TokenIssueTime': 'true' } }, {}, true],
    [{ Null: { 'aws:TokenIssueTime': true } }, { 'aws:TokenIssueTime': '2020-01-01' }, false],
    [{ Null: { 'a:k': 'true' } }, { 'a:k': [] }, true],
  ],
  [`${operators}: IP address`]: [
    [{ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, { 'aws:SourceIp': '203.0.113.1' }, true],
    [
      { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
      { 'aws:SourceIp': '198.51.100.1' },
      false,
    ],
    [{ IpAddress: { 'aws:SourceIp': '203.0.113.7' } }, { 'aws:SourceIp': '203.0.113.7' }, true],
    [{ IpAddress: { 'aws:SourceIp': '203.0.113.7' } }, { 'aws:SourceIp': '203.0.113.8' }, false],
    [
      { IpAddress: { 'aws:SourceIp': '203.0.113.128/25' } },
      { 'aws:SourceIp': '203.0.113.127' },
      false,
    ],
    [{ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }, { 'aws:SourceIp': '8.8.8.8' }, true],
    [{ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }, { 'aws:SourceIp': '2001:db8::1' }, false],
    [
      { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:DB8:1234:5678::/64'] } },
      { 'aws:SourceIp': '2001:db8:1234:5678:9::1' },
      true,
    ],
    [
      { IpAddress: { 'aws:SourceIp': '2001:DB8:1234:5678::/64' } },
      { 'aws:SourceIp': '2001:db8:1234:5679::1' },
      false,
    ],
    [
      { IpAddress: { 'aws:SourceIp': '::ffff:192.0.2.0/120' } },
      { 'aws:SourceIp': '::ffff:192.0.2.9' },
      true,
    ],
    [{ NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, { 'aws:SourceIp': '8.8.8.8' }, true],
    [{ NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, {}, true],
    [{ IpAddress: { 'aws:SourceIp': '300.0.113.0/24' } }, { 'aws:SourceIp': '300.0.113.0' }, false],
  ],
  [`${operators}: ARN`]: [
    [{ ArnEquals: { 'aws:SourceArn': topic } }, { 'aws:SourceArn': topic }, true],
    [
      { ArnEquals: { 'aws:SourceArn': topic } },
      { 'aws:SourceArn': topic.replace('1234', '7777') },
      false,
    ],
    [{ ArnEquals: { 'aws:SourceArn': topic } }, {}, false],
    [{ ArnLike: { 'a:k': 'arn:aws:sns:*:123456789012:*' } }, { 'a:k': topic }, true],
    [{ ArnEquals: { 'a:k': 'arn:aws:sns:*:123456789012:*' } }, { 'a:k': topic }, true],
    // Each of the six parts is compared on its own, so a wildcard does not cross a colon.
    [{ ArnLike: { 'a:k': 'arn:aws:sns:*:TOPIC-ID' } }, { 'a:k': topic }, false],
    [{ ArnLike: { 'a:k': 'arn:aws:s*-2:123456789012:TOPIC-ID' } }, { 'a:k': topic }, false],
    [
      { ArnLike: { 'a:k': 'arn:aws:logs:*:*:log-group:*' } },
      { 'a:k': 'arn:aws:logs:r:1:log-group:a:b' },
      true,
    ],
    [{ ArnNotLike: { 'a:k': 'arn:aws:sns:*:*:*' } }, { 'a:k': topic }, false],
    [{ ArnNotEquals: { 'a:k': topic } }, {}, true],
    [
      distributions,
      { 'logs:LogGeneratingResourceArns': ['arn:aws:cloudfront::123456789012:distribution/a'] },
      true,
    ],
    [
      distributions,
      { 'logs:LogGeneratingResourceArns': ['arn:aws:cloudfront::777788889999:distribution/a'] },
      false,
    ],
    [distributions, {}, true],
  ],
  [`${operators}: IfExists`]: [
    [
      { StringLikeIfExists: { 'ec2:InstanceType': ['t1.*', 'm3.*'] } },
      { 'ec2:InstanceType': 't1.micro' },
      true,
    ],
    [
      { StringLikeIfExists: { 'ec2:InstanceType': ['t1.*', 'm3.*'] } },
      { 'ec2:InstanceType': 'm2.micro' },
      false,
    ],
    [{ StringLikeIfExists: { 'ec2:InstanceType': ['t1.*', 'm3.*'] } }, {}, true],
    [{ StringNotEqualsIfExists: { 'a:k': 'a' } }, {}, true],
    [{ StringNotEqualsIfExists: { 'a:k': 'a' } }, { 'a:k': 'a' }, false],
    [{ 'ForAnyValue:StringEqualsIfExists': { 'a:k': 'a' } }, {}, true],
  ],
  [sets]: [
    [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': tags } }, tagKeys('environment'), true],
    [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': tags } }, tagKeys(...tags), true],
    [
      { 'ForAllValues:StringEquals': { 'aws:TagKeys': tags } },
      tagKeys('environment', 'dept'),
      false,
    ],
    [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': tags } }, {}, true],
    [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': tags } }, tagKeys(), true],
    [
      { 'ForAllValues:StringEquals': { 'aws:TagKeys': tags }, Null: { 'aws:TagKeys': 'false' } },
      {},
      false,
    ],
    [{ 'ForAnyValue:StringEquals': { 'aws:TagKeys': tags } }, tagKeys('environment', 'dept'), true],
    [{ 'ForAnyValue:StringEquals': { 'aws:TagKeys': tags } }, tagKeys('dept'), false],
    [{ 'ForAnyValue:StringEquals': { 'aws:TagKeys': tags } }, {}, false],
    [{ 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': tags } }, {}, false],
    [
      { 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': tags } },
      tagKeys('environment', 'dept'),
      true,
    ],
    [
      { 'ForAllValues:StringNotEquals': { 'aws:TagKeys': tags } },
      tagKeys('environment', 'dept'),
      false,
    ],
    [{ 'ForAllValues:StringNotEquals': { 'aws:TagKeys': tags } }, tagKeys('dept', 'owner'), true],
    [
      orgPaths,
      { 'aws:ResourceOrgPaths': ['o-acorg/r-acroot/ou-acroot-sportsou/costcenter/'] },
      false,
    ],
    [
      orgPaths,
      { 'aws:ResourceOrgPaths': ['o-acorg/r-acroot/ou-acroot-mediaou/costcenter/'] },
      true,
    ],
  ],
  [conditionElement]: [
    [{ StringEquals: { 'AWS:requestedregion': 'r' } }, { 'aws:RequestedRegion': 'r' }, true],
    [{ StringEquals: { 'a:k': 'a', 'a:l': 'b' } }, { 'a:k': 'a', 'a:l': 'b' }, true],
    [{ StringEquals: { 'a:k': 'a', 'a:l': 'b' } }, { 'a:k': 'a' }, false],
    [
      { StringEquals: { 'a:k': 'a' }, StringLike: { 'a:l': 'b*' } },
      { 'a:k': 'a', 'a:l': 'c' },
      false,
    ],
    [{}, {}, true],
    // No key is found where JavaScript keeps its own.
    [{ Null: { constructor: 'true' } }, {}, true],
    [{ Null: { ['__proto__']: 'true' } }, {}, true],
  ],
  [`${variables}: condition values`]: [
    [{ StringEquals: { 'a:k': '${aws:username}' } }, { 'a:k': 'alice' }, true],
    [{ StringEquals: { 'a:k': '${AWS:UserName}' } }, { 'a:k': 'alice' }, true],
    [
      { StringLike: { 's3:prefix': 'home/${aws:username}/*' } },
      { 's3:prefix': 'home/alice/x' },
      true,
    ],
    [
      { StringLike: { 's3:prefix': 'home/${aws:username}/*' } },
      { 's3:prefix': 'home/bob/x' },
      false,
    ],
    [{ StringEquals: { 'a:k': '${a:team}' } }, { 'a:k': '' }, false],
    [{ StringNotEquals: { 'a:k': '${a:team}' } }, { 'a:k': 'red' }, true],
    [{ StringEquals: { 'a:k': "${a:team, 'company-wide'}" } }, { 'a:k': 'company-wide' }, true],
    [
      { StringEquals: { 'a:k': "${a:team, 'company-wide'}" } },
      { 'a:k': 'red', 'a:team': 'red' },
      true,
    ],
    [{ StringEquals: { 'a:k': '${aws:TagKeys}' } }, { 'a:k': 'x', 'aws:TagKeys': ['x'] }, false],
    [{ StringLike: { 'a:k': 'a${*}c' } }, { 'a:k': 'a*c' }, true],
    [{ StringLike: { 'a:k': 'a${*}c' } }, { 'a:k': 'abc' }, false],
    [{ StringLike: { 'a:k': 'a${?}${$}' } }, { 'a:k': 'a?$' }, true],
    [{ StringEqualsIgnoreCase: { 'a:k': 'U-${aws:username}' } }, { 'a:k': 'u-ALICE' }, true],
    [
      { ArnLike: { 'a:k': 'arn:aws:iam::*:user/${aws:username}' } },
      { 'a:k': 'arn:aws:iam::1:user/alice' },
      true,
    ],
    [{ Bool: { 'a:k': '${a:b}' } }, { 'a:k': 'true', 'a:b': 'True' }, true],
    // Not supported with these operators: the text stays as it is.
    [{ NumericEquals: { 'a:k': '${a:n}' } }, { 'a:k': '1', 'a:n': '1' }, false],
  ],
};
