import type { KeySpec } from '@aws-sdk/client-kms';
import { cryptographic, dataKeyPairs, perOperationQuotas } from '../../quotas/kms';
import type { Charge, RequestQuota } from '../../quotas/index';

const none: readonly Charge[] = [];
const one = (quota: RequestQuota | undefined): readonly Charge[] =>
  quota === undefined ? none : [{ quota, count: 1 }];

const symmetric = one(cryptographic.symmetric);
const rsa = one(cryptographic.rsa);
const ecc = one(cryptographic.ecc);
const mlDsa = one(cryptographic.mlDsa);

const perOperation = new Map(
  Object.entries(perOperationQuotas).map(([operation, quota]) => [operation, one(quota)]),
);
const perKeyPairSpec = new Map(
  Object.entries(dataKeyPairs).map(([spec, quota]) => [spec, one(quota)]),
);

/**
 * The quota that cryptographic operations with a key share, by its type. AWS names none for ML-KEM
 * keys, so they have none.
 */
function byKeySpec(spec: KeySpec): readonly Charge[] {
  if (spec === 'SYMMETRIC_DEFAULT' || spec.startsWith('HMAC_')) return symmetric;
  if (spec.startsWith('RSA_')) return rsa;
  if (spec.startsWith('ECC_') || spec === 'SM2') return ecc;
  return spec.startsWith('ML_DSA_') ? mlDsa : none;
}

interface WithKey {
  readonly key: { readonly KeySpec: KeySpec };
}

interface Input {
  readonly KeyPairSpec?: string;
  readonly ReplicaRegion?: string;
  readonly PrimaryRegion?: string;
}

/**
 * What a request to KMS takes of which quotas: those of the caller's account, whoever owns the key.
 * Source: AWS KMS Developer Guide, "Request quotas" (read 2026-11).
 */
export function kmsCharges(operation: string, input: object, target: unknown): readonly Charge[] {
  const own = perOperation.get(operation);
  if (own !== undefined) return inOtherRegions(operation, input, own);
  switch (operation) {
    case 'GenerateRandom':
      return symmetric;
    case 'GenerateDataKeyPair':
    case 'GenerateDataKeyPairWithoutPlaintext':
      return perKeyPairSpec.get((input as Input).KeyPairSpec ?? '') ?? none;
    case 'ReEncrypt':
      return bothKeys(target as { readonly source: WithKey; readonly destination: WithKey });
    default:
      return isWithKey(target) ? byKeySpec(target.key.KeySpec) : none;
  }
}

/** Keys of two types take of two quotas, keys of one type of one, as one request. */
function bothKeys({ source, destination }: { source: WithKey; destination: WithKey }) {
  const from = byKeySpec(source.key.KeySpec);
  const to = byKeySpec(destination.key.KeySpec);
  return from === to ? from : [...from, ...to];
}

/**
 * Replicating a key counts as two CreateKey requests where the replica will be (one tries whether
 * it would work), changing the primary Region as a request in each of the two.
 */
function inOtherRegions(operation: string, input: object, own: readonly Charge[]) {
  const { ReplicaRegion, PrimaryRegion } = input as Input;
  if (operation === 'ReplicateKey' && ReplicaRegion !== undefined) {
    const quota = perOperationQuotas.CreateKey!;
    return [...own, { quota, count: 2, region: ReplicaRegion }];
  }
  if (operation === 'UpdatePrimaryRegion' && PrimaryRegion !== undefined) {
    return [...own, ...own.map((charge) => ({ ...charge, region: PrimaryRegion }))];
  }
  return own;
}

function isWithKey(target: unknown): target is WithKey {
  return typeof target === 'object' && target !== null && 'key' in target;
}
