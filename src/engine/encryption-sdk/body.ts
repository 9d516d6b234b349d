import { concat, type Bytes } from '../bytes';
import { number, Reader, utf8 } from './bytes';
import { MessageError } from './errors';
import { ivLength } from './header';

const tagLength = 16;
const lastFrame = 0xffffffff;

const contentStrings = {
  frame: utf8('AWSKMSEncryptionClient Frame'),
  last: utf8('AWSKMSEncryptionClient Final Frame'),
  single: utf8('AWSKMSEncryptionClient Single Block'),
};

/** AES-GCM as a message uses it. */
export interface Sealer {
  seal(iv: Bytes, additionalData: Bytes, content: Bytes): Promise<Bytes>;
  /** Throws MessageError where anything was changed. */
  open(iv: Bytes, additionalData: Bytes, sealed: Bytes): Promise<Bytes>;
}

/** AES-GCM with a message's content key. */
export function sealer(key: CryptoKey): Sealer {
  const name = 'AES-GCM';
  return {
    async seal(iv, additionalData, content) {
      const parameters = { name, iv, additionalData };
      return new Uint8Array(await crypto.subtle.encrypt(parameters, key, content));
    },
    async open(iv, additionalData, sealed) {
      try {
        const parameters = { name, iv, additionalData };
        return new Uint8Array(await crypto.subtle.decrypt(parameters, key, sealed));
      } catch (error) {
        if ((error as Error).name !== 'OperationError') throw error;
        throw new MessageError('The message is not authentic.');
      }
    },
  };
}

/** The initialization vector of a frame is its number; no two frames of a key share one. */
export function ivOf(sequence: number): Bytes {
  return number(sequence, ivLength);
}

interface Part {
  readonly messageId: Bytes;
  readonly sequence: number;
  readonly length: number;
}

function additionalData(kind: keyof typeof contentStrings, part: Part): Bytes {
  const { messageId, sequence, length } = part;
  return concat(messageId, contentStrings[kind], number(sequence, 4), number(length, 8));
}

/**
 * The content in frames, or in one piece where `frameLength` is zero. Source: AWS Encryption SDK
 * Developer Guide, "AWS Encryption SDK message format reference: Body structure", and "Body
 * additional authenticated data".
 */
export async function encodeBody(
  { seal }: Sealer,
  messageId: Bytes,
  frameLength: number,
  content: Bytes,
): Promise<Bytes> {
  if (frameLength === 0) {
    const { length } = content;
    const data = additionalData('single', { messageId, sequence: 1, length });
    return concat(ivOf(1), number(length, 8), await seal(ivOf(1), data, content));
  }
  const frames: Bytes[] = [];
  // The last frame may be full, and is empty where there is no content.
  const count = Math.max(1, Math.ceil(content.length / frameLength));
  for (let sequence = 1; sequence <= count; sequence += 1) {
    const piece = content.slice((sequence - 1) * frameLength, sequence * frameLength);
    const isLast = sequence === count;
    const part = { messageId, sequence, length: piece.length };
    const iv = ivOf(sequence);
    const sealed = await seal(iv, additionalData(isLast ? 'last' : 'frame', part), piece);
    frames.push(
      isLast
        ? concat(number(lastFrame, 4), number(sequence, 4), iv, number(piece.length, 4), sealed)
        : concat(number(sequence, 4), iv, sealed),
    );
  }
  return concat(...frames);
}

/** Opens what `encodeBody` made. Throws MessageError where it is not what was made. */
export async function decodeBody(
  { open }: Sealer,
  messageId: Bytes,
  frameLength: number,
  reader: Reader,
): Promise<Bytes> {
  if (frameLength === 0) {
    const iv = reader.take(ivLength);
    const length = reader.number(8);
    const data = additionalData('single', { messageId, sequence: 1, length });
    return open(iv, data, reader.take(length + tagLength));
  }
  const pieces: Bytes[] = [];
  for (let sequence = 1; ; sequence += 1) {
    const mark = reader.number(4);
    const isLast = mark === lastFrame;
    if ((isLast ? reader.number(4) : mark) !== sequence) {
      throw new MessageError('The frames are not in order.');
    }
    const iv = reader.take(ivLength);
    const length = isLast ? reader.number(4) : frameLength;
    if (length > frameLength) throw new MessageError('The last frame is too long.');
    const data = additionalData(isLast ? 'last' : 'frame', { messageId, sequence, length });
    pieces.push(await open(iv, data, reader.take(length + tagLength)));
    if (isLast) return concat(...pieces);
  }
}
