import type { AuthorizationRequest, Policies, Reason } from '../../../../src/engine/iam/index';
import {
  account,
  alice,
  allow,
  aws,
  deny,
  eve,
  everything,
  federated,
  forbidden,
  keyPolicy,
  logs,
  nothing,
  otherAccount,
  policy,
  root,
  session,
} from './worlds';

/** Who asks, under which policies, and the outcome: a rule that allows, or the end of the denial. */
export interface RuleCase {
  readonly name: string;
  readonly asked?: Partial<AuthorizationRequest>;
  readonly policies: Partial<Policies>;
  readonly allowedBy?: Reason['rule'];
  readonly denied?: string;
}

const identity = [everything];
const bucketPolicy = (principal: string) => ({
  resource: policy('Resource', allow(aws(principal))),
});
const trust = (principal: string): Partial<Policies> => ({
  resource: policy('Trust', { Effect: 'Allow', Action: 'sts:AssumeRole', ...aws(principal) }),
  resourceRule: 'role-trust',
});
const assume = {
  action: 'sts:AssumeRole',
  resource: `arn:aws:iam::${account}:role/Reporter`,
};
const noIdentity = 'because no identity-based policy allows the kms:Encrypt action';
const noResource = 'because no resource-based policy allows the kms:Encrypt action';
const noBoundary = 'because no permissions boundary allows the kms:Encrypt action';
const noSession = 'because no session policy allows the kms:Encrypt action';
const noScp = 'because no service control policy allows the kms:Encrypt action';
const withArn = (arn: string) => ({ ...forbidden, arn });

const keyPolicyPage = 'AWS KMS Developer Guide, Default key policy';
const evaluationPage = 'IAM User Guide, How AWS enforcement code logic evaluates requests';
const crossAccountPage = 'IAM User Guide, Cross-account policy evaluation logic';
const messagesPage = 'IAM User Guide, Troubleshoot access denied error messages';

/** Cases by the page of AWS's documentation that they are known from. */
export const ruleCases: Readonly<Record<string, readonly RuleCase[]>> = {
  [keyPolicyPage]: [
    {
      name: 'the account delegates, IAM allows',
      policies: { identity, ...keyPolicy(allow(aws(root.arn))) },
      allowedBy: 'account delegates',
    },
    {
      name: 'the account delegates, IAM is silent',
      policies: keyPolicy(allow(aws(root.arn))),
      denied: noIdentity,
    },
    {
      name: 'IAM alone is not enough',
      policies: { identity, ...keyPolicy(allow(aws(eve.arn))) },
      denied: noResource,
    },
    {
      name: 'not even without a key policy',
      policies: { identity, resourceRule: 'kms-key' },
      denied: noResource,
    },
    {
      name: 'the key policy alone is enough',
      policies: keyPolicy(allow(aws(alice.arn))),
      allowedBy: 'resource allows',
    },
    {
      name: 'delegation covers only its actions',
      policies: { identity, ...keyPolicy(allow({ ...aws(root.arn), Action: 'kms:Decrypt' })) },
      denied: noResource,
    },
    {
      name: 'an IAM Deny is always effective',
      policies: { identity: [forbidden], ...keyPolicy(allow(aws(alice.arn))) },
      denied: 'with an explicit deny in an identity-based policy',
    },
    {
      name: 'the root user needs the key policy too',
      asked: { principal: root },
      policies: keyPolicy(allow(aws(alice.arn))),
      denied: noResource,
    },
    {
      name: 'the account principal includes the root user',
      asked: { principal: root },
      policies: keyPolicy(allow(aws(root.arn))),
      allowedBy: 'resource allows',
    },
    {
      name: 'a role named is enough',
      asked: { principal: session },
      policies: keyPolicy(allow(aws(session.roleArn))),
      allowedBy: 'resource allows',
    },
    {
      name: 'delegation does not lift a boundary',
      policies: { identity, boundary: nothing, ...keyPolicy(allow(aws(root.arn))) },
      denied: noBoundary,
    },
  ],
  'AWS KMS Developer Guide, Elements in a key policy': [
    {
      name: 'a statement without Action has no effect',
      policies: keyPolicy({ Effect: 'Allow', Resource: '*', ...aws(alice.arn) }),
      denied: noResource,
    },
    {
      name: 'a statement without Resource has no effect',
      policies: keyPolicy({ Effect: 'Allow', Action: 'kms:*', ...aws(alice.arn) }),
      denied: noResource,
    },
    {
      name: 'users elsewhere need their own permission under Principal *',
      asked: { principal: eve },
      policies: keyPolicy(allow(aws('*'))),
      denied: noIdentity,
    },
  ],
  'AWS KMS Developer Guide, Grants in AWS KMS': [
    {
      name: 'a grant is enough',
      policies: { ...keyPolicy(allow(aws(eve.arn))), grant: { id: 'g1' } },
      allowedBy: 'grant allows',
    },
    {
      name: 'in another account too',
      asked: { principal: eve },
      policies: { ...keyPolicy(allow(aws(root.arn))), grant: { id: 'g1' } },
      allowedBy: 'grant allows',
    },
    {
      name: 'to a service',
      asked: { principal: logs },
      policies: { ...keyPolicy(allow(aws(root.arn))), grant: { id: 'g1' } },
      allowedBy: 'grant allows',
    },
    {
      name: 'an explicit Deny still wins',
      policies: { ...keyPolicy(deny(aws('*'))), grant: { id: 'g1' } },
      denied: 'with an explicit deny in a resource-based policy',
    },
    {
      name: 'the organization still limits',
      policies: { ...keyPolicy(allow(aws(root.arn))), scps: [[nothing]], grant: { id: 'g1' } },
      denied: noScp,
    },
  ],
  'AWS KMS Developer Guide, Default key policy of AWS managed keys': [
    {
      name: 'callers through the service are allowed',
      asked: {
        context: { 'kms:ViaService': 's3.us-east-1.amazonaws.com', 'kms:CallerAccount': account },
      },
      policies: keyPolicy(
        allow({
          ...aws('*'),
          Condition: {
            StringEquals: {
              'kms:ViaService': 's3.us-east-1.amazonaws.com',
              'kms:CallerAccount': account,
            },
          },
        }),
      ),
      allowedBy: 'resource allows',
    },
    {
      name: 'direct callers are not',
      asked: { context: { 'kms:CallerAccount': account } },
      policies: {
        identity,
        ...keyPolicy(
          allow({
            ...aws('*'),
            Condition: { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } },
          }),
        ),
      },
      denied: noResource,
    },
  ],
  [`${evaluationPage}: one account`]: [
    { name: 'deny by default', policies: {}, denied: noIdentity },
    { name: 'identity alone', policies: { identity }, allowedBy: 'identity allows' },
    { name: 'resource alone', policies: bucketPolicy(alice.arn), allowedBy: 'resource allows' },
    {
      name: 'identity, and a resource policy about others',
      policies: { identity, ...bucketPolicy(eve.arn) },
      allowedBy: 'identity allows',
    },
    {
      name: 'the account named, identity silent',
      policies: bucketPolicy(root.arn),
      denied: noIdentity,
    },
    { name: 'the root user', asked: { principal: root }, policies: {}, allowedBy: 'root user' },
    {
      name: 'the root user under an SCP',
      asked: { principal: root },
      policies: { scps: [[forbidden]] },
      denied: 'with an explicit deny in a service control policy',
    },
    {
      name: 'the root user against a resource policy',
      asked: { principal: root },
      policies: { resource: policy('R', deny(aws('*'))) },
      denied: 'with an explicit deny in a resource-based policy',
    },
    {
      name: 'a statement of Deny beside one of Allow',
      policies: { identity: [policy('P', allow(), deny({ Action: 'kms:Enc*' }))] },
      denied: 'with an explicit deny in an identity-based policy',
    },
  ],
  [`${evaluationPage}: boundaries and sessions`]: [
    {
      name: 'boundary and identity',
      policies: { identity, boundary: everything },
      allowedBy: 'identity allows',
    },
    { name: 'a boundary grants nothing', policies: { boundary: everything }, denied: noIdentity },
    {
      name: 'a boundary limits identity',
      policies: { identity, boundary: nothing },
      denied: noBoundary,
    },
    {
      name: 'a session policy limits identity',
      asked: { principal: session },
      policies: { identity, session: [nothing] },
      denied: noSession,
    },
    {
      name: 'one of several session policies is enough',
      asked: { principal: session },
      policies: { identity, session: [nothing, everything] },
      allowedBy: 'identity allows',
    },
    {
      name: 'a user named by the resource is not limited by a boundary',
      policies: { boundary: nothing, ...bucketPolicy(alice.arn) },
      allowedBy: 'resource allows',
    },
    {
      name: 'a session named is not limited',
      asked: { principal: session },
      policies: { boundary: nothing, session: [nothing], ...bucketPolicy(session.arn) },
      allowedBy: 'resource allows',
    },
    {
      name: 'a role named is limited by the session policy',
      asked: { principal: session },
      policies: { session: [nothing], ...bucketPolicy(session.roleArn) },
      denied: noSession,
    },
    {
      name: 'a role named is limited by the boundary',
      asked: { principal: session },
      policies: { boundary: nothing, ...bucketPolicy(session.roleArn) },
      denied: noBoundary,
    },
    {
      name: 'a role named needs no identity policy',
      asked: { principal: session },
      policies: bucketPolicy(session.roleArn),
      allowedBy: 'resource allows',
    },
    {
      name: 'everyone with aws:PrincipalArn is not limited',
      asked: { principal: session },
      policies: {
        boundary: nothing,
        resource: policy(
          'R',
          allow({ ...aws('*'), Condition: { ArnEquals: { 'aws:PrincipalArn': session.roleArn } } }),
        ),
      },
      allowedBy: 'resource allows',
    },
    {
      name: 'a Deny in a boundary still counts',
      policies: { boundary: forbidden, ...bucketPolicy(alice.arn) },
      denied: 'with an explicit deny in a permissions boundary',
    },
    {
      name: 'a federated user without a session policy',
      asked: { principal: federated },
      policies: { identity },
      denied: noSession,
    },
    {
      name: 'a federated user with one',
      asked: { principal: federated },
      policies: { identity, session: [everything] },
      allowedBy: 'identity allows',
    },
    {
      name: 'a federated user named by the resource',
      asked: { principal: federated },
      policies: bucketPolicy(federated.arn),
      allowedBy: 'resource allows',
    },
    {
      name: 'the user who federated named by the resource',
      asked: { principal: federated },
      policies: bucketPolicy(alice.arn),
      denied: noSession,
    },
  ],
  [`${evaluationPage}: organizations and endpoints`]: [
    {
      name: 'every level of SCPs must allow',
      policies: { identity, scps: [[everything], [nothing, everything]] },
      allowedBy: 'identity allows',
    },
    {
      name: 'one level that does not',
      policies: { identity, scps: [[everything], [nothing]] },
      denied: noScp,
    },
    {
      name: 'a level without policies',
      policies: { identity, scps: [[everything], []] },
      denied: noScp,
    },
    {
      name: 'an SCP limits even a direct grant',
      policies: { scps: [[nothing]], ...bucketPolicy(alice.arn) },
      denied: noScp,
    },
    {
      name: 'an RCP denies',
      policies: { identity, rcps: [[policy('RCP', deny({ Principal: '*' }))]] },
      denied: 'with an explicit deny in a resource control policy',
    },
    {
      name: 'an RCP allows',
      policies: { identity, rcps: [[policy('RCPFullAWSAccess', allow({ Principal: '*' }))]] },
      allowedBy: 'identity allows',
    },
    {
      name: 'an RCP denies a service',
      asked: { principal: logs },
      policies: {
        ...keyPolicy(allow({ Principal: { Service: logs.service } })),
        rcps: [[policy('RCP', deny({ Principal: '*' }))]],
      },
      denied: 'with an explicit deny in a resource control policy',
    },
    {
      name: 'an endpoint policy must allow',
      policies: { identity, endpoint: policy('E', allow(aws(eve.arn))) },
      denied: 'because no VPC endpoint policy allows the kms:Encrypt action',
    },
    {
      name: 'an endpoint policy that names the account',
      policies: { identity, endpoint: policy('E', allow(aws(account))) },
      allowedBy: 'identity allows',
    },
  ],
  [crossAccountPage]: [
    {
      name: 'both sides allow',
      asked: { principal: eve },
      policies: { identity, ...bucketPolicy(eve.arn) },
      allowedBy: 'both accounts allow',
    },
    {
      name: 'the resource names the account',
      asked: { principal: eve },
      policies: { identity, ...keyPolicy(allow(aws(otherAccount))) },
      allowedBy: 'both accounts allow',
    },
    {
      name: 'only the resource allows',
      asked: { principal: eve },
      policies: bucketPolicy(eve.arn),
      denied: noIdentity,
    },
    {
      name: 'only the identity allows',
      asked: { principal: eve },
      policies: { identity, ...bucketPolicy(alice.arn) },
      denied: noResource,
    },
    {
      name: 'no resource policy',
      asked: { principal: eve },
      policies: { identity },
      denied: noResource,
    },
    {
      name: 'the boundary counts',
      asked: { principal: eve },
      policies: { identity, boundary: nothing, ...bucketPolicy(eve.arn) },
      denied: noBoundary,
    },
    {
      name: 'the root user elsewhere',
      asked: { principal: root, resourceAccount: otherAccount },
      policies: bucketPolicy(root.arn),
      allowedBy: 'both accounts allow',
    },
    {
      name: 'the owner is told apart from the ARN',
      asked: { resource: 'arn:aws:s3:::bucket', resourceAccount: otherAccount },
      policies: { identity },
      denied: noResource,
    },
    {
      name: 'without an owner told, the caller is it',
      asked: { resource: 'arn:aws:s3:::bucket' },
      policies: { identity },
      allowedBy: 'identity allows',
    },
  ],
  'IAM User Guide, JSON policy elements: Principal, services': [
    {
      name: 'a service named',
      asked: { principal: logs },
      policies: keyPolicy(allow({ Principal: { Service: logs.service } })),
      allowedBy: 'resource allows',
    },
    {
      name: 'a service not named',
      asked: { principal: logs },
      policies: keyPolicy(allow(aws(root.arn))),
      denied: noResource,
    },
    {
      name: 'a service with its encryption context',
      asked: {
        principal: logs,
        context: {
          'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:us-east-1:${account}:log-group:app`,
        },
      },
      policies: keyPolicy(
        allow({
          Principal: { Service: logs.service },
          Condition: {
            ArnLike: {
              'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:us-east-1:${account}:*`,
            },
          },
        }),
      ),
      allowedBy: 'resource allows',
    },
  ],
  'IAM User Guide, IAM roles: trust policies': [
    {
      name: 'a user trusted',
      asked: assume,
      policies: trust(alice.arn),
      allowedBy: 'resource allows',
    },
    {
      name: 'the account trusted, IAM allows',
      asked: assume,
      policies: { identity, ...trust(root.arn) },
      allowedBy: 'account delegates',
    },
    {
      name: 'the account trusted, IAM silent',
      asked: assume,
      policies: trust(root.arn),
      denied: 'because no identity-based policy allows the sts:AssumeRole action',
    },
    {
      name: 'another trusted',
      asked: assume,
      policies: { identity, ...trust(eve.arn) },
      denied: 'because no role trust policy allows the sts:AssumeRole action',
    },
    {
      name: 'a Deny',
      asked: assume,
      policies: {
        identity,
        resource: policy('T', { Effect: 'Deny', Action: 'sts:*', ...aws('*') }),
        resourceRule: 'role-trust',
      },
      denied: 'with an explicit deny in the role trust policy',
    },
    {
      name: 'another account, both sides',
      asked: { ...assume, principal: eve },
      policies: { identity, ...trust(otherAccount) },
      allowedBy: 'both accounts allow',
    },
  ],
  [messagesPage]: [
    {
      name: 'identity, with ARN',
      policies: { identity: [withArn('arn:aws:iam::111122223333:policy/HR')] },
      denied:
        'with an explicit deny in an identity-based policy: arn:aws:iam::111122223333:policy/HR',
    },
    {
      name: 'boundary, with ARN',
      policies: { boundary: withArn('arn:aws:iam::111122223333:policy/B') },
      denied: 'with an explicit deny in a permissions boundary: arn:aws:iam::111122223333:policy/B',
    },
    {
      name: 'session, with ARN',
      policies: { session: [withArn('arn:aws:iam::111122223333:policy/S')] },
      denied: 'with an explicit deny in a session policy: arn:aws:iam::111122223333:policy/S',
    },
    {
      name: 'SCP, with ARN',
      policies: {
        scps: [
          [withArn('arn:aws:organizations::777788889999:policy/o-e/service_control_policy/p-e')],
        ],
      },
      denied:
        'with an explicit deny in a service control policy: arn:aws:organizations::777788889999:policy/o-e/service_control_policy/p-e',
    },
    {
      name: 'endpoint',
      policies: { endpoint: policy('E', deny(aws('*'))) },
      denied: 'with an explicit deny in a VPC endpoint policy',
    },
    {
      name: 'one type of several',
      policies: { identity: [forbidden], scps: [[forbidden]] },
      denied: 'with an explicit deny in a service control policy',
    },
  ],
};
