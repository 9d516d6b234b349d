import {
  AlgorithmSuiteIdentifier,
  buildClient,
  CommitmentPolicy,
  RawAesKeyringNode,
  RawAesWrappingSuiteIdentifier,
} from '@aws-crypto/client-node';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  algorithmSuites,
  decryptMessage,
  defaultSuite,
  describeMessage,
  encryptMessage,
  MessageError,
  publicKeyName,
  unsignedSuite,
  type AlgorithmSuite,
} from '../../../src/engine/encryption-sdk/index';
import { random, unwrap, wrap, type RawAesKey } from './raw-aes';

const key: RawAesKey = { namespace: 'tests', name: 'wrapping key', bytes: random.bytes(32) };
const context = { purpose: 'test', ä: 'ö', aws: '' };

type Bytes = Uint8Array<ArrayBuffer>;

const seal = (plaintext: Bytes, suite: AlgorithmSuite, frameLength?: number) =>
  encryptMessage({
    ...{ plaintext, suite, context, random },
    ...(frameLength === undefined ? {} : { frameLength }),
    async dataKey(given, { keyBytes }) {
      const dataKey = random.bytes(keyBytes);
      return { plaintext: dataKey, encryptedDataKeys: [await wrap(key, dataKey, given)] };
    },
  });

const open = (message: Uint8Array) =>
  decryptMessage(message, ({ encryptedDataKeys, context: given }) =>
    unwrap(key, encryptedDataKeys[0]!, given),
  );

const suites = algorithmSuites.map((suite) => [suite.name, suite] as const);
const contents = (length: number) => random.bytes(length);

describe('a message', () => {
  it.each(suites)('%s is opened again, in frames or in one piece', async (_, suite) => {
    for (const [length, frameLength] of [
      [0, 16],
      [1, 16],
      [32, 16],
      [33, 16],
      [0, 0],
      [33, 0],
    ]) {
      const plaintext = contents(length!);
      const message = await seal(plaintext, suite, frameLength);
      const { plaintext: opened, header } = await open(message);
      expect(opened).toEqual(plaintext);
      expect(header).toMatchObject({ suite, frameLength, context });
      expect(publicKeyName in header.context).toBe(suite.signature !== undefined);
    }
  });

  it.each([defaultSuite, unsignedSuite].map((suite) => [suite.name, suite] as const))(
    '%s is refused whichever byte of it was changed',
    async (_, suite) => {
      const message = await seal(contents(20), suite, 16);
      const changes = fc.record({
        at: fc.integer({ min: 0, max: message.length - 1 }),
        by: fc.integer({ min: 1, max: 255 }),
      });
      await fc.assert(
        fc.asyncProperty(changes, async ({ at, by }) => {
          const changed = message.slice();
          changed[at]! ^= by;
          // A changed context or wrapped key is found by whoever unwraps the data key.
          const refused = await open(changed).then(
            () => undefined,
            (error: Error) => error,
          );
          expect(refused).toBeInstanceOf(Error);
          expect(['MessageError', 'OperationError']).toContain(refused?.name);
        }),
        { numRuns: 150 },
      );
    },
  );

  it('is refused where it ends early or late', async () => {
    const message = await seal(contents(20), defaultSuite, 16);
    for (let length = 0; length < message.length; length += 7) {
      await expect(open(message.slice(0, length))).rejects.toBeInstanceOf(MessageError);
    }
    const longer = new Uint8Array([...message, 0]);
    await expect(open(longer)).rejects.toThrow('There is something after the message.');
  });

  it('shows its header to anybody', async () => {
    const {
      suite,
      encryptedDataKeys,
      context: shown,
    } = describeMessage(await seal(contents(1), unsignedSuite));
    expect(suite).toBe(unsignedSuite);
    expect(encryptedDataKeys[0]).toMatchObject({ providerId: 'tests' });
    expect(shown).toEqual(context);
  });

  it('keeps the name of its public key for itself', async () => {
    const taken = encryptMessage({
      ...{ plaintext: contents(1), context: { [publicKeyName]: 'x' }, random },
      dataKey: () => Promise.reject(new Error('not asked')),
    });
    await expect(taken).rejects.toThrow(publicKeyName);
  });
});

// The AWS Encryption SDK for JavaScript, with the same raw key.
const keyring = new RawAesKeyringNode({
  keyNamespace: key.namespace,
  keyName: key.name,
  // The keyring empties the bytes it is given.
  unencryptedMasterKey: key.bytes.slice(),
  wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
  // As the message format has it; without, this SDK sorts names by its locale.
  utf8Sorting: true,
});
const { encrypt } = buildClient(CommitmentPolicy.FORBID_ENCRYPT_ALLOW_DECRYPT);
const { encrypt: encryptCommitting, decrypt } = buildClient(
  CommitmentPolicy.REQUIRE_ENCRYPT_ALLOW_DECRYPT,
);

describe('the AWS Encryption SDK for JavaScript', () => {
  it.each(suites)('opens a message made here with %s', async (_, suite) => {
    const plaintext = contents(5000);
    // The JavaScript SDK makes no messages without frames, but reads them.
    for (const frameLength of [4096, 0]) {
      const { plaintext: opened, messageHeader } = await decrypt(
        keyring,
        await seal(plaintext, suite, frameLength),
      );
      expect(new Uint8Array(opened)).toEqual(plaintext);
      expect(messageHeader.suiteId).toBe(suite.id);
      expect(messageHeader.encryptionContext).toMatchObject(context);
    }
  });

  it.each(suites)('makes messages with %s that are opened here', async (_, suite) => {
    const plaintext = contents(5000);
    const { result } = await (suite.commits ? encryptCommitting : encrypt)(keyring, plaintext, {
      ...{ encryptionContext: context, suiteId: suite.id as AlgorithmSuiteIdentifier },
      frameLength: 1000,
    });
    expect((await open(new Uint8Array(result))).plaintext).toEqual(plaintext);
  });
});
