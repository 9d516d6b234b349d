import { decodeBase64, encodeBase64 } from '../../base64';
import type { Context } from '../../operation';
import type { Table } from '../../tables';
import { validationError } from './errors';

/** The members by which every list of IAM is paged. */
export interface Paging {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** IAM's page size where the request names none. Source: IAM API Reference, `MaxItems`. */
export const defaultMaxItems = 100;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The members by which an answer says whether more follows; the marker is opaque. */
export function more(lastKey: string | undefined, isTruncated: boolean) {
  return isTruncated && lastKey !== undefined
    ? { IsTruncated: true, Marker: encodeBase64(encoder.encode(lastKey)) }
    : { IsTruncated: false };
}

/** The key after which a page begins. Throws ValidationError for what was never a marker. */
export function afterMarker({ Marker }: Paging): string | undefined {
  if (Marker === undefined) return undefined;
  const bytes = decodeBase64(Marker);
  if (bytes === undefined) throw validationError('Invalid Marker.');
  return decoder.decode(bytes);
}

/** One page of a list that is sorted by `keyOf`. */
export function page<T>(items: readonly T[], keyOf: (item: T) => string, paging: Paging) {
  const { MaxItems = defaultMaxItems } = paging;
  const after = afterMarker(paging);
  const rest = after === undefined ? items : items.filter((item) => keyOf(item) > after);
  const shown = rest.slice(0, MaxItems);
  const last = shown.at(-1);
  return {
    items: shown,
    ...more(last === undefined ? undefined : keyOf(last), rest.length > shown.length),
  };
}

/** One page of a table's rows under `prefix` that are wanted, without reading the whole table. */
export function pageOfTable<R extends object>(
  ctx: Context,
  table: Table<R>,
  prefix: string,
  paging: Paging,
  isWanted: (row: R) => boolean = () => true,
) {
  const { MaxItems = defaultMaxItems } = paging;
  const limit = MaxItems + 1;
  const marker = afterMarker(paging);
  let after = marker === undefined ? undefined : prefix + marker;
  const found: (readonly [string, R])[] = [];
  for (let isLast = false; !isLast && found.length < limit;) {
    const rows = ctx.range(table, { prefix, limit, ...(after === undefined ? {} : { after }) });
    found.push(...rows.filter(([, row]) => isWanted(row)));
    isLast = rows.length < limit;
    after = rows.at(-1)?.[0];
  }
  const shown = found.slice(0, MaxItems);
  return {
    items: shown.map(([, row]) => row),
    ...more(shown.at(-1)?.[0].slice(prefix.length), found.length > shown.length),
  };
}
