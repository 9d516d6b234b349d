import { cryptographic, dataKeyPairs, kmsQuotas, perOperationQuotas } from './kms';
import { requestQuotas } from './other-services';
import { isRequestQuota, quotaId, type RequestQuota } from './quota';

/** What is known of a request quota, to be shown beside how much of it is left. */
export interface QuotaFacts {
  readonly name: string;
  /** Service Quotas' name of the service: `kms`. */
  readonly serviceCode: string;
  readonly code: string | null;
  /** Whether Service Quotas raises it. */
  readonly adjustable: boolean;
  /** AWS's own words, where there are any. */
  readonly description: string;
  /** The operations that share it; those of S3 count by what they do. */
  readonly operations: readonly string[];
}

type Facts = readonly [quota: RequestQuota, operations: readonly string[]];

// AWS's descriptions name the operations that share a quota of KMS.
const cryptographicNames =
  /\b(Decrypt|DeriveSharedSecret|Encrypt|GenerateDataKey(?:Pair)?(?:WithoutPlaintext)?|GenerateMac|GenerateRandom|ReEncrypt|Sign|Verify|VerifyMac)\b/g;

function named({ description = '' }: RequestQuota): readonly string[] {
  return [...new Set(description.match(cryptographicNames) ?? [])].sort();
}

const ofKms: readonly Facts[] = [
  ...[...Object.values(cryptographic), ...Object.values(dataKeyPairs)].map((quota): Facts => [
    quota,
    named(quota),
  ]),
  ...Object.entries(perOperationQuotas).map(([operation, quota]): Facts => [quota, [operation]]),
];

const known = new Map<string, Facts>(
  [
    ...ofKms,
    ...Object.values(requestQuotas).flatMap((rates) =>
      rates.map(([operations, quota]): Facts => [quota, operations]),
    ),
  ].map((facts) => [quotaId(facts[0]), facts]),
);

/** The facts of a request quota by its id (see `quotaId`). */
export function quotaFacts(id: string): QuotaFacts {
  const [quota, operations] = known.get(id) ?? [];
  if (quota !== undefined) {
    const { name, serviceCode, code, adjustable, description = '' } = quota;
    return { name, serviceCode, code, adjustable, description, operations: operations ?? [] };
  }
  // Parameter Store's and S3's are made as they are needed; their names say what shares them.
  const slash = id.indexOf('/');
  const name = id.slice(slash + 1);
  const list = / of ([A-Z]\w+(?:, [A-Z]\w+)*)$/.exec(name)?.[1];
  const forS3 = name.startsWith('write')
    ? ['PUT', 'COPY', 'POST', 'DELETE']
    : name.startsWith('read')
      ? ['GET', 'HEAD']
      : [];
  return {
    ...{ name, serviceCode: id.slice(0, slash), code: null, adjustable: false, description: '' },
    operations: list?.split(', ') ?? forS3,
  };
}

/** Every request quota of KMS has its facts here. */
export const kmsRequestQuotas: readonly RequestQuota[] = kmsQuotas.filter(isRequestQuota);
