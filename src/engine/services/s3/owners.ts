import { sha256 } from '@noble/hashes/sha2.js';
import { toHex } from '../../random';

const ids = new Map<string, string>();

/**
 * An account's canonical user id, by which S3 names owners: 64 hexadecimal digits that AWS made up
 * once; here they follow from the account.
 */
export function canonicalUserId(account: string): string {
  let id = ids.get(account);
  if (id === undefined) {
    id = toHex(sha256(new TextEncoder().encode(`canonical user of ${account}`)));
    ids.set(account, id);
  }
  return id;
}
