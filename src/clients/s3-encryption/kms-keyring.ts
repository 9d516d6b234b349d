import type { KMS } from '@aws-sdk/client-kms';
import type { Bytes } from '../../engine/bytes';
import { boundName } from './algorithm-suites';
import { S3EncryptionClientException } from './errors';
import { unwrapBy, type Pairs, type S3Keyring, type StoredDataKey } from './keyring';

const reserved = 'aws:x-amz-cek-alg';
/** Clients of the first generation wrote the key's id into the context. */
const legacyKeyId = 'kms_cmk_id';

/**
 * A keyring of a KMS key. AWS KMS makes the data key and encrypts it, bound to the encryption context
 * and to how the content is encrypted. Without a key it only decrypts, with whichever key it was.
 */
export function kmsKeyring(
  client: KMS,
  keyId: string | undefined,
  enableLegacyWrappingAlgorithms = false,
): S3Keyring {
  const decrypt = async ({ wrapped, context }: StoredDataKey) => {
    const { Plaintext } = await client.decrypt({
      ...(keyId === undefined ? {} : { KeyId: keyId }),
      ...{ EncryptionContext: context, CiphertextBlob: wrapped },
    });
    return bytesOf(Plaintext);
  };
  return {
    async wrap(suite, given = {}) {
      if (keyId === undefined) {
        throw new S3EncryptionClientException(
          'KmsDiscoveryKeyring does not support GenerateDataKey',
        );
      }
      if (Object.hasOwn(given, reserved)) {
        throw new S3EncryptionClientException(
          `${reserved} is a reserved key for the S3 encryption client`,
        );
      }
      const context = { ...given, [reserved]: boundName(suite) };
      const made = await client.generateDataKey({
        ...{ KeyId: keyId, KeySpec: 'AES_256', EncryptionContext: context },
      });
      const [dataKey, wrapped] = [bytesOf(made.Plaintext), bytesOf(made.CiphertextBlob)];
      return { dataKey, wrapped, wrapping: 'kms+context', context };
    },
    unwrap: (stored, given) =>
      unwrapBy(
        {
          kms: { isLegacy: true, unwrap: decrypt },
          'kms+context': {
            unwrap: (found, expected = {}) => {
              checkContext(found.context, expected);
              return decrypt(found);
            },
          },
        },
        enableLegacyWrappingAlgorithms,
        stored,
        given,
      ),
  };
}

/** Whoever reads has to say with which context the object was written. */
function checkContext(stored: Pairs, expected: Pairs): void {
  const own = Object.entries(stored).filter(([name]) => name !== reserved && name !== legacyKeyId);
  const isSame =
    own.length === Object.keys(expected).length &&
    own.every(([name, value]) => Object.hasOwn(expected, name) && expected[name] === value);
  if (isSame) return;
  throw new S3EncryptionClientException(
    'Provided encryption context does not match information retrieved from S3',
  );
}

function bytesOf(bytes: Uint8Array | undefined): Bytes {
  return new Uint8Array(bytes ?? []);
}
