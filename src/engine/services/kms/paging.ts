import { decodeBase64, encodeBase64 } from '../../base64';
import { AwsError } from '../../errors';
import type { Context } from '../../operation';
import type { Table } from '../../tables';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * One page of a table's rows whose keys begin with `prefix`, in KMS's style. The marker is opaque:
 * the last key shown, encoded. `besides` are rows to be shown among them that the table does not have.
 * Throws InvalidMarkerException for a marker nobody gave out.
 */
export function page<R extends object>(
  ctx: Context,
  table: Table<R>,
  prefix: string,
  limit: number,
  marker: string | undefined,
  besides: readonly (readonly [key: string, row: R])[] = [],
) {
  const after = marker === undefined ? undefined : decodeMarker(marker, prefix);
  const range = { prefix, limit: limit + 1, ...(after === undefined ? {} : { after }) };
  const found = ctx.range(table, range);
  if (besides.length > 0) {
    found.push(...besides.filter(([key]) => after === undefined || key > after));
    found.sort(([one], [other]) => (one < other ? -1 : 1));
  }
  const shown = found.slice(0, limit);
  const rows = shown.map(([, row]) => row);
  const last = shown.at(-1)?.[0];
  return found.length > limit && last !== undefined
    ? { rows, NextMarker: encodeBase64(encoder.encode(last)), Truncated: true }
    : { rows, Truncated: false };
}

function decodeMarker(marker: string, prefix: string): string {
  const bytes = decodeBase64(marker);
  const key = bytes === undefined ? '' : decoder.decode(bytes);
  if (!key.startsWith(prefix)) throw new AwsError('InvalidMarkerException', '');
  return key;
}
