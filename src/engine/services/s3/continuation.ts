import { decodeBase64, encodeBase64 } from '../../base64';
import { invalidArgument } from './errors';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A continuation token: where a page ended, in no form that callers should read. */
export function encodeToken(text: string): string {
  return encodeBase64(encoder.encode(text));
}

/** Where the page ended that a token is from. Throws InvalidArgument (recorded for ListObjectsV2). */
export function decodeToken(token: string): string {
  const bytes = decodeBase64(token);
  if (bytes === undefined) {
    throw invalidArgument('The continuation token provided is incorrect', 'continuation-token');
  }
  return decoder.decode(bytes);
}
