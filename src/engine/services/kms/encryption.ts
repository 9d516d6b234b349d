import type {
  DecryptRequest,
  DecryptResponse,
  EncryptRequest,
  EncryptResponse,
  ReEncryptRequest,
  ReEncryptResponse,
} from '@aws-sdk/client-kms';
import type { Operation } from '../../operation';
import {
  decrypt,
  findCiphertext,
  prepareEncryption,
  symmetricDefault,
  type Ciphertext,
} from './ciphertexts';
import { encryptionContextKeys } from './encryption-context';
import { dryRun, dryRunModifiersWithoutDryRun, unsupported } from './errors';
import { requireKeyState } from './key-state-table';
import { findKey, type FoundKey } from './lookup';
import { currentMaterial } from './materials';
import { keyPermission } from './permissions';

export const Encrypt: Operation<EncryptRequest, EncryptResponse, FoundKey> = {
  target: ({ KeyId = '', GrantTokens }, ctx) => findKey(ctx, KeyId, GrantTokens),
  permissions: ({ EncryptionContext, EncryptionAlgorithm = symmetricDefault }, found, ctx) => [
    keyPermission('kms:Encrypt', found, ctx, {
      'kms:EncryptionAlgorithm': EncryptionAlgorithm,
      ...encryptionContextKeys(EncryptionContext),
    }),
  ],
  async handle(input, ctx, found) {
    const { Plaintext = new Uint8Array(0), EncryptionAlgorithm = symmetricDefault } = input;
    requireKeyState(found.key, 'Encrypt');
    const encrypt = prepareEncryption('Encrypt', found.key, {
      algorithm: EncryptionAlgorithm,
      context: input.EncryptionContext,
      length: Plaintext.length,
    });
    if (input.DryRun === true) throw dryRun();
    const CiphertextBlob = await encrypt(Plaintext, ctx);
    return { CiphertextBlob, KeyId: found.key.Arn, EncryptionAlgorithm };
  },
};

/** Whether a dry run is to look at permissions alone. */
function ignoresCiphertext({ DryRun, DryRunModifiers = [] }: DecryptRequest | ReEncryptRequest) {
  if (DryRunModifiers.length > 0 && DryRun !== true) throw dryRunModifiersWithoutDryRun();
  return DryRunModifiers.includes('IGNORE_CIPHERTEXT');
}

export const Decrypt: Operation<DecryptRequest, DecryptResponse, Ciphertext> = {
  target: (input, ctx) =>
    findCiphertext(ctx, {
      ...{ algorithm: input.EncryptionAlgorithm, bytes: input.CiphertextBlob, keyId: input.KeyId },
      ...{ grantTokens: input.GrantTokens, ignored: ignoresCiphertext(input) },
    }),
  permissions: ({ EncryptionContext }, found, ctx) => [
    keyPermission('kms:Decrypt', found, ctx, {
      'kms:EncryptionAlgorithm': found.algorithm,
      ...encryptionContextKeys(EncryptionContext),
    }),
  ],
  async handle({ EncryptionContext, DryRun, Recipient }, ctx, found) {
    const { key, blob, algorithm } = found;
    if (Recipient !== undefined) throw unsupported('Nitro Enclaves are not part of this model.');
    requireKeyState(key, 'Decrypt');
    const Plaintext = await decrypt('Decrypt', found, EncryptionContext, ctx);
    if (DryRun === true) throw dryRun();
    const answer = { KeyId: key.Arn, Plaintext, EncryptionAlgorithm: algorithm };
    return blob === undefined ? answer : { ...answer, KeyMaterialId: blob.keyMaterialId };
  },
};

interface ReEncryptTarget {
  readonly source: Ciphertext;
  readonly destination: FoundKey;
}

export const ReEncrypt: Operation<ReEncryptRequest, ReEncryptResponse, ReEncryptTarget> = {
  target: (input, ctx) => ({
    source: findCiphertext(ctx, {
      ...{ algorithm: input.SourceEncryptionAlgorithm, bytes: input.CiphertextBlob },
      ...{ keyId: input.SourceKeyId, grantTokens: input.GrantTokens },
      ignored: ignoresCiphertext(input),
    }),
    destination: findKey(ctx, input.DestinationKeyId ?? '', input.GrantTokens),
  }),
  // Two permissions on two keys, and either may be missing.
  permissions(input, { source, destination }, ctx) {
    const same = String(source.key.Arn === destination.key.Arn);
    return [
      keyPermission('kms:ReEncryptFrom', source, ctx, {
        'kms:EncryptionAlgorithm': source.algorithm,
        'kms:ReEncryptOnSameKey': same,
        ...encryptionContextKeys(input.SourceEncryptionContext),
      }),
      keyPermission('kms:ReEncryptTo', destination, ctx, {
        'kms:EncryptionAlgorithm': input.DestinationEncryptionAlgorithm ?? symmetricDefault,
        'kms:ReEncryptOnSameKey': same,
        ...encryptionContextKeys(input.DestinationEncryptionContext),
      }),
    ];
  },
  async handle(input, ctx, { source, destination }) {
    const { key } = destination;
    const algorithm = input.DestinationEncryptionAlgorithm ?? symmetricDefault;
    requireKeyState(source.key, 'ReEncrypt');
    requireKeyState(key, 'ReEncrypt');
    const plaintext = await decrypt('ReEncrypt', source, input.SourceEncryptionContext, ctx);
    const encrypt = prepareEncryption('ReEncrypt', key, {
      ...{ algorithm, context: input.DestinationEncryptionContext, length: plaintext.length },
    });
    if (input.DryRun === true) throw dryRun();
    return {
      CiphertextBlob: await encrypt(plaintext, ctx),
      SourceKeyId: source.key.Arn,
      KeyId: key.Arn,
      SourceEncryptionAlgorithm: source.algorithm,
      DestinationEncryptionAlgorithm: algorithm,
      ...(source.blob === undefined ? {} : { SourceKeyMaterialId: source.blob.keyMaterialId }),
      ...(algorithm === symmetricDefault
        ? { DestinationKeyMaterialId: currentMaterial(key).id }
        : {}),
    };
  },
};
