import type {
  GenerateDataKeyPairRequest,
  GenerateDataKeyPairResponse,
  GenerateDataKeyPairWithoutPlaintextRequest,
  GenerateDataKeyPairWithoutPlaintextResponse,
} from '@aws-sdk/client-kms';
import type { Context, Operation } from '../../operation';
import { symmetricDefault } from './ciphertexts';
import { cryptoStep } from './crypto-step';
import { encryptionContextKeys } from './encryption-context';
import { dryRun, unsupported } from './errors';
import { requireKeySpec } from './key-material';
import { requireAlgorithm } from './key-specs';
import { requireKeyState } from './key-state-table';
import { findKey, type FoundKey } from './lookup';
import { currentMaterial } from './materials';
import { keyPermission } from './permissions';
import { encryptWith } from './symmetric';

type PairOperation = 'GenerateDataKeyPair' | 'GenerateDataKeyPairWithoutPlaintext';
type Request = GenerateDataKeyPairWithoutPlaintextRequest;

const target = ({ KeyId = '', GrantTokens }: Request, ctx: Context) =>
  findKey(ctx, KeyId, GrantTokens);

const permissionsFor =
  (operation: PairOperation) => (input: Request, found: FoundKey, ctx: Context) => [
    keyPermission(`kms:${operation}`, found, ctx, {
      ...encryptionContextKeys(input.EncryptionContext),
      'kms:EncryptionAlgorithm': symmetricDefault,
      'kms:DataKeyPairSpec': input.KeyPairSpec ?? '',
    }),
  ];

async function generate(operation: PairOperation, input: Request, ctx: Context, found: FoundKey) {
  const { key } = found;
  const KeyPairSpec = input.KeyPairSpec!;
  requireKeyState(key, operation);
  requireAlgorithm(key, 'ENCRYPT_DECRYPT', symmetricDefault, operation);
  const { material } = requireKeySpec(KeyPairSpec);
  if (input.DryRun === true) throw dryRun();
  const { bytes: privateKey, publicKey } = await material.generate(ctx.random);
  cryptoStep(ctx, {
    ...{ action: 'generate', algorithm: KeyPairSpec, detail: 'data key pair' },
    ...{ bytesIn: 0, bytesOut: privateKey.length, exposes: ['private key'] },
  });
  return {
    privateKey,
    answer: {
      PrivateKeyCiphertextBlob: await encryptWith(key, privateKey, input.EncryptionContext, ctx),
      ...{
        PublicKey: publicKey,
        KeyId: key.Arn,
        KeyPairSpec,
        KeyMaterialId: currentMaterial(key).id,
      },
    },
  };
}

export const GenerateDataKeyPair: Operation<
  GenerateDataKeyPairRequest,
  GenerateDataKeyPairResponse,
  FoundKey
> = {
  target,
  permissions: permissionsFor('GenerateDataKeyPair'),
  async handle(input, ctx, found) {
    if (input.Recipient !== undefined) {
      throw unsupported('Nitro Enclaves are not part of this model.');
    }
    const { privateKey, answer } = await generate('GenerateDataKeyPair', input, ctx, found);
    return { ...answer, PrivateKeyPlaintext: privateKey };
  },
};

export const GenerateDataKeyPairWithoutPlaintext: Operation<
  GenerateDataKeyPairWithoutPlaintextRequest,
  GenerateDataKeyPairWithoutPlaintextResponse,
  FoundKey
> = {
  target,
  permissions: permissionsFor('GenerateDataKeyPairWithoutPlaintext'),
  async handle(input, ctx, found) {
    const operation = 'GenerateDataKeyPairWithoutPlaintext';
    return (await generate(operation, input, ctx, found)).answer;
  },
};
