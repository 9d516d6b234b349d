import { expect, it } from 'vitest';
import { committing } from '../../src/clients/s3-encryption/algorithm-suites';
import { deriveKey } from '../../src/clients/s3-encryption/key-commitment';
import type { S3Keyring } from '../../src/clients/s3-encryption/index';
import { s3EncryptionWorld } from './s3-encryption-world';

const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));
const base64 = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));

// Source: aws/amazon-s3-encryption-client-go, v4/internal/key_derivation_test.go, 2026-02.
it.each([
  {
    dataKey: '80d90dc4cc7e77d8a6332efa44eba56230a7fe7b89af37d1e501ab2e07c0a163',
    messageId: 'b8ea76bed24c7b85382a148cb9dcd1cfdfb765f55ded4dfa6e0c4c79',
    contentKey: '6dd14f546cc006e639126e83f5d4d1b118576bb5df97f38c6fb3a1db87bbc338',
    commitment: 'f89818bc0a346d3a3426b68e9509b6b2ae5fe1f904aa329fb73625db',
  },
  {
    dataKey: '501afb8227d22e75e68010414b8abdaf3064c081e8e922dafef4992036394d60',
    messageId: '61a00b4981a5aacfd136c55cb726e32d2a547dc7600a7d4675c69127',
    contentKey: 'e14786a714748d1d2c3a4a6816dec56ddf1881bbeabb4f39420ffb9f63700b2f',
    commitment: '5c1e73e47f6fe3a70d6d094283aceaa76d2975feb829212d88f0afc1',
  },
])('derives the published keys of $dataKey', async ({ dataKey, messageId, ...expected }) => {
  const { contentKey, commitment } = await deriveKey(hex(dataKey), hex(messageId), committing);
  expect(contentKey).toEqual(hex(expected.contentKey));
  expect(commitment).toEqual(hex(expected.commitment));
});

// Source: aws/amazon-s3-encryption-client-go, v4/client/decryption_client_v4_test.go, 2026-02: the
// data key is what AWS KMS answers there.
const objects = [
  {
    format: 'V2',
    dataKey: 'hJUv7S6K2cHF64boS9ixHX0TZAjBZLT4ZpEO4XxkGnY=',
    body: '6b134eb7a353131de92faff64f594b2794e3544e31776cca26fe3bbeeffc68742d1007234f11c6670522602326868e29f37e9d2678f1614ec1a2418009b9772100929aadbed9a21a',
    metadata: {
      'x-amz-key-v2': 'PsuclPnlo2O0MQoov6kL1TBlaZG6oyNwWuAqmAgq7g8b9ZeeORi3VTMg624FU9jx',
      'x-amz-iv': 'dqqlq2dRVSQ5hFRb',
      'x-amz-matdesc': '{"aws:x-amz-cek-alg":"AES/GCM/NoPadding"}',
      'x-amz-wrap-alg': 'kms+context',
      'x-amz-cek-alg': 'AES/GCM/NoPadding',
    },
    plaintext:
      'af150d7156bf5b3f5c461e5c6ac820acc5a33aab7085d920666c250ff251209d5a4029b3bd78250fab6e11aed52fae948d407056a9519b68',
  },
  {
    format: 'V3',
    dataKey: 'lP6AbIQTmptyb/+WQq+ubDw+w7na0T1LGSByZGuaono=',
    body: '2d4ff4dafe27f69f628872d82b5a1002ed1a21b8485d532bd8159f6487945b3641af5865fc0a029a3650053600c6d213625b9a0cc9c239577c09f3423dedc5641e88b6835824417c',
    metadata: {
      'x-amz-3': '8gSzlk7giyfFbLPUVgoVjvQebI1827jp8lDkO+n2chsiSoegx1sjm8NdPk0Bl70I',
      'x-amz-c': '115',
      'x-amz-d': '6JOSx47RkdyfciJkNauuC4RpkMcWZY4a+i1RzQ==',
      'x-amz-i': 'sE9zLb4tsEBJkvEhLMZFxMj9oZJBbQ6ZOgOqHA==',
      'x-amz-t': '{"aws:x-amz-cek-alg":"115"}',
      'x-amz-w': '12',
    },
    plaintext:
      '8f2c59c6dbfcacf356f3da40788cbde67ca38161a4702cbcf757af663e1c24a600001b2f500417dbf5a050f57db6737422b2ed6a44c75e0d',
  },
  {
    format: 'V2 in AES-CBC',
    dataKey: '7ItX9CTGNWWegC62RlaNu6EJ3+J9yGO7yAqDNU4CdeA=',
    body: '6f4f413a357a3c3a12289442fb835c5e4ecc8db1d86d3d1eab906ce07e1ad772180b2e9ec49c3fc667d8aceea8c46da6bb9738251a8e36241a473ad820f99c701906bac1f48578d5392e928889bbb1d9',
    metadata: {
      'x-amz-key-v2': '/nJlgMtxMNk2ErKLLrLp3H7A7aQyJcJOClE2ldAIIFNZU4OhUMc1mMCHdIEC8fby',
      'x-amz-iv': 'adO9U7pcEHxUTaguIkho9g==',
      'x-amz-matdesc': '{"kms_cmk_id":"test-key-id"}',
      'x-amz-wrap-alg': 'kms',
      'x-amz-cek-alg': 'AES/CBC/PKCS5Padding',
    },
    plaintext:
      'a716e018ffecf4bb94d4352082af4662612d9c225efed6f389bf1f6f0447a9bce80cc712d7e66ee5e1c086af38e607ead351fd2c1a0247878e693ada73bd580b',
  },
];

/** A keyring that answers what AWS KMS is said to have answered. */
const answering = (dataKey: string): S3Keyring => ({
  wrap: () => Promise.reject(new Error('only unwraps')),
  unwrap: () => Promise.resolve(base64(dataKey)),
});

it.each(objects)('opens the published object of $format', async (vector) => {
  const { open, store } = await s3EncryptionWorld();
  await store('vector', hex(vector.body), vector.metadata);
  const client = open({
    ...{ keyring: answering(vector.dataKey), enableLegacyUnauthenticatedModes: true },
    commitmentPolicy: 'REQUIRE_ENCRYPT_ALLOW_DECRYPT',
  });
  const plaintext = await client.getObject({ bucket: 'vault', key: 'vector' });
  expect(plaintext).toEqual(hex(vector.plaintext));
});

it('refuses the published object whose commitment is of another data key', async () => {
  const { open, store } = await s3EncryptionWorld();
  const body =
    'e403a8f941e43bdf0ca3ef0bcf6701acd739b2de0a8ee524fa89497210fb0213dfc856376a9ff7753db6ee549dc4040861bc7080a66f902441904bf4a003e028e982de8ea6958c30';
  await store('vector', hex(body), {
    ...objects[1]!.metadata,
    'x-amz-d': 'FiQepGw+/O+3MuYrmQU5mAkotUnxB+W+EwYDHw==',
    'x-amz-i': 'cPwtbK08jrpe3x+QElyG+vGtkk9jDn6KmOta2Q==',
  });
  const client = open({ keyring: answering(objects[1]!.dataKey) });
  await expect(client.getObject({ bucket: 'vault', key: 'vector' })).rejects.toThrow(
    'Key commitment validation failed.',
  );
});
