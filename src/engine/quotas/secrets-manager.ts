import type { Quota, RequestQuota } from './quota';

// Source: Secrets Manager User Guide, "AWS Secrets Manager quotas" (read 2026-11, every value). None can
// be raised. AWS publishes no codes for them there.

const ofSecretsManager = { serviceCode: 'secretsmanager', code: null, adjustable: false } as const;

/** What a secret, and an account in a Region, may have. */
export const secretQuotas = {
  secrets: { ...ofSecretsManager, value: 500_000, name: 'Secrets' },
  /** Of versions without labels this many are kept. */
  versions: { ...ofSecretsManager, value: 100, name: 'Versions per secret' },
  labels: {
    ...{ ...ofSecretsManager, value: 20 },
    name: 'Staging labels attached across all versions of a secret',
  },
} as const satisfies Readonly<Record<string, Quota>>;

/** Requests per second, and the operations that share each quota. */
export const secretsManagerRates: readonly (readonly [readonly string[], RequestQuota])[] = (
  [
    [
      50,
      'DeleteResourcePolicy',
      'GetResourcePolicy',
      'PutResourcePolicy',
      'ValidateResourcePolicy',
    ],
    [
      ...([
        50,
        'PutSecretValue',
        'RemoveRegionsFromReplication',
        'ReplicateSecretToRegions',
      ] as const),
      ...(['StopReplicationToReplica', 'UpdateSecret', 'UpdateSecretVersionStage'] as const),
    ],
    [50, 'RestoreSecret'],
    [50, 'RotateSecret', 'CancelRotateSecret'],
    [50, 'TagResource', 'UntagResource'],
    [100, 'BatchGetSecretValue'],
    [50, 'CreateSecret'],
    [50, 'DeleteSecret'],
    [40_000, 'DescribeSecret'],
    [50, 'GetRandomPassword'],
    [10_000, 'GetSecretValue'],
    [50, 'ListSecretVersionIds'],
    [100, 'ListSecrets'],
  ] as const
).map(([value, ...operations]) => [
  operations,
  {
    ...{ ...ofSecretsManager, value, perSecond: true },
    name:
      operations.length === 1
        ? `Rate of ${operations[0]} API requests`
        : `Combined rate of ${operations.join(', ')} API requests`,
  },
]);
