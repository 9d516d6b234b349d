import { logsRates } from './logs';
import type { RequestQuota } from './quota';
import { secretsManagerRates } from './secrets-manager';

/** A request quota, and the operations that share it. */
type SharedRate = readonly [operations: readonly string[], quota: RequestQuota];

// Source: IAM User Guide, "IAM and AWS STS quotas: STS request quotas" (read 2026-11). Increases go
// through AWS Support, not through Service Quotas.
const sts: readonly SharedRate[] = [
  [
    [
      ...['AssumeRole', 'DecodeAuthorizationMessage', 'GetAccessKeyInfo'],
      ...['GetCallerIdentity', 'GetFederationToken', 'GetSessionToken'],
    ],
    {
      ...{ serviceCode: 'sts', code: null, value: 600, adjustable: false, perSecond: true },
      name: 'STS request rate',
    },
  ],
];

// Source: AWS General Reference, "AWS CloudTrail endpoints and quotas" (read 2026-11).
const cloudTrail: readonly SharedRate[] = [
  [
    ['LookupEvents'],
    {
      ...{ serviceCode: 'cloudtrail', code: null, value: 2, adjustable: false, perSecond: true },
      name: 'Transactions per second (TPS) for the LookupEvents API',
    },
  ],
];

// Source: AWS General Reference, "Service Quotas endpoints and quotas" (read 2026-11).
const serviceQuotas: readonly SharedRate[] = (
  [
    ['GetAWSDefaultServiceQuota', 5],
    ['GetRequestedServiceQuotaChange', 5],
    ['GetServiceQuota', 5],
    ['ListAWSDefaultServiceQuotas', 10],
    ['ListRequestedServiceQuotaChangeHistory', 5],
    ['ListRequestedServiceQuotaChangeHistoryByQuota', 5],
    ['ListServiceQuotas', 10],
    ['ListServices', 10],
    ['RequestServiceQuotaIncrease', 3],
  ] as const
).map(([operation, value]) => [
  [operation],
  {
    ...{ serviceCode: 'servicequotas', code: null, value, adjustable: false, perSecond: true },
    name: `Throttle rate for ${operation}`,
  },
]);

// Rate and burst per account. Source: AWS Organizations User Guide, "Quotas and service limits for
// AWS Organizations: Throttling limits" (read 2026-11).
const organizations: readonly SharedRate[] = (
  [
    [0.05, 1, 'CloseAccount'],
    [0.1, 3, 'CreateAccount'],
    [20, 30, 'DescribeAccount'],
    [2, 2, 'DescribeCreateAccountStatus'],
    [1, 1, 'LeaveOrganization'],
    [5, 8, 'ListCreateAccountStatus'],
    [1, 1, 'CreateOrganization', 'DeleteOrganization'],
    [1, 2, 'CreateOrganizationalUnit', 'DescribeOrganization'],
    [2, 3, 'MoveAccount', 'UpdateOrganizationalUnit', 'DeleteOrganizationalUnit'],
    [2, 2, 'DescribeOrganizationalUnit'],
    [8, 12, 'ListAccounts'],
    [6, 10, 'ListChildren'],
    [5, 8, 'ListParents', 'ListAccountsForParent', 'ListOrganizationalUnitsForParent'],
    [1, 2, 'ListRoots'],
    [10, 15, 'ListTagsForResource'],
    [2, 2, 'RemoveAccountFromOrganization'],
    [4, 6, 'TagResource', 'UntagResource'],
    [2, 3, 'CreatePolicy', 'DeletePolicy', 'AttachPolicy', 'DetachPolicy'],
    [2, 2, 'DescribePolicy'],
    [1, 1, 'DisablePolicyType', 'EnablePolicyType'],
    [5, 8, 'ListPolicies', 'ListPoliciesForTarget', 'ListTargetsForPolicy'],
    [2, 3, 'UpdatePolicy'],
  ] as const
).map(([value, burst, ...operations]) => [
  operations,
  {
    ...{
      serviceCode: 'organizations',
      code: null,
      value,
      burst,
      adjustable: false,
      perSecond: true,
    },
    name: `Throttle rate for ${operations.join(', ')}`,
  },
]);

/** The request quotas of services other than KMS, by the engine's name of the service. */
export const requestQuotas: Readonly<Record<string, readonly SharedRate[]>> = {
  ...{ sts, organizations, secretsmanager: secretsManagerRates },
  cloudtrail: cloudTrail,
  logs: logsRates,
  'service-quotas': serviceQuotas,
};
