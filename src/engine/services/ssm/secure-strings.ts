import { decodeBase64, encodeBase64 } from '../../base64';
import { decryptMessage, defaultSuite, encryptMessage } from '../../encryption-sdk/index';
import type { Context } from '../../operation';
import { callKms, ensureDefaultKey } from './kms-calls';
import type { FoundVersion } from './lookup';
import type { StoredTier } from './state';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

type Bytes = Uint8Array<ArrayBuffer>;

/** Binds a ciphertext to its parameter. */
const contextName = 'PARAMETER_ARN';

/** What a SecureString is encrypted with, and how. */
interface Sealing {
  readonly arn: string;
  readonly KeyId: string;
  readonly Tier: StoredTier;
  readonly Value: string;
}

/**
 * Encrypts the value of a SecureString; returns base64. Source: Systems Manager User Guide, "AWS KMS
 * encryption for AWS Systems Manager Parameter Store SecureString parameters".
 */
export async function sealValue(ctx: Context, sealing: Sealing): Promise<string> {
  await ensureDefaultKey(ctx, sealing.KeyId);
  const seal = sealing.Tier === 'Standard' ? sealStandard : sealAdvanced;
  return encodeBase64(await seal(ctx, sealing));
}

/** The KMS key encrypts the value itself. */
async function sealStandard(ctx: Context, { arn, KeyId, Value }: Sealing): Promise<Uint8Array> {
  const { CiphertextBlob } = await callKms<{ CiphertextBlob: Uint8Array }>(ctx, 'Encrypt', {
    ...{ KeyId, Plaintext: encoder.encode(Value), EncryptionContext: { [contextName]: arn } },
  });
  return CiphertextBlob;
}

interface GeneratedKey {
  readonly KeyId: string;
  readonly Plaintext: Bytes;
  readonly CiphertextBlob: Bytes;
}

/**
 * The KMS key encrypts a data key, and that the value, in a message of the AWS Encryption SDK. Which
 * algorithm suite AWS uses here is not published: this is the SDK's default, which signs.
 */
async function sealAdvanced(ctx: Context, { arn, KeyId, Value }: Sealing): Promise<Uint8Array> {
  const plaintext = encoder.encode(Value);
  const context = { [contextName]: arn };
  const message = await encryptMessage({
    ...{ plaintext, context, suite: defaultSuite, random: ctx.random },
    async dataKey(EncryptionContext, { keyBytes: NumberOfBytes }) {
      const generated = await callKms<GeneratedKey>(ctx, 'GenerateDataKey', {
        ...{ KeyId, NumberOfBytes, EncryptionContext },
      });
      const providerInfo = encoder.encode(generated.KeyId);
      const ciphertext = generated.CiphertextBlob;
      return {
        plaintext: generated.Plaintext,
        encryptedDataKeys: [{ providerId: 'aws-kms', providerInfo, ciphertext }],
      };
    },
  });
  noteCrypto(ctx, 'encrypt', arn, plaintext.length, message.length);
  return message;
}

/** The value of a version, decrypted where it is a SecureString. */
export async function openValue(ctx: Context, found: FoundVersion): Promise<string> {
  const { parameter, version } = found;
  if (parameter.Type !== 'SecureString') return version.Value;
  const sealed = decodeBase64(version.Value) ?? new Uint8Array(0);
  const open = version.Tier === 'Standard' ? openStandard : openAdvanced;
  return decoder.decode(await open(ctx, parameter.ARN, sealed));
}

async function openStandard(ctx: Context, arn: string, CiphertextBlob: Bytes): Promise<Bytes> {
  const EncryptionContext = { [contextName]: arn };
  const input = { CiphertextBlob, EncryptionContext };
  return (await callKms<{ Plaintext: Bytes }>(ctx, 'Decrypt', input)).Plaintext;
}

async function openAdvanced(ctx: Context, arn: string, message: Bytes): Promise<Bytes> {
  const { plaintext } = await decryptMessage(message, async ({ encryptedDataKeys, context }) => {
    const { providerInfo, ciphertext: CiphertextBlob } = encryptedDataKeys[0]!;
    const input = {
      CiphertextBlob,
      KeyId: decoder.decode(providerInfo),
      EncryptionContext: context,
    };
    return (await callKms<{ Plaintext: Bytes }>(ctx, 'Decrypt', input)).Plaintext;
  });
  noteCrypto(ctx, 'decrypt', arn, message.length, plaintext.length);
  return plaintext;
}

function noteCrypto(
  ctx: Context,
  action: 'encrypt' | 'decrypt',
  detail: string,
  bytesIn: number,
  bytesOut: number,
): void {
  const actor = { type: 'service', name: 'AWS Systems Manager', region: ctx.region } as const;
  const { name: algorithm } = defaultSuite;
  const exposes = ['plaintext', 'data key'] as const;
  ctx.step({ kind: 'crypto', actor, action, algorithm, detail, bytesIn, bytesOut, exposes });
}
