import { encodeBase64 } from '../../../engine/base64';
import { checksumAlgorithms } from '../../../engine/services/s3/checksums/algorithms';
import { utf8 } from '../../bytes';
import type { Value, ValueRecord } from './value';

const members = ['SSECustomerKey', 'CopySourceSSECustomerKey'];

/**
 * A customer's key is given to AWS's clients as it is; they send it in base64, and its MD5 digest
 * beside it unless the caller gives one. Source: botocore's handlers of S3's requests.
 */
export function withCustomerKeys(parameters: ValueRecord): ValueRecord {
  let sent = parameters;
  for (const member of members) {
    const value = parameters[member];
    if (value === undefined || value === null || `${member}MD5` in parameters) continue;
    const bytes = keyBytes(value);
    if (bytes === undefined) continue;
    sent = {
      ...sent,
      [member]: encodeBase64(bytes),
      [`${member}MD5`]: encodeBase64(digestOf(bytes)),
    };
  }
  return sent;
}

function keyBytes(value: Value): Uint8Array | undefined {
  if (value instanceof Uint8Array) return value;
  return typeof value === 'string' ? utf8(value) : undefined;
}

function digestOf(bytes: Uint8Array): Uint8Array {
  const digest = checksumAlgorithms.MD5.start();
  digest.update(bytes);
  return digest.digest();
}
