import type {
  MessageType,
  SignRequest,
  SignResponse,
  SigningAlgorithmSpec,
  VerifyRequest,
  VerifyResponse,
} from '@aws-sdk/client-kms';
import type { Context, Operation } from '../../operation';
import { cryptoStep } from './crypto-step';
import { dryRun, invalidSignature, signing as errors } from './errors';
import type { Bytes } from './hsm/index';
import { keySpecs, requireAlgorithm } from './key-specs';
import { requireKeyState } from './key-state-table';
import { findKey, type FoundKey } from './lookup';
import { currentMaterial } from './materials';
import { keyPermission } from './permissions';
import type { KeyRecord } from './state';

type Request = Pick<SignRequest, 'KeyId' | 'GrantTokens' | 'MessageType' | 'SigningAlgorithm'>;

const target = ({ KeyId = '', GrantTokens }: Request, ctx: Context) =>
  findKey(ctx, KeyId, GrantTokens);

const permissions =
  (action: string) =>
  ({ MessageType = 'RAW', SigningAlgorithm }: Request, found: FoundKey, ctx: Context) => [
    keyPermission(action, found, ctx, {
      'kms:MessageType': MessageType,
      'kms:SigningAlgorithm': SigningAlgorithm!,
    }),
  ];

/** Whether any algorithm of the spec takes messages of the type. */
function knowsType(key: KeyRecord, type: MessageType): boolean {
  const algorithms = Object.values(keySpecs[key.KeySpec]?.usages.SIGN_VERIFY ?? {});
  return algorithms.some(({ messageTypes }) => messageTypes[type] !== undefined);
}

/**
 * The scheme that signs, and whether the message is hashed already. Throws
 * InvalidKeyUsageException, or ValidationException for a MessageType or a length that does not fit.
 */
function prepare(
  operation: 'Sign' | 'Verify',
  key: KeyRecord,
  algorithm: SigningAlgorithmSpec,
  message: Uint8Array,
  type: MessageType,
) {
  requireKeyState(key, operation);
  const { scheme, messageTypes } = requireAlgorithm(key, 'SIGN_VERIFY', algorithm, operation);
  const length = messageTypes[type];
  if (length === undefined) {
    throw knowsType(key, type)
      ? errors.messageTypeOfAlgorithm(type, algorithm)
      : errors.messageTypeOfKeySpec(type, key.KeySpec);
  }
  if (length !== null && length !== message.length) {
    throw type === 'DIGEST' ? errors.digestLength(algorithm) : errors.muLength(algorithm);
  }
  return { scheme, hashed: type !== 'RAW' };
}

export const Sign: Operation<SignRequest, SignResponse, FoundKey> = {
  target,
  permissions: permissions('kms:Sign'),
  async handle(input, ctx, { key }) {
    const { MessageType = 'RAW', SigningAlgorithm } = input;
    const message = (input.Message ?? new Uint8Array(0)) as Bytes;
    const { scheme, hashed } = prepare('Sign', key, SigningAlgorithm!, message, MessageType);
    if (input.DryRun === true) throw dryRun();
    const Signature = await scheme.sign(currentMaterial(key), message, hashed, ctx.random);
    cryptoStep(ctx, {
      ...{ action: 'sign', algorithm: SigningAlgorithm!, detail: key.Arn },
      ...{ bytesIn: message.length, bytesOut: Signature.length },
    });
    return { KeyId: key.Arn, Signature, SigningAlgorithm };
  },
};

export const Verify: Operation<VerifyRequest, VerifyResponse, FoundKey> = {
  target,
  permissions: permissions('kms:Verify'),
  async handle(input, ctx, { key }) {
    const { MessageType = 'RAW', SigningAlgorithm } = input;
    const message = (input.Message ?? new Uint8Array(0)) as Bytes;
    const signature = (input.Signature ?? new Uint8Array(0)) as Bytes;
    const { scheme, hashed } = prepare('Verify', key, SigningAlgorithm!, message, MessageType);
    const valid = await scheme.verify(currentMaterial(key).publicKey!, message, hashed, signature);
    cryptoStep(ctx, {
      ...{ action: 'verify', algorithm: SigningAlgorithm!, detail: key.Arn },
      ...{ bytesIn: message.length + signature.length, bytesOut: 0 },
    });
    // AWS never answers SignatureValid: false.
    if (!valid) throw invalidSignature();
    if (input.DryRun === true) throw dryRun();
    return { KeyId: key.Arn, SignatureValid: true, SigningAlgorithm };
  },
};
