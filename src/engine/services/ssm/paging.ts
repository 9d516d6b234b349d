import { decodeBase64, encodeBase64 } from '../../base64';
import type { Context } from '../../operation';
import type { Table } from '../../tables';
import { invalidNextToken } from './errors';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Rows that one request looks at, at most. AWS stops at an internal limit too, and says so with a
 * token on a page that may be empty; how high its limit is, it does not say. Source: Systems Manager
 * API Reference, DescribeParameters.
 */
const rowsRead = 1000;

/** What is read of a table for one page. */
export interface PageOf<R extends object> {
  readonly table: Table<R>;
  readonly prefix: string;
  readonly limit: number;
  readonly token: string | undefined;
}

/** One page of a table's rows for which `show` has something to show. */
export function page<R extends object, T>(
  ctx: Pick<Context, 'range'>,
  { table, prefix, limit, token }: PageOf<R>,
  show: (key: string, row: R) => T | undefined,
): { readonly items: readonly T[]; readonly NextToken?: string } {
  let after = token === undefined ? undefined : prefix + readToken(token);
  const items: T[] = [];
  for (let read = 0; read < rowsRead;) {
    const batch = Math.min(limit - items.length + 1, rowsRead - read + 1);
    const rows = ctx.range(table, {
      ...{ prefix, limit: batch },
      ...(after === undefined ? {} : { after }),
    });
    const isLast = rows.length < batch;
    for (const [key, row] of isLast ? rows : rows.slice(0, -1)) {
      const item = show(key, row);
      if (item !== undefined) items.push(item);
      after = key;
      read += 1;
    }
    if (isLast) return { items };
    if (items.length >= limit) break;
  }
  return { items, NextToken: tokenOf((after ?? prefix).slice(prefix.length)) };
}

/** One page of a list in order, of what there is to show. */
export function pageOfList<T>(
  names: readonly string[],
  { limit, token }: Pick<PageOf<object>, 'limit' | 'token'>,
  show: (name: string) => T | undefined,
): { readonly items: readonly T[]; readonly NextToken?: string } {
  const after = token === undefined ? '' : readToken(token);
  const items: T[] = [];
  let last = after;
  for (const name of names) {
    if (name <= after) continue;
    const item = show(name);
    if (item === undefined) continue;
    if (items.length === limit) return { items, NextToken: tokenOf(last) };
    items.push(item);
    last = name;
  }
  return { items };
}

function tokenOf(key: string): string {
  return encodeBase64(encoder.encode(`after ${key}`));
}

/** Reads what `tokenOf` made. Throws InvalidNextToken for anything else. */
function readToken(token: string): string {
  const bytes = decodeBase64(token);
  const text = bytes === undefined ? '' : decoder.decode(bytes);
  if (!text.startsWith('after ')) throw invalidNextToken();
  return text.slice('after '.length);
}
