import {
  describeMessage,
  suiteOf,
  type AlgorithmSuite,
  type MessageHeader,
} from '../../../engine/encryption-sdk/index';
import { UsageError } from '../options';
import type { Client } from './client';
import { sdkError } from './errors';
import type { Log } from './log';
import { checkSuite, decryptionError, encryptionError, readHeader } from './open-message';
import type { CliRequest } from './request';

/** What became of some bytes, and the header of the message that they are or were. */
export interface Worked {
  readonly output: Uint8Array<ArrayBuffer>;
  readonly header: MessageHeader;
}

/** AES's block in bits, by which the SDK for Python measures frames. */
const blockSize = 128;
const longestFrame = 2 ** 32 - 1;

/** Makes a message of bytes. Throws the tool's errors. */
export async function encrypt(
  plaintext: Uint8Array<ArrayBuffer>,
  request: CliRequest,
  { sdk, takeCalls }: Client,
  log: Log,
): Promise<Worked> {
  const { context, suiteId, frameLength } = request;
  const suite = suiteId === undefined ? undefined : suiteOf(suiteId);
  checkSuite(suite, request);
  checkHere(suite);
  checkFrame(frameLength);
  takeCalls();
  try {
    const output = await sdk.encrypt(plaintext, {
      context,
      ...(suiteId === undefined ? {} : { suiteId }),
      ...(frameLength === undefined ? {} : { frameLength }),
    });
    return { output, header: describeMessage(output) };
  } catch (error) {
    throw encryptionError(error, takeCalls(), log);
  }
}

/** Opens a message. Throws the tool's errors. */
export async function decrypt(
  message: Uint8Array<ArrayBuffer>,
  request: CliRequest,
  { sdk, takeCalls, unsigned }: Client,
  log: Log,
): Promise<Worked> {
  const header = readHeader(message, request);
  checkHere(header.suite);
  takeCalls();
  try {
    const output = await sdk.decrypt(message);
    return { output, header };
  } catch (error) {
    const calls = takeCalls();
    const isKeyCached = request.caching !== undefined && calls.length === 0;
    throw decryptionError(unsigned() ?? error, message, { calls, isKeyCached }, log);
  }
}

function checkFrame(frameLength: number | undefined): void {
  if (frameLength === undefined) return;
  if (frameLength < 0 || frameLength % blockSize !== 0) {
    throw sdkError(
      'SerializationError',
      `Frame size must be a non-negative multiple of the block size of the crypto algorithm: ${blockSize}`,
    );
  }
  if (frameLength > longestFrame) {
    throw sdkError('SerializationError', `Frame size too large: ${frameLength} > ${longestFrame}`);
  }
  if (frameLength === 0) {
    throw new UsageError(
      'aws-encryption-cli: --frame-length 0 is not available in this lab: the AWS Encryption SDK for JavaScript makes messages in frames only. It opens others.',
    );
  }
}

function checkHere(suite: AlgorithmSuite | undefined): void {
  if (suite?.keyBytes !== 24) return;
  throw new UsageError(
    'aws-encryption-cli: suites with AES keys of 192 bits are not available in this lab: browsers lack them.',
  );
}
