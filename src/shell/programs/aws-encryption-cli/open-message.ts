import type { KmsCall } from '../../../clients/encryption-sdk';
import {
  describeMessage,
  layOut,
  MessageError,
  suiteOf,
  type AlgorithmSuite,
  type MessageHeader,
} from '../../../engine/encryption-sdk/index';
import { botocoreError } from './client';
import { PythonError, sdkError } from './errors';
import type { Log } from './log';
import type { CliRequest } from './request';

// Texts and order of the checks are those of the AWS Encryption SDK for Python 4.0.4.

const migration =
  'https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/troubleshooting-migration.html';

function policyName({ policy }: CliRequest): string {
  return `CommitmentPolicy.${policy.toUpperCase().replaceAll('-', '_')}`;
}

/** Refuses a suite that the commitment policy does not let messages be made with. */
export function checkSuite(suite: AlgorithmSuite | undefined, request: CliRequest): void {
  if (suite === undefined) return;
  const forbids = request.policy === 'forbid-encrypt-allow-decrypt';
  if (suite.commits !== forbids) return;
  throw sdkError(
    'ActionNotAllowedError',
    `Configuration conflict. Cannot encrypt due to ${policyName(request)} requiring only ${forbids ? 'non-committed' : 'committed'} messages. Algorithm ID was ${suite.id}. See: ${migration}`,
  );
}

/** A message's header, once the command line allows it to be opened. */
export function readHeader(message: Uint8Array, request: CliRequest): MessageHeader {
  const header = parsed(message);
  const { suite, encryptedDataKeys, frameLength } = header;
  const found = encryptedDataKeys.length;
  if (request.maxKeys !== undefined && found > request.maxKeys) {
    throw sdkError(
      'MaxEncryptedDataKeysExceeded',
      `Number of encrypted data keys found larger than configured value: ${found} > ${request.maxKeys}`,
    );
  }
  if (request.policy === 'require-encrypt-require-decrypt' && !suite.commits) {
    throw sdkError(
      'ActionNotAllowedError',
      `Configuration conflict. Cannot decrypt due to ${policyName(request)} requiring only committed messages. Algorithm ID was ${suite.id}. See: ${migration}`,
    );
  }
  if (request.action === 'decrypt-unsigned' && suite.signature !== undefined) {
    throw sdkError(
      'ActionNotAllowedError',
      `Configuration conflict. Cannot decrypt signed message in decrypt-unsigned mode. Algorithm ID was ${suite.id}. `,
    );
  }
  if (request.maxLength !== undefined && frameLength > request.maxLength) {
    throw sdkError(
      'CustomMaximumValueExceeded',
      `Frame Size in header found larger than custom value: ${frameLength} > ${request.maxLength}`,
    );
  }
  return header;
}

function parsed(message: Uint8Array): MessageHeader {
  const [version = 0, type = 0] = message;
  if (message.length === 0) throw cutShort(1);
  if (version !== 1 && version !== 2) {
    throw new PythonError('NotSupportedError', [
      `Unsupported version ${version}`,
      `${version} is not a valid SerializationVersion`,
    ]);
  }
  if (version === 1 && message.length > 1 && type !== 0x80) {
    throw new PythonError('NotSupportedError', [
      `Unsupported type ${type} discovered in data stream`,
      `${type} is not a valid ObjectType`,
    ]);
  }
  const at = version === 1 ? 2 : 1;
  if (message.length < at + 2) throw cutShort(2);
  const id = message[at]! * 256 + message[at + 1]!;
  if (suiteOf(id) === undefined) {
    throw new PythonError('UnknownIdentityError', [`Unknown algorithm ${id}`, String(id)]);
  }
  try {
    return describeMessage(message);
  } catch (error) {
    if (!(error instanceof MessageError)) throw error;
    if (layOut(message)?.end === 'early') throw cutShort(2);
    throw sdkError('SerializationError', error.message, error);
  }
}

function cutShort(bytes: number): PythonError {
  return new PythonError('SerializationError', [
    'Unexpected deserialization error',
    "<class 'struct.error'>",
    `('unpack requires a buffer of ${bytes} bytes',)`,
  ]);
}

// The text is that of the SDK for Node.js; the SDK for Python leaves what follows unread.
function tooMuch(): PythonError {
  return sdkError('SerializationError', 'To much data');
}

/** The SDK for Python's exception for why the library made no message. */
export function encryptionError(error: unknown, calls: readonly KmsCall[], log: Log): unknown {
  const own = botocoreError(error);
  if (own !== undefined) return own;
  if (error instanceof Error && error.message === 'maxEncryptedDataKeys exceeded.') {
    return sdkError('MaxEncryptedDataKeysExceeded', error.message, error);
  }
  const call = tellRefusals(calls, log).at(-1);
  if (call === undefined) return error;
  return call.operation === 'GenerateDataKey'
    ? sdkError('GenerateKeyError', unable(call, 'generate'), error)
    : sdkError('EncryptKeyError', unable(call, 'encrypt'), error);
}

function unable({ keyId = '' }: KmsCall, what: string): string {
  return `Master Key b'${keyId}' unable to ${what} data key`;
}

/** Logs why AWS KMS refused, where the command says enough; returns what it refused. */
function tellRefusals(calls: readonly KmsCall[], log: Log): readonly KmsCall[] {
  const refusals = calls.filter(({ error }) => error !== undefined);
  for (const call of refusals) {
    const what = { GenerateDataKey: 'generate', Encrypt: 'encrypt' }[call.operation] ?? 'decrypt';
    const { code, message } = call.error ?? {};
    log.sdkError(
      'aws_encryption_sdk.key_providers.kms',
      `${unable(call, what)}\nbotocore.exceptions.ClientError: An error occurred (${code}) when calling the ${call.operation} operation: ${message}`,
    );
  }
  return refusals;
}

/** The SDK for Python's exception for why the library did not open a message. */
export function decryptionError(
  error: unknown,
  message: Uint8Array,
  { calls, isKeyCached }: { readonly calls: readonly KmsCall[]; readonly isKeyCached: boolean },
  log: Log,
): unknown {
  const own = botocoreError(error);
  if (own !== undefined || error instanceof PythonError) return own ?? error;
  if (!(error instanceof Error)) return error;
  tellRefusals(calls, log);
  const hasKey = isKeyCached || calls.some((call) => call.error === undefined);
  if (!hasKey || /data ?key/i.test(error.message)) {
    return sdkError('DecryptKeyError', 'Unable to decrypt any data key', error);
  }
  if (/commit/i.test(error.message)) {
    return sdkError(
      'MasterKeyProviderError',
      'Key commitment validation failed. Key identity does not match the identity asserted in the message. Halting processing of this message.',
      error,
    );
  }
  const end = layOut(message)?.end;
  if (end === 'early') return cutShort(4);
  if (end === 'late') return tooMuch();
  if (/signature/i.test(error.message)) return new PythonError('InvalidSignature', []);
  if (/out of order/i.test(error.message)) {
    return sdkError('SerializationError', 'Malformed message: frames out of order', error);
  }
  // What AES-GCM does not find authentic has an error without a text.
  if (error.name === 'OperationError') return new PythonError('InvalidTag', []);
  return sdkError('SerializationError', error.message, error);
}
