import { decodeBase64 } from '../../base64';
import { kmsEncryption } from './encryption-errors';
import type { KmsContext } from './kms-data-keys';

const decoder = new TextDecoder('utf-8', { fatal: true });
const none: KmsContext = Object.freeze({});

/** The pairs that a request adds to the encryption context: base64 of a JSON object of texts. */
export function contextPairs(header: string | undefined): KmsContext {
  if (header === undefined) return none;
  const pairs = parsed(header);
  if (typeof pairs !== 'object' || pairs === null || Array.isArray(pairs)) {
    throw kmsEncryption.invalidContext(header);
  }
  const entries = Object.entries(pairs as Record<string, unknown>);
  if (!entries.every((pair): pair is [string, string] => typeof pair[1] === 'string')) {
    throw kmsEncryption.invalidContext(header);
  }
  return Object.fromEntries(entries);
}

function parsed(header: string): unknown {
  const bytes = decodeBase64(header);
  try {
    return bytes && JSON.parse(decoder.decode(bytes));
  } catch {
    return undefined;
  }
}
