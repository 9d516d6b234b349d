import { decodeBase64, encodeBase64 } from '../../base64';
import type { Context } from '../../operation';
import type { Table } from '../../tables';
import { invalidNextToken } from './errors';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A token of a list's next page: opaque, as AWS's are. */
export function tokenOf(text: string): string {
  return encodeBase64(encoder.encode(`after ${text}`));
}

/** Reads what `tokenOf` made. Throws InvalidParameterException for anything else. */
export function readToken(token: string): string {
  const bytes = decodeBase64(token);
  const text = bytes === undefined ? '' : decoder.decode(bytes);
  if (!text.startsWith('after ')) throw invalidNextToken();
  return text.slice('after '.length);
}

/** What is read of a table for one page. */
export interface PageOf<R extends object> {
  readonly table: Table<R>;
  readonly prefix: string;
  readonly limit: number;
  readonly token: string | undefined;
}

/** One page of a table's rows that `isWanted` lets by, in the order of their keys. */
export function page<R extends object>(
  ctx: Pick<Context, 'range'>,
  { table, prefix, limit, token }: PageOf<R>,
  isWanted: (row: R) => boolean = () => true,
): { readonly rows: readonly R[]; readonly nextToken?: string } {
  const after = token === undefined ? {} : { after: prefix + readToken(token) };
  const rows: R[] = [];
  let last = '';
  for (const [key, row] of ctx.range(table, { prefix, ...after })) {
    if (!isWanted(row)) continue;
    if (rows.length === limit) return { rows, nextToken: tokenOf(last.slice(prefix.length)) };
    rows.push(row);
    last = key;
  }
  return { rows };
}
