import { decodeBase64, encodeBase64 } from './base64';

/** A token of a list's next page that says how many items came before: opaque, as AWS's are. */
export function offsetToken(offset: number): string {
  return encodeBase64(new TextEncoder().encode(`from ${offset}`));
}

/** How many items came before; undefined for what is no such token. */
export function offsetOf(token: string): number | undefined {
  const bytes = decodeBase64(token);
  const match = bytes && /^from (\d+)$/.exec(new TextDecoder().decode(bytes));
  return match ? Number(match[1]) : undefined;
}
