import type {
  DecapsulateRequest,
  DecapsulateResponse,
  EncapsulateRequest,
  EncapsulateResponse,
} from '@aws-sdk/client-kms';
import type { Context, Operation } from '../../operation';
import { cryptoStep } from './crypto-step';
import { dryRun, invalidCiphertext } from './errors';
import type { Bytes } from './hsm/index';
import { requireAlgorithm } from './key-specs';
import { requireKeyState } from './key-state-table';
import { findKey, type FoundKey } from './lookup';
import { currentMaterial } from './materials';
import { keyPermission } from './permissions';

const target = ({ KeyId = '', GrantTokens }: EncapsulateRequest, ctx: Context) =>
  findKey(ctx, KeyId, GrantTokens);

const permissions = (action: string) => (_: object, found: FoundKey, ctx: Context) => [
  keyPermission(action, found, ctx),
];

export const Encapsulate: Operation<EncapsulateRequest, EncapsulateResponse, FoundKey> = {
  target,
  permissions: permissions('kms:Encapsulate'),
  async handle({ EncapsulationAlgorithm, DryRun }, ctx, { key }) {
    const operation = 'Encapsulate';
    requireKeyState(key, operation);
    const usage = 'ENCAPSULATE_DECAPSULATE';
    const { encapsulate } = requireAlgorithm(key, usage, EncapsulationAlgorithm!, operation);
    if (DryRun === true) throw dryRun();
    const { secret, ciphertext } = await encapsulate(currentMaterial(key).publicKey!, ctx.random);
    cryptoStep(ctx, {
      ...{ action: 'encapsulate', algorithm: EncapsulationAlgorithm!, detail: key.Arn },
      ...{ bytesIn: secret.length, bytesOut: ciphertext.length, exposes: ['shared secret'] },
    });
    return {
      KeyId: key.Arn,
      SharedSecret: secret,
      SharedSecretCiphertextBlob: ciphertext,
      EncapsulationAlgorithm,
    };
  },
};

export const Decapsulate: Operation<DecapsulateRequest, DecapsulateResponse, FoundKey> = {
  target,
  permissions: permissions('kms:Decapsulate'),
  async handle({ EncapsulationAlgorithm, SharedSecretCiphertextBlob, DryRun }, ctx, { key }) {
    const operation = 'Decapsulate';
    requireKeyState(key, operation);
    const usage = 'ENCAPSULATE_DECAPSULATE';
    const { decapsulate } = requireAlgorithm(key, usage, EncapsulationAlgorithm!, operation);
    const ciphertext = (SharedSecretCiphertextBlob ?? new Uint8Array(0)) as Bytes;
    const SharedSecret = await decapsulate(currentMaterial(key), ciphertext);
    if (SharedSecret === undefined) throw invalidCiphertext();
    cryptoStep(ctx, {
      ...{ action: 'decapsulate', algorithm: EncapsulationAlgorithm!, detail: key.Arn },
      ...{ bytesIn: ciphertext.length, bytesOut: SharedSecret.length, exposes: ['shared secret'] },
    });
    if (DryRun === true) throw dryRun();
    return { KeyId: key.Arn, SharedSecret, EncapsulationAlgorithm };
  },
};
