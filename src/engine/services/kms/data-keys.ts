import type {
  DataKeySpec,
  GenerateDataKeyRequest,
  GenerateDataKeyResponse,
  GenerateDataKeyWithoutPlaintextRequest,
  GenerateDataKeyWithoutPlaintextResponse,
  GenerateRandomRequest,
  GenerateRandomResponse,
} from '@aws-sdk/client-kms';
import type { Context, Operation } from '../../operation';
import { symmetricDefault } from './ciphertexts';
import { cryptoStep } from './crypto-step';
import { encryptionContextKeys } from './encryption-context';
import { customKeyStores } from './custom-key-store-errors';
import { dataKeyLengthRequired, dryRun, numberOfBytesRequired, unsupported } from './errors';
import { requireAlgorithm } from './key-specs';
import { requireKeyState } from './key-state-table';
import { findKey, type FoundKey } from './lookup';
import { currentMaterial } from './materials';
import { keyPermission } from './permissions';
import { encryptWith } from './symmetric';

/** Bytes of each DataKeySpec. */
const dataKeyBytes: Readonly<Record<DataKeySpec, number>> = { AES_128: 16, AES_256: 32 };

type DataKeyRequest = GenerateDataKeyRequest & GenerateDataKeyWithoutPlaintextRequest;
type DataKeyOperation = 'GenerateDataKey' | 'GenerateDataKeyWithoutPlaintext';

/** Exactly one of the two says how long the data key is. */
function lengthOf({ KeySpec, NumberOfBytes }: DataKeyRequest): number {
  if ((KeySpec === undefined) === (NumberOfBytes === undefined)) throw dataKeyLengthRequired();
  return KeySpec === undefined ? (NumberOfBytes ?? 0) : dataKeyBytes[KeySpec];
}

function generate(ctx: Context, length: number): Uint8Array {
  const bytes = ctx.random.bytes(length);
  cryptoStep(ctx, {
    ...{ action: 'generate', algorithm: 'random', detail: `${length * 8}-bit data key` },
    ...{ bytesIn: 0, bytesOut: length, exposes: ['data key'] },
  });
  return bytes;
}

async function generateDataKey(
  operation: DataKeyOperation,
  input: DataKeyRequest,
  ctx: Context,
  { key }: FoundKey,
) {
  requireKeyState(key, operation);
  requireAlgorithm(key, 'ENCRYPT_DECRYPT', symmetricDefault, operation);
  const length = lengthOf(input);
  if (input.DryRun === true) throw dryRun();
  const plaintext = generate(ctx, length);
  const CiphertextBlob = await encryptWith(key, plaintext, input.EncryptionContext, ctx);
  const KeyMaterialId = currentMaterial(key).id;
  return { plaintext, answer: { CiphertextBlob, KeyId: key.Arn, KeyMaterialId } };
}

const permissionsFor =
  (operation: DataKeyOperation) => (input: DataKeyRequest, found: FoundKey, ctx: Context) => [
    keyPermission(`kms:${operation}`, found, ctx, {
      'kms:EncryptionAlgorithm': symmetricDefault,
      ...encryptionContextKeys(input.EncryptionContext),
    }),
  ];

export const GenerateDataKey: Operation<GenerateDataKeyRequest, GenerateDataKeyResponse, FoundKey> =
  {
    target: ({ KeyId = '', GrantTokens }, ctx) => findKey(ctx, KeyId, GrantTokens),
    permissions: permissionsFor('GenerateDataKey'),
    async handle(input, ctx, found) {
      if (input.Recipient !== undefined) {
        throw unsupported('Nitro Enclaves are not part of this model.');
      }
      const { plaintext, answer } = await generateDataKey('GenerateDataKey', input, ctx, found);
      return { ...answer, Plaintext: plaintext };
    },
  };

export const GenerateDataKeyWithoutPlaintext: Operation<
  GenerateDataKeyWithoutPlaintextRequest,
  GenerateDataKeyWithoutPlaintextResponse,
  FoundKey
> = {
  target: ({ KeyId = '', GrantTokens }, ctx) => findKey(ctx, KeyId, GrantTokens),
  permissions: permissionsFor('GenerateDataKeyWithoutPlaintext'),
  async handle(input, ctx, found) {
    return (await generateDataKey('GenerateDataKeyWithoutPlaintext', input, ctx, found)).answer;
  },
};

export const GenerateRandom: Operation<GenerateRandomRequest, GenerateRandomResponse> = {
  handle({ NumberOfBytes, Recipient, CustomKeyStoreId }, ctx) {
    if (Recipient !== undefined) throw unsupported('Nitro Enclaves are not part of this model.');
    if (NumberOfBytes === undefined) throw numberOfBytesRequired();
    if (CustomKeyStoreId !== undefined) throw customKeyStores.notFound();
    return { Plaintext: ctx.random.bytes(NumberOfBytes) };
  },
};
