import type { Quota } from './quota';

// Source: AWS General Reference, "AWS Identity and Access Management endpoints and quotas" (read
// 2026-11); the most that is granted: IAM User Guide, "IAM and AWS STS quotas". AWS publishes no
// request rates for IAM, so there are none here.

const ofIam = { serviceCode: 'iam', adjustable: true, isGlobal: true } as const;

/** Quotas of IAM that can be raised: one value for all Regions. */
export const iamRaisableQuotas = {
  policiesPerAccount: {
    ...{ ...ofIam, code: 'L-E95E4862', value: 1500, maximum: 10_000 },
    name: 'Customer managed policies per account',
  },
  groupsPerAccount: {
    ...{ ...ofIam, code: 'L-F4A5425F', value: 300, maximum: 500 },
    name: 'Groups per account',
  },
  instanceProfilesPerAccount: {
    ...{ ...ofIam, code: 'L-6E65F664', value: 1000, maximum: 10_000 },
    name: 'Instance profiles per account',
  },
  policiesPerRole: {
    ...{ ...ofIam, code: 'L-0DA4ABF3', value: 20, maximum: 25 },
    name: 'Managed policies per role',
  },
  policiesPerUser: {
    ...{ ...ofIam, code: 'L-4019AD8B', value: 10, maximum: 20 },
    name: 'Managed policies per user',
  },
  openIdConnectProvidersPerAccount: {
    ...{ ...ofIam, code: 'L-858F3967', value: 100, maximum: 700 },
    name: 'OpenId connect providers per account',
  },
  trustPolicyLength: {
    ...{ ...ofIam, code: 'L-C07B4B0D', value: 2048, maximum: 8192 },
    name: 'Role trust policy length',
  },
  rolesPerAccount: {
    ...{ ...ofIam, code: 'L-FE177D64', value: 1000, maximum: 10_000 },
    name: 'Roles per account',
  },
  serverCertificatesPerAccount: {
    ...{ ...ofIam, code: 'L-BF35879D', value: 20, maximum: 20 },
    name: 'Server certificates per account',
  },
} as const satisfies Readonly<Record<string, Quota>>;

/** Every quota of IAM that Service Quotas lists. */
export const iamQuotas: readonly Quota[] = Object.values(iamRaisableQuotas);
