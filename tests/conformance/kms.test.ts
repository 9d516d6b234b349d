import * as kms from '@aws-sdk/client-kms';
import { afterAll, describe, expect, test } from 'vitest';
import { kms as service } from '../../src/engine/services/kms/index';
import { bytesOf, expectAllOf, sdkWorld, type SdkWorld } from './clients';
import { cryptographyStories } from './kms/cryptography';
import { keyStories, newKey } from './kms/keys';
import { lifecycleStories } from './kms/lifecycle';
import { originStories } from './kms/origins';

const called = new Set<string>();

afterAll(() => expectAllOf(service, called));

describe('the KMS client of the AWS SDK', () => {
  test.each([...keyStories, ...cryptographyStories, ...lifecycleStories, ...originStories])(
    '%s',
    async (_, tell) => {
      const world = sdkWorld();
      await tell(world);
      for (const operation of world.called) called.add(operation);
    },
  );
});

type Refusal = readonly [error: string, cause: (world: SdkWorld) => Promise<unknown>];

const unknownKey = '12345678-1234-1234-1234-123456789012';

/** The error classes of the SDK that nothing above meets, each with a request that gets it. */
const refusals: readonly Refusal[] = [
  [
    'NotFoundException',
    ({ kms: client }) => client.send(new kms.DescribeKeyCommand({ KeyId: unknownKey })),
  ],
  [
    'AlreadyExistsException',
    async (world) => {
      const alias = { AliasName: 'alias/twice', TargetKeyId: await newKey(world) };
      await world.kms.send(new kms.CreateAliasCommand(alias));
      await world.kms.send(new kms.CreateAliasCommand(alias));
    },
  ],
  [
    'InvalidKeyUsageException',
    async (world) => {
      const KeyId = await newKey(world, { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
      await world.kms.send(new kms.EncryptCommand({ KeyId, Plaintext: bytesOf('x') }));
    },
  ],
  [
    'IncorrectKeyException',
    async (world) => {
      const [KeyId, other] = [await newKey(world), await newKey(world)];
      const { CiphertextBlob } = await world.kms.send(
        new kms.EncryptCommand({ KeyId, Plaintext: bytesOf('x') }),
      );
      await world.kms.send(new kms.DecryptCommand({ CiphertextBlob, KeyId: other }));
    },
  ],
  [
    'MalformedPolicyDocumentException',
    (world) => newKey(world, { Policy: '{"Version":"2012-10-17","Statement":"no"}' }),
  ],
  [
    'DryRunOperationException',
    async (world) => {
      const KeyId = await newKey(world);
      const input = { KeyId, Plaintext: bytesOf('x'), DryRun: true };
      await world.kms.send(new kms.EncryptCommand(input));
    },
  ],
  [
    'InvalidMarkerException',
    ({ kms: client }) => client.send(new kms.ListKeysCommand({ Marker: 'nowhere' })),
  ],
];

test.each(refusals)('%s is the class of its error', async (name, cause) => {
  const error = await cause(sdkWorld()).then(
    () => undefined,
    (refused: unknown) => refused,
  );
  expect(error).toBeInstanceOf(kms[name as keyof typeof kms]);
  expect(error).toMatchObject({ name, $metadata: { requestId: expect.any(String) as string } });
});

test('what no model has is the base class, with AWS’s code and text', async () => {
  const { kms: client } = sdkWorld();
  const error = client.send(new kms.DescribeKeyCommand({ KeyId: undefined }));
  await expect(error).rejects.toBeInstanceOf(kms.KMSServiceException);
  await expect(error).rejects.toMatchObject({
    name: 'ValidationException',
    message:
      "1 validation error detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null",
  });
});
