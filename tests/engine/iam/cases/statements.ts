import { account, alice, federated, keyArn, logs, root, session } from './worlds';
import type { JsonStatement } from './worlds';
import type { AuthorizationRequest } from '../../../../src/engine/iam/index';

/** Elements of an identity-based Allow, what is asked, and whether the statement applies. */
export type StatementCase = readonly [
  elements: JsonStatement,
  asked: Partial<AuthorizationRequest>,
  matched: boolean,
];

const s3 = 'arn:aws:s3:::amzn-s3-demo-bucket';
const object = (key: string) => ({ action: 's3:GetObject', resource: `${s3}/${key}` });
const action = (name: string) => ({ action: name });
const resource = (arn: string) => ({ resource: arn });
const stream = `arn:aws:logs:us-east-1:${account}:log-group:app:log-stream:a`;
const team = (name: string) => ({ ...alice, tags: { Team: name } });

/** Cases by the page of AWS's documentation that they are known from. */
export const statementCases: Readonly<Record<string, readonly StatementCase[]>> = {
  'IAM User Guide, JSON policy elements: Action and NotAction': [
    [{ Action: 'kms:Encrypt' }, {}, true],
    [{ Action: 'KMS:encrypt' }, {}, true],
    [{ Action: 'kms:Encrypt' }, action('KMS:ENCRYPT'), true],
    [{ Action: 'kms:Decrypt' }, {}, false],
    [{ Action: ['kms:Decrypt', 'kms:Enc*'] }, {}, true],
    [{ Action: 'iam:*AccessKey*' }, action('iam:ListAccessKeys'), true],
    [{ Action: 'kms:GenerateDataKey*' }, action('kms:GenerateDataKeyWithoutPlaintext'), true],
    [{ Action: 'kms:?ncrypt' }, {}, true],
    [{ Action: 'kms:ReEncrypt*' }, {}, false],
    [{ Action: '*' }, {}, true],
    [{ Action: undefined, NotAction: 'iam:*' }, {}, true],
    [{ Action: undefined, NotAction: ['iam:*', 'KMS:encrypt'] }, {}, false],
  ],
  'IAM User Guide, JSON policy elements: Resource and NotResource': [
    [{ Resource: keyArn }, {}, true],
    [{ Resource: keyArn.toUpperCase() }, {}, false],
    [{ Resource: `${s3}/*/test/*` }, object('1/test/object.jpg'), true],
    [{ Resource: `${s3}/*/test/*` }, object('1/2/test/3/object.jpg'), true],
    [{ Resource: `${s3}/*/test/*` }, object('1///test///object.jpg'), true],
    [{ Resource: `${s3}/*/test/*` }, object('/test/object.jpg'), true],
    [{ Resource: `${s3}/*/test/*` }, object('1-test/object.jpg'), false],
    [{ Resource: `${s3}/*/test/*` }, object('test/object.jpg'), false],
    [{ Resource: `${s3}/*/test/*` }, object('1/2/test.jpg'), false],
    [{ Resource: 'arn:aws:s3:::*log*' }, resource('arn:aws:s3:::my-logs/a'), true],
    [{ Resource: `arn:aws:kms:*:${account}:key/*` }, {}, true],
    [{ Resource: 'arn:aws:kms:us-east-?:*:key/*' }, {}, true],
    [{ Resource: 'arn:aws:kms:eu-*:*:key/*' }, {}, false],
    // A * that ends its segment runs on past the colon; one inside its segment does not.
    [{ Resource: 'arn:aws:logs:us-*:log-group:app:*' }, resource(stream), true],
    [{ Resource: 'arn:aws:logs:us-*3:log-group:app:*' }, resource(stream), false],
    [{ Resource: 'arn:aws:logs:us-*1:*3:log-group:app:*' }, resource(stream), true],
    [{ Resource: 'arn:aws:kms:us-east-1?111122223333:key/*' }, {}, false],
    [
      { Resource: `arn:aws:iam::${account}:user/b*` },
      resource(`arn:aws:iam::${account}:user/b:c`),
      true,
    ],
    [{ Resource: '*' }, resource('*'), true],
    [{ Resource: keyArn }, resource('*'), false],
    [{ Resource: [s3, keyArn] }, {}, true],
    [{ Resource: undefined, NotResource: keyArn }, {}, false],
    [{ Resource: undefined, NotResource: s3 }, {}, true],
  ],
  'IAM User Guide, Grammar of the JSON policy language: incomplete ARNs': [
    [{ Resource: 'arn:aws:kms' }, {}, true],
    [{ Resource: 'arn:aws:kms:us-east-1' }, {}, true],
    [{ Resource: 'arn:aws:sqs' }, {}, false],
    // Five parts become six, so the fifth is not the resource.
    [{ Resource: 'arn:aws:kms:us-east-1:key/*' }, {}, false],
  ],
  'IAM User Guide, Variables and tags: the Resource element': [
    [{ Resource: `${s3}/\${aws:username}/*` }, object('alice/a'), true],
    [{ Resource: `${s3}/\${aws:username}/*` }, object('bob/a'), false],
    [{ Resource: `${s3}/\${aws:username}/*` }, { ...object('alice/a'), principal: session }, false],
    [
      { Resource: `${s3}-\${aws:PrincipalTag/team}` },
      { resource: `${s3}-red`, principal: team('red') },
      true,
    ],
    [{ Resource: `${s3}-\${aws:PrincipalTag/team, 'all'}` }, { resource: `${s3}-all` }, true],
    // A wildcard in a tag stands for itself.
    [
      { Resource: `${s3}-\${aws:PrincipalTag/team}` },
      { resource: `${s3}-red`, principal: team('*') },
      false,
    ],
    [{ Resource: `${s3}/a\${*}` }, object('a*'), true],
    [{ Resource: `${s3}/a\${*}` }, object('ab'), false],
    // Variables count after the fifth colon only.
    [{ Resource: 'arn:aws:kms:*:${aws:PrincipalAccount}:key/*' }, {}, false],
    // A variable without a value matches no resource, so NotResource matches.
    [{ Resource: undefined, NotResource: `${s3}/\${a:team}` }, object('x'), true],
  ],
  'IAM User Guide, Variables and tags: principal key values': [
    ...(
      [
        ['aws:PrincipalType', root, 'Account'],
        ['aws:PrincipalType', alice, 'User'],
        ['aws:PrincipalType', session, 'AssumedRole'],
        ['aws:PrincipalType', federated, 'FederatedUser'],
        ['aws:userid', alice, alice.userId],
        ['aws:userid', session, 'AROAREPORTEREXAMPLE1:monday'],
        ['aws:userid', federated, `${account}:bob`],
        ['aws:PrincipalArn', session, session.roleArn],
        ['aws:PrincipalArn', alice, alice.arn],
        ['aws:PrincipalAccount', alice, account],
        ['aws:ResourceAccount', alice, account],
        ['aws:PrincipalIsAWSService', alice, 'false'],
      ] as const
    ).map(([key, principal, value]): StatementCase => [
      { Condition: { StringEquals: { [key]: value } } },
      // The root user and federated users are allowed by other rules: see the rule cases.
      { principal },
      true,
    ]),
    [
      { Condition: { StringEquals: { 'aws:PrincipalServiceName': logs.service } } },
      { principal: logs },
      true,
    ],
    [{ Condition: { Null: { 'aws:username': 'true' } } }, { principal: session }, true],
    [{ Condition: { Null: { 'aws:PrincipalTag/team': 'true' } } }, {}, true],
  ],
};
