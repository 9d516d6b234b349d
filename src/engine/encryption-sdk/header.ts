import { suiteOf, type AlgorithmSuite } from './algorithm-suites';
import { concat, type Bytes } from '../bytes';
import { counted, number, type Reader, utf8 } from './bytes';
import { decodeContext, encodeContext, type EncryptionContext } from './encryption-context';
import { MessageError } from './errors';

/** The data key, encrypted under a wrapping key: any one of a message's opens it. */
export interface EncryptedDataKey {
  /** `aws-kms`, or the namespace of a raw key. */
  readonly providerId: string;
  /** Which of the provider's keys: of KMS the key ARN. */
  readonly providerInfo: Bytes;
  readonly ciphertext: Bytes;
}

/** What a message's header says, in its two versions. */
export interface MessageHeader {
  readonly suite: AlgorithmSuite;
  readonly messageId: Bytes;
  readonly context: EncryptionContext;
  readonly encryptedDataKeys: readonly EncryptedDataKey[];
  /** Bytes of each frame but the last; zero where the content is one piece. */
  readonly frameLength: number;
  /** What the header commits to, of suites that do. */
  readonly commitment?: Bytes;
}

/** How the content lies in a message. */
export const contentTypes = { unframed: 1, framed: 2 } as const;
/** The type of every message of version 1. */
export const customerData = 0x80;
const commitmentLength = 32;

/** The initialization vector's length, which version 1 spells out. */
export const ivLength = 12;

/** Bytes of a message id. */
export function messageIdLength({ version }: AlgorithmSuite): number {
  return version === 1 ? 16 : 32;
}

/**
 * A header as bytes, without its authentication. Source: AWS Encryption SDK Developer Guide, "AWS
 * Encryption SDK message format reference: Header structure".
 */
export function encodeHeader(header: MessageHeader): Bytes {
  const { suite, messageId, context, encryptedDataKeys, frameLength, commitment } = header;
  const isFirst = suite.version === 1;
  const contentType = frameLength === 0 ? contentTypes.unframed : contentTypes.framed;
  return concat(
    number(suite.version, 1),
    ...(isFirst ? [number(customerData, 1)] : []),
    number(suite.id, 2),
    messageId,
    counted(encodeContext(context)),
    number(encryptedDataKeys.length, 2),
    ...encryptedDataKeys.map(({ providerId, providerInfo, ciphertext }) =>
      concat(counted(utf8(providerId)), counted(providerInfo), counted(ciphertext)),
    ),
    number(contentType, 1),
    ...(isFirst ? [number(0, 4), number(ivLength, 1)] : []),
    number(frameLength, 4),
    ...(commitment === undefined ? [] : [commitment]),
  );
}

/** Reads a header up to its authentication. Throws MessageError for what is none. */
export function readHeader(reader: Reader): MessageHeader {
  const version = reader.number(1);
  if (version !== 1 && version !== 2) throw new MessageError('The message has no known version.');
  if (version === 1 && reader.number(1) !== customerData) {
    throw new MessageError('The message has no known type.');
  }
  const suite = suiteOf(reader.number(2));
  if (suite?.version !== version) throw new MessageError('The algorithm suite is not known.');
  const messageId = reader.take(messageIdLength(suite));
  const context = decodeContext(reader.counted());
  const count = reader.number(2);
  if (count === 0) throw new MessageError('The message has no encrypted data key.');
  const encryptedDataKeys = Array.from({ length: count }, () => ({
    providerId: reader.text(),
    providerInfo: reader.counted(),
    ciphertext: reader.counted(),
  }));
  const isFramed = readContentType(reader);
  if (version === 1 && (reader.number(4) !== 0 || reader.number(1) !== ivLength)) {
    throw new MessageError('The header has an unknown field.');
  }
  const frameLength = reader.number(4);
  if (isFramed !== frameLength > 0) throw new MessageError('The frame length is not valid.');
  const head = { suite, messageId, context, encryptedDataKeys, frameLength };
  return suite.commits ? { ...head, commitment: reader.take(commitmentLength) } : head;
}

function readContentType(reader: Reader): boolean {
  const type = reader.number(1);
  if (type !== contentTypes.framed && type !== contentTypes.unframed) {
    throw new MessageError('The content type is not known.');
  }
  return type === contentTypes.framed;
}
