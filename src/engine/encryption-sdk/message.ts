import type { Random } from '../random';
import { defaultSuite, type AlgorithmSuite } from './algorithm-suites';
import { decodeBody, encodeBody, ivOf, sealer } from './body';
import { concat, equalBytes, type Bytes } from '../bytes';
import { counted, Reader } from './bytes';
import { deriveKeys } from './content-keys';
import { publicKeyName, type EncryptionContext } from './encryption-context';
import { MessageError } from './errors';
import {
  encodeHeader,
  ivLength,
  messageIdLength,
  readHeader,
  type EncryptedDataKey,
  type MessageHeader,
} from './header';
import { newSigner, verify } from './signature';

/** A data key in the clear, and encrypted under every wrapping key that is to open the message. */
export interface DataKey {
  readonly plaintext: Bytes;
  readonly encryptedDataKeys: readonly EncryptedDataKey[];
}

/** What is to be encrypted, and how. */
export interface Encryption {
  readonly plaintext: Bytes;
  readonly context: EncryptionContext;
  readonly suite?: AlgorithmSuite;
  /** Zero makes a message without frames. */
  readonly frameLength?: number;
  readonly random: Random;
  /** Asked once, with the context that the header will have. */
  dataKey(context: EncryptionContext, suite: AlgorithmSuite): Promise<DataKey>;
}

const headerIv = ivOf(0);
const noContent = new Uint8Array(0);
const defaultFrameLength = 4096;
const tagLength = 16;

/** Makes a message in the format of the AWS Encryption SDK. */
export async function encryptMessage(encryption: Encryption): Promise<Bytes> {
  const { plaintext, random, suite = defaultSuite } = encryption;
  const { frameLength = defaultFrameLength } = encryption;
  if (Object.hasOwn(encryption.context, publicKeyName)) {
    throw new MessageError(`The encryption context must not have ${publicKeyName}.`);
  }
  const signer =
    suite.signature === undefined ? undefined : await newSigner(suite.signature, random);
  const context =
    signer === undefined
      ? encryption.context
      : { ...encryption.context, [publicKeyName]: signer.publicKey };
  const { plaintext: key, encryptedDataKeys } = await encryption.dataKey(context, suite);
  const messageId = random.bytes(messageIdLength(suite));
  const { contentKey, commitment } = await deriveKeys(suite, key, messageId);
  const cipher = sealer(contentKey);
  const header = encodeHeader({
    ...{ suite, messageId, context, encryptedDataKeys, frameLength },
    ...(commitment === undefined ? {} : { commitment }),
  });
  const message = concat(
    header,
    ...(suite.version === 1 ? [headerIv] : []),
    await cipher.seal(headerIv, header, noContent),
    await encodeBody(cipher, messageId, frameLength, plaintext),
  );
  return signer === undefined ? message : concat(message, counted(await signer.sign(message)));
}

/** A message that was opened. */
export interface Opened {
  readonly plaintext: Bytes;
  readonly header: MessageHeader;
}

/** What a message says of itself before it is opened: nothing of it is authentic yet. */
export function describeMessage(message: Uint8Array): MessageHeader {
  return readHeader(new Reader(message));
}

/**
 * Opens a message with the data key that `dataKey` finds for its header. Throws MessageError where
 * it is none, was changed, or was made with another data key; gives out nothing before all of it,
 * the signature included, has been checked.
 */
export async function decryptMessage(
  message: Uint8Array,
  dataKey: (header: MessageHeader) => Promise<Bytes>,
): Promise<Opened> {
  const reader = new Reader(message);
  const header = readHeader(reader);
  const { suite, messageId, context, frameLength } = header;
  const headerBytes = message.slice(0, reader.at);
  if ((suite.signature !== undefined) !== Object.hasOwn(context, publicKeyName)) {
    throw new MessageError('The message has a public key and no signature, or the reverse.');
  }
  const { contentKey, commitment } = await deriveKeys(suite, await dataKey(header), messageId);
  if (commitment !== undefined && !equalBytes(commitment, header.commitment ?? noContent)) {
    throw new MessageError('The message was made with another data key.');
  }
  const cipher = sealer(contentKey);
  const iv = suite.version === 1 ? reader.take(ivLength) : headerIv;
  await cipher.open(iv, headerBytes, reader.take(tagLength));
  const plaintext = await decodeBody(cipher, messageId, frameLength, reader);
  if (suite.signature !== undefined) {
    const signed = message.slice(0, reader.at);
    await verify(suite.signature, context[publicKeyName], signed, reader.counted());
  }
  if (!reader.isAtEnd) throw new MessageError('There is something after the message.');
  return { plaintext, header };
}
