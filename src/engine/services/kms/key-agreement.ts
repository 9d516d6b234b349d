import type { DeriveSharedSecretRequest, DeriveSharedSecretResponse } from '@aws-sdk/client-kms';
import type { Operation } from '../../operation';
import { cryptoStep } from './crypto-step';
import { dryRun, invalidPublicKey, unsupported } from './errors';
import type { Bytes } from './hsm/index';
import { requireAlgorithm } from './key-specs';
import { requireKeyState } from './key-state-table';
import { findKey, type FoundKey } from './lookup';
import { currentMaterial } from './materials';
import { keyPermission } from './permissions';

export const DeriveSharedSecret: Operation<
  DeriveSharedSecretRequest,
  DeriveSharedSecretResponse,
  FoundKey
> = {
  target: ({ KeyId = '', GrantTokens }, ctx) => findKey(ctx, KeyId, GrantTokens),
  permissions: ({ KeyAgreementAlgorithm = '' }, found, ctx) => [
    keyPermission('kms:DeriveSharedSecret', found, ctx, {
      'kms:KeyAgreementAlgorithm': KeyAgreementAlgorithm,
    }),
  ],
  async handle(input, ctx, { key }) {
    const { KeyAgreementAlgorithm, Recipient } = input;
    if (Recipient !== undefined) throw unsupported('Nitro Enclaves are not part of this model.');
    const operation = 'DeriveSharedSecret';
    requireKeyState(key, operation);
    const agreement = requireAlgorithm(key, 'KEY_AGREEMENT', KeyAgreementAlgorithm!, operation);
    const publicKey = (input.PublicKey ?? new Uint8Array(0)) as Bytes;
    const SharedSecret = await agreement.derive(currentMaterial(key), publicKey);
    if (SharedSecret === undefined) throw invalidPublicKey();
    cryptoStep(ctx, {
      ...{ action: 'derive', algorithm: KeyAgreementAlgorithm!, detail: key.Arn },
      ...{ bytesIn: publicKey.length, bytesOut: SharedSecret.length, exposes: ['shared secret'] },
    });
    if (input.DryRun === true) throw dryRun();
    return { KeyId: key.Arn, SharedSecret, KeyAgreementAlgorithm, KeyOrigin: key.Origin };
  },
};
