import { iamArn, type ManagedPolicyRecord } from './state';

interface Published {
  readonly name: string;
  readonly id: string;
  readonly path?: string;
  readonly created: string;
  readonly updated: string;
  /** The default version, the only one kept here. */
  readonly version: string;
  readonly statements: readonly object[];
}

/**
 * Policies of AWS that are often used and short. Source: AWS's published policies (AWS Managed
 * Policy Reference Guide) as of May 2026, by way of moto 5.2.1; those not here cannot be attached.
 */
const published: readonly Published[] = [
  {
    name: 'AdministratorAccess',
    id: 'ANPAIWMBCKSKIEE64ZLYK',
    created: '2015-02-06T18:39:46Z',
    updated: '2015-02-06T18:39:46Z',
    version: 'v1',
    statements: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  },
  {
    name: 'PowerUserAccess',
    id: 'ANPAJYRXTHIB4FOVS3ZXS',
    created: '2015-02-06T18:39:47Z',
    updated: '2026-02-12T17:59:14Z',
    version: 'v12',
    statements: [
      { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
      {
        Effect: 'Allow',
        Action: [
          'account:GetAccountInformation',
          'account:GetGovCloudAccountInformation',
          'account:GetPrimaryEmail',
          'account:ListRegions',
          'iam:CreateServiceLinkedRole',
          'iam:DeleteServiceLinkedRole',
          'iam:ListRoles',
          'organizations:DescribeEffectivePolicy',
          'organizations:DescribeOrganization',
        ],
        Resource: '*',
      },
    ],
  },
  {
    name: 'IAMFullAccess',
    id: 'ANPAI7XKCFMBPM3QQRRVQ',
    created: '2015-02-06T18:40:38Z',
    updated: '2019-06-21T19:40:00Z',
    version: 'v2',
    statements: [
      {
        Effect: 'Allow',
        Action: [
          'iam:*',
          'organizations:DescribeAccount',
          'organizations:DescribeOrganization',
          'organizations:DescribeOrganizationalUnit',
          'organizations:DescribePolicy',
          'organizations:ListChildren',
          'organizations:ListParents',
          'organizations:ListPoliciesForTarget',
          'organizations:ListRoots',
          'organizations:ListPolicies',
          'organizations:ListTargetsForPolicy',
        ],
        Resource: '*',
      },
    ],
  },
  {
    name: 'IAMReadOnlyAccess',
    id: 'ANPAJKSO7NDY4T57MWDSQ',
    created: '2015-02-06T18:40:39Z',
    updated: '2018-01-25T19:11:27Z',
    version: 'v4',
    statements: [
      {
        Effect: 'Allow',
        Action: [
          'iam:GenerateCredentialReport',
          'iam:GenerateServiceLastAccessedDetails',
          'iam:Get*',
          'iam:List*',
          'iam:SimulateCustomPolicy',
          'iam:SimulatePrincipalPolicy',
        ],
        Resource: '*',
      },
    ],
  },
  {
    name: 'IAMUserChangePassword',
    id: 'ANPAJ4L4MM2A7QIEB56MS',
    created: '2016-11-15T00:25:16Z',
    updated: '2026-02-12T17:58:57Z',
    version: 'v5',
    statements: [
      {
        Effect: 'Allow',
        Action: ['iam:ChangePassword'],
        Resource: ['arn:aws:iam::*:user/${aws:username}', 'arn:aws:iam::*:user/*/${aws:username}'],
      },
      { Effect: 'Allow', Action: ['iam:GetAccountPasswordPolicy'], Resource: '*' },
    ],
  },
  {
    name: 'AWSKeyManagementServicePowerUser',
    id: 'ANPAJNPP7PPPPMJRV2SA4',
    created: '2015-02-06T18:40:40Z',
    updated: '2017-03-07T00:55:11Z',
    version: 'v2',
    statements: [
      {
        Effect: 'Allow',
        Action: [
          'kms:CreateAlias',
          'kms:CreateKey',
          'kms:DeleteAlias',
          'kms:Describe*',
          'kms:GenerateRandom',
          'kms:Get*',
          'kms:List*',
          'kms:TagResource',
          'kms:UntagResource',
          'iam:ListGroups',
          'iam:ListRoles',
          'iam:ListUsers',
        ],
        Resource: '*',
      },
    ],
  },
  {
    name: 'AmazonS3FullAccess',
    id: 'ANPAIFIR6V6BVTRAHWINE',
    created: '2015-02-06T18:40:58Z',
    updated: '2021-09-27T20:16:37Z',
    version: 'v2',
    statements: [{ Effect: 'Allow', Action: ['s3:*', 's3-object-lambda:*'], Resource: '*' }],
  },
  {
    name: 'AmazonS3ReadOnlyAccess',
    id: 'ANPAIZTJ4DXE7G6AGAE6M',
    created: '2015-02-06T18:40:59Z',
    updated: '2023-08-10T21:31:39Z',
    version: 'v3',
    statements: [
      {
        Effect: 'Allow',
        Action: [
          's3:Get*',
          's3:List*',
          's3:Describe*',
          's3-object-lambda:Get*',
          's3-object-lambda:List*',
        ],
        Resource: '*',
      },
    ],
  },
  {
    name: 'AmazonSSMFullAccess',
    id: 'ANPAJA7V6HI4ISQFMDYAG',
    created: '2015-05-29T17:39:47Z',
    updated: '2019-11-20T20:08:56Z',
    version: 'v4',
    statements: [
      {
        Effect: 'Allow',
        Action: [
          'cloudwatch:PutMetricData',
          'ds:CreateComputer',
          'ds:DescribeDirectories',
          'ec2:DescribeInstanceStatus',
          'logs:*',
          'ssm:*',
          'ec2messages:*',
        ],
        Resource: '*',
      },
      {
        Effect: 'Allow',
        Action: 'iam:CreateServiceLinkedRole',
        Resource:
          'arn:aws:iam::*:role/aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM*',
        Condition: { StringLike: { 'iam:AWSServiceName': 'ssm.amazonaws.com' } },
      },
      {
        Effect: 'Allow',
        Action: ['iam:DeleteServiceLinkedRole', 'iam:GetServiceLinkedRoleDeletionStatus'],
        Resource:
          'arn:aws:iam::*:role/aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM*',
      },
      {
        Effect: 'Allow',
        Action: [
          'ssmmessages:CreateControlChannel',
          'ssmmessages:CreateDataChannel',
          'ssmmessages:OpenControlChannel',
          'ssmmessages:OpenDataChannel',
        ],
        Resource: '*',
      },
    ],
  },
  {
    name: 'AmazonSSMReadOnlyAccess',
    id: 'ANPAJODSKQGGJTHRYZ5FC',
    created: '2015-05-29T17:44:19Z',
    updated: '2015-05-29T17:44:19Z',
    version: 'v1',
    statements: [
      { Effect: 'Allow', Action: ['ssm:Describe*', 'ssm:Get*', 'ssm:List*'], Resource: '*' },
    ],
  },
  {
    name: 'SecretsManagerReadWrite',
    id: 'ANPAI3VG7CI5BIQZQ6G2E',
    created: '2018-04-04T18:05:29Z',
    updated: '2024-02-22T18:12:06Z',
    version: 'v5',
    statements: [
      {
        Sid: 'BasePermissions',
        Effect: 'Allow',
        Action: [
          'secretsmanager:*',
          'cloudformation:CreateChangeSet',
          'cloudformation:DescribeChangeSet',
          'cloudformation:DescribeStackResource',
          'cloudformation:DescribeStacks',
          'cloudformation:ExecuteChangeSet',
          'docdb-elastic:GetCluster',
          'docdb-elastic:ListClusters',
          'ec2:DescribeSecurityGroups',
          'ec2:DescribeSubnets',
          'ec2:DescribeVpcs',
          'kms:DescribeKey',
          'kms:ListAliases',
          'kms:ListKeys',
          'lambda:ListFunctions',
          'rds:DescribeDBClusters',
          'rds:DescribeDBInstances',
          'redshift:DescribeClusters',
          'redshift-serverless:ListWorkgroups',
          'redshift-serverless:GetNamespace',
          'tag:GetResources',
        ],
        Resource: '*',
      },
      {
        Sid: 'LambdaPermissions',
        Effect: 'Allow',
        Action: [
          'lambda:AddPermission',
          'lambda:CreateFunction',
          'lambda:GetFunction',
          'lambda:InvokeFunction',
          'lambda:UpdateFunctionConfiguration',
        ],
        Resource: 'arn:aws:lambda:*:*:function:SecretsManager*',
      },
      {
        Sid: 'SARPermissions',
        Effect: 'Allow',
        Action: ['serverlessrepo:CreateCloudFormationChangeSet', 'serverlessrepo:GetApplication'],
        Resource: 'arn:aws:serverlessrepo:*:*:applications/SecretsManager*',
      },
      {
        Sid: 'S3Permissions',
        Effect: 'Allow',
        Action: ['s3:GetObject'],
        Resource: [
          'arn:aws:s3:::awsserverlessrepo-changesets*',
          'arn:aws:s3:::secrets-manager-rotation-apps-*/*',
        ],
      },
    ],
  },
  {
    name: 'CloudWatchLogsFullAccess',
    id: 'ANPAJ3ZGNWK2R5HW5BQFO',
    created: '2015-02-06T18:40:02Z',
    updated: '2026-02-12T18:00:33Z',
    version: 'v8',
    statements: [
      {
        Sid: 'CloudWatchLogsFullAccess',
        Effect: 'Allow',
        Action: [
          'logs:*',
          'cloudwatch:GenerateQuery',
          'cloudwatch:GenerateQueryResultsSummary',
          'observabilityadmin:GetS3TableIntegration',
          'observabilityadmin:ListS3TableIntegrations',
          'observabilityadmin:ListTelemetryPipelines',
        ],
        Resource: '*',
      },
    ],
  },
  {
    name: 'CloudWatchLogsReadOnlyAccess',
    id: 'ANPAJ2YIYDYSNNEHK3VKW',
    created: '2015-02-06T18:40:03Z',
    updated: '2026-02-12T17:59:13Z',
    version: 'v12',
    statements: [
      {
        Sid: 'CloudWatchLogsReadOnlyAccess',
        Effect: 'Allow',
        Action: [
          'logs:Describe*',
          'logs:Get*',
          'logs:List*',
          'logs:StartQuery',
          'logs:StopQuery',
          'logs:TestMetricFilter',
          'logs:FilterLogEvents',
          'logs:StartLiveTail',
          'logs:StopLiveTail',
          'cloudwatch:GenerateQuery',
          'cloudwatch:GenerateQueryResultsSummary',
          'observabilityadmin:ListS3TableIntegrations',
          'observabilityadmin:GetS3TableIntegration',
          'observabilityadmin:ListTelemetryPipelines',
        ],
        Resource: '*',
      },
    ],
  },
  {
    name: 'AWSLambdaBasicExecutionRole',
    id: 'ANPAJNCQGXC42545SKXIK',
    path: '/service-role/',
    created: '2015-04-09T15:03:43Z',
    updated: '2015-04-09T15:03:43Z',
    version: 'v1',
    statements: [
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: '*',
      },
    ],
  },
];

function record(policy: Published): ManagedPolicyRecord {
  const { name, id, path = '/', created, updated, version, statements } = policy;
  const document = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  const UpdateDate = Date.parse(updated);
  return {
    ...{ PolicyName: name, PolicyId: id, Path: path, account: 'aws', tags: {} },
    Arn: iamArn('aws', 'policy', path, name),
    ...{ CreateDate: Date.parse(created), UpdateDate, DefaultVersionId: version },
    versions: [{ VersionId: version, CreateDate: UpdateDate, document }],
    nextVersion: Number(version.slice(1)) + 1,
  };
}

/** AWS's own managed policies, by ARN. */
export const awsManagedPolicies: ReadonlyMap<string, ManagedPolicyRecord> = new Map(
  published.map(record).map((policy) => [policy.Arn, policy]),
);
