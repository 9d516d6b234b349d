import type { KeySpec } from '@aws-sdk/client-kms';
import { kmsPrices, type Price } from '../../prices/index';

// Source of this file: AWS Key Management Service pricing, https://aws.amazon.com/kms/pricing/.

/** Operations whose price goes by the type of the key they use. */
const withKeyMaterial = new Set([
  ...['Encrypt', 'Decrypt', 'ReEncrypt', 'Sign', 'Verify', 'GetPublicKey', 'DeriveSharedSecret'],
  ...['Encapsulate', 'Decapsulate'],
]);

interface WithKeys {
  readonly key?: { readonly KeySpec: KeySpec };
  readonly source?: WithKeys;
  readonly destination?: WithKeys;
}

/** What a request to KMS costs the account that sends it. */
export function requestPrice(operation: string, input: object, target: unknown): Price {
  if (operation.startsWith('GenerateDataKeyPair')) {
    const { KeyPairSpec = '' } = input as { KeyPairSpec?: string };
    return KeyPairSpec.startsWith('RSA_') ? kmsPrices.rsaKeyPair : kmsPrices.eccKeyPair;
  }
  if (!withKeyMaterial.has(operation) || typeof target !== 'object' || target === null) {
    return kmsPrices.request;
  }
  const { key, source, destination } = target as WithKeys;
  if (key !== undefined) return priceOfSpec(key.KeySpec);
  // Of two keys the dearer decides.
  const specs = [source?.key?.KeySpec, destination?.key?.KeySpec];
  const found = specs.flatMap((spec) => (spec === undefined ? [] : [priceOfSpec(spec)]));
  return (
    [kmsPrices.asymmetric, kmsPrices.rsa2048].find((p) => found.includes(p)) ?? kmsPrices.request
  );
}

function priceOfSpec(spec: KeySpec): Price {
  if (spec === 'SYMMETRIC_DEFAULT' || spec.startsWith('HMAC_')) return kmsPrices.request;
  return spec === 'RSA_2048' ? kmsPrices.rsa2048 : kmsPrices.asymmetric;
}
