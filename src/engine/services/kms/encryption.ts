import type {
  DecryptRequest,
  DecryptResponse,
  EncryptRequest,
  EncryptResponse,
  ReEncryptRequest,
  ReEncryptResponse,
} from '@aws-sdk/client-kms';
import type { Operation } from '../../operation';
import { encryptionContextKeys } from './encryption-context';
import { dryRun, unsupported } from './errors';
import { requireUsage } from './key-specs';
import { requireKeyState } from './key-state-table';
import { findKey, type FoundKey } from './lookup';
import { currentMaterial } from './materials';
import { keyPermission } from './permissions';
import { decryptWith, encryptWith, findCiphertextKey, type FoundCiphertext } from './symmetric';

const symmetricDefault = 'SYMMETRIC_DEFAULT';

export const Encrypt: Operation<EncryptRequest, EncryptResponse, FoundKey> = {
  target: ({ KeyId = '', GrantTokens }, ctx) => findKey(ctx, KeyId, GrantTokens),
  permissions: ({ EncryptionContext, EncryptionAlgorithm = symmetricDefault }, found, ctx) => [
    keyPermission('kms:Encrypt', found, ctx, {
      ...encryptionContextKeys(EncryptionContext),
      'kms:EncryptionAlgorithm': EncryptionAlgorithm,
    }),
  ],
  async handle({ Plaintext = new Uint8Array(0), EncryptionContext, DryRun }, ctx, { key }) {
    requireKeyState(key, 'Encrypt');
    requireUsage(key, 'ENCRYPT_DECRYPT', 'Encrypt');
    if (DryRun === true) throw dryRun();
    const CiphertextBlob = await encryptWith(key, Plaintext, EncryptionContext, ctx);
    return { CiphertextBlob, KeyId: key.Arn, EncryptionAlgorithm: symmetricDefault };
  },
};

export const Decrypt: Operation<DecryptRequest, DecryptResponse, FoundCiphertext> = {
  target: ({ CiphertextBlob, KeyId, GrantTokens }, ctx) =>
    findCiphertextKey(ctx, CiphertextBlob, KeyId, GrantTokens),
  permissions: ({ EncryptionContext, EncryptionAlgorithm = symmetricDefault }, found, ctx) => [
    keyPermission('kms:Decrypt', found, ctx, {
      ...encryptionContextKeys(EncryptionContext),
      'kms:EncryptionAlgorithm': EncryptionAlgorithm,
    }),
  ],
  async handle({ EncryptionContext, DryRun, Recipient }, ctx, found) {
    const { key, blob } = found;
    if (Recipient !== undefined) throw unsupported('Nitro Enclaves are not part of this model.');
    requireKeyState(key, 'Decrypt');
    requireUsage(key, 'ENCRYPT_DECRYPT', 'Decrypt');
    if (DryRun === true) throw dryRun();
    const Plaintext = await decryptWith(found, EncryptionContext, ctx);
    return {
      KeyId: key.Arn,
      Plaintext,
      EncryptionAlgorithm: symmetricDefault,
      KeyMaterialId: blob.keyMaterialId,
    };
  },
};

interface ReEncryptTarget {
  readonly source: FoundCiphertext;
  readonly destination: FoundKey;
}

export const ReEncrypt: Operation<ReEncryptRequest, ReEncryptResponse, ReEncryptTarget> = {
  target: ({ CiphertextBlob, SourceKeyId, DestinationKeyId = '', GrantTokens }, ctx) => ({
    source: findCiphertextKey(ctx, CiphertextBlob, SourceKeyId, GrantTokens),
    destination: findKey(ctx, DestinationKeyId, GrantTokens),
  }),
  // Two permissions on two keys, and either may be missing.
  permissions(input, { source, destination }, ctx) {
    const same = String(source.key.Arn === destination.key.Arn);
    return [
      keyPermission('kms:ReEncryptFrom', source, ctx, {
        ...encryptionContextKeys(input.SourceEncryptionContext),
        'kms:EncryptionAlgorithm': input.SourceEncryptionAlgorithm ?? symmetricDefault,
        'kms:ReEncryptOnSameKey': same,
      }),
      keyPermission('kms:ReEncryptTo', destination, ctx, {
        ...encryptionContextKeys(input.DestinationEncryptionContext),
        'kms:EncryptionAlgorithm': input.DestinationEncryptionAlgorithm ?? symmetricDefault,
        'kms:ReEncryptOnSameKey': same,
      }),
    ];
  },
  async handle(input, ctx, { source, destination }) {
    for (const { key } of [source, destination]) {
      requireKeyState(key, 'ReEncrypt');
      requireUsage(key, 'ENCRYPT_DECRYPT', 'ReEncrypt');
    }
    if (input.DryRun === true) throw dryRun();
    const plaintext = await decryptWith(source, input.SourceEncryptionContext, ctx);
    const { key } = destination;
    return {
      CiphertextBlob: await encryptWith(key, plaintext, input.DestinationEncryptionContext, ctx),
      SourceKeyId: source.key.Arn,
      KeyId: key.Arn,
      SourceEncryptionAlgorithm: symmetricDefault,
      DestinationEncryptionAlgorithm: symmetricDefault,
      SourceKeyMaterialId: source.blob.keyMaterialId,
      DestinationKeyMaterialId: currentMaterial(key).id,
    };
  },
};
