import type { Quota } from './quota';

// Source: AWS General Reference, "AWS Identity and Access Management endpoints and quotas" (read
// 2026-11); the most that is granted: IAM User Guide, "IAM and AWS STS quotas". AWS publishes no
// request rates for IAM, so there are none here.

/** Quotas of IAM that have a code, or limit what this model has: one value for all Regions. */
export const iamQuotas: readonly Quota[] = (
  [
    ['Customer managed policies per account', 'L-E95E4862', 1500, 10000],
    ['Groups per account', 'L-F4A5425F', 300, 500],
    ['Instance profiles per account', 'L-6E65F664', 1000, 10000],
    ['Managed policies per role', 'L-0DA4ABF3', 20, 25],
    ['Managed policies per user', 'L-4019AD8B', 10, 20],
    ['OpenId connect providers per account', 'L-858F3967', 100, 700],
    ['Role trust policy length', 'L-C07B4B0D', 2048, 8192],
    ['Roles per account', 'L-FE177D64', 1000, 10000],
    ['Server certificates per account', 'L-BF35879D', 20, 20],
  ] as const
).map(([name, code, value, maximum]) => ({
  ...{ serviceCode: 'iam', code, name, value, maximum, adjustable: true, isGlobal: true },
}));
