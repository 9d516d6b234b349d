import { suiteOf, type AlgorithmSuite } from './algorithm-suites';
import { contentTypes, customerData, ivLength, messageIdLength } from './header';

/** What a stretch of a message is. */
export type FieldName =
  | 'version'
  | 'type'
  | 'algorithm suite'
  | 'message ID'
  | 'context length'
  | 'pair count'
  | 'name length'
  | 'name'
  | 'value length'
  | 'value'
  | 'data key count'
  | 'provider ID length'
  | 'provider ID'
  | 'provider info length'
  | 'provider info'
  | 'encrypted data key length'
  | 'encrypted data key'
  | 'content type'
  | 'reserved'
  | 'IV length'
  | 'frame length'
  | 'commitment'
  | 'header IV'
  | 'header tag'
  | 'last frame mark'
  | 'sequence number'
  | 'frame IV'
  | 'content length'
  | 'ciphertext'
  | 'tag'
  | 'signature length'
  | 'signature'
  | 'rest';

/** A stretch of a message. Offset and length in bytes. */
export interface Field {
  readonly name: FieldName;
  readonly offset: number;
  readonly length: number;
  /** Which pair, encrypted data key or frame it belongs to, from 1. */
  readonly of?: number;
}

/** A message taken apart: the fields tile it without gap or overlap. */
export interface Layout {
  readonly suite: AlgorithmSuite;
  readonly fields: readonly Field[];
  /** Whether it ends where it should, too early, or goes on after its end (`rest`). */
  readonly end: 'right' | 'early' | 'late';
}

const tagLength = 16;
const commitmentLength = 32;

class TooShort extends Error {}

/**
 * Takes a message of the AWS Encryption SDK apart, whoever made it; undefined for other bytes. It
 * opens nothing, so it does not know whether anything was changed. Source: AWS Encryption SDK
 * Developer Guide, "AWS Encryption SDK message format reference".
 */
export function layOut(bytes: Uint8Array): Layout | undefined {
  const version = bytes[0];
  if ((version !== 1 && version !== 2) || (version === 1 && bytes[1] !== customerData)) {
    return undefined;
  }
  const at = version === 1 ? 2 : 1;
  const suite = bytes.length < at + 2 ? undefined : suiteOf(bytes[at]! * 256 + bytes[at + 1]!);
  if (suite?.version !== version) return undefined;
  const fields: Field[] = [];
  let offset = 0;
  const add = (name: FieldName, length: number, of?: number) => {
    if (length === 0) return;
    const rest = bytes.length - offset;
    const taken = Math.min(length, rest);
    if (taken > 0) {
      fields.push({ name, offset, length: taken, ...(of === undefined ? {} : { of }) });
    }
    offset += taken;
    if (taken < length) throw new TooShort();
  };
  const number = (name: FieldName, length: number, of?: number): number => {
    add(name, length, of);
    return bytes.subarray(offset - length, offset).reduce((sum, byte) => sum * 256 + byte, 0);
  };
  try {
    const frameLength = header(suite, add, number);
    if (frameLength === undefined) return undefined;
    body(frameLength, add, number, (length) => isLast(bytes, offset, length));
    if (suite.signature !== undefined) add('signature', number('signature length', 2));
  } catch (error) {
    if (!(error instanceof TooShort)) throw error;
    return { suite, fields, end: 'early' };
  }
  if (offset === bytes.length) return { suite, fields, end: 'right' };
  add('rest', bytes.length - offset);
  return { suite, fields, end: 'late' };
}

type Add = (name: FieldName, length: number, of?: number) => void;
type Number = (name: FieldName, length: number, of?: number) => number;

/** The frame length; zero for a message in one piece, undefined where it is no header. */
function header(suite: AlgorithmSuite, add: Add, number: Number): number | undefined {
  const isFirst = suite.version === 1;
  add('version', 1);
  if (isFirst) add('type', 1);
  add('algorithm suite', 2);
  add('message ID', messageIdLength(suite));
  if (number('context length', 2) > 0) {
    const pairs = number('pair count', 2);
    for (let pair = 1; pair <= pairs; pair += 1) {
      add('name', number('name length', 2, pair), pair);
      add('value', number('value length', 2, pair), pair);
    }
  }
  const keys = number('data key count', 2);
  for (let key = 1; key <= keys; key += 1) {
    add('provider ID', number('provider ID length', 2, key), key);
    add('provider info', number('provider info length', 2, key), key);
    add('encrypted data key', number('encrypted data key length', 2, key), key);
  }
  const contentType = number('content type', 1);
  if (contentType !== contentTypes.framed && contentType !== contentTypes.unframed) {
    return undefined;
  }
  if (isFirst) {
    add('reserved', 4);
    add('IV length', 1);
  }
  const frameLength = number('frame length', 4);
  if ((contentType === contentTypes.framed) !== frameLength > 0) return undefined;
  if (suite.commits) add('commitment', commitmentLength);
  if (isFirst) add('header IV', ivLength);
  add('header tag', tagLength);
  return frameLength;
}

function body(
  frameLength: number,
  add: Add,
  number: Number,
  isMarked: (length: number) => boolean,
): void {
  if (frameLength === 0) {
    add('frame IV', ivLength);
    add('ciphertext', number('content length', 8));
    add('tag', tagLength);
    return;
  }
  for (let frame = 1; ; frame += 1) {
    const isFinal = isMarked(4);
    if (isFinal) add('last frame mark', 4, frame);
    add('sequence number', 4, frame);
    add('frame IV', ivLength, frame);
    add('ciphertext', isFinal ? number('content length', 4, frame) : frameLength, frame);
    add('tag', tagLength, frame);
    if (isFinal) return;
  }
}

function isLast(bytes: Uint8Array, offset: number, length: number): boolean {
  if (offset + length > bytes.length) return false;
  return bytes.subarray(offset, offset + length).every((byte) => byte === 0xff);
}
