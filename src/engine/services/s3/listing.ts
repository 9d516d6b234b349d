import type { Range, Reader, Table } from '../../tables';
import { invalidEncodingType, invalidLimit, unreadableLimit } from './errors';
import { objectKey } from './state';

/** A row that is listed by the key it is about. */
interface Keyed {
  readonly Key: string;
}

/** What of a bucket is listed. */
export interface Selection {
  readonly prefix: string;
  /** Keys that have it after the prefix are rolled up into what they have in common up to it. */
  readonly delimiter: string;
  /** Only what stands after this text is listed, in the order of UTF-8 bytes. */
  readonly after?: string;
}

/** One line of a listing: a row, or the keys that begin alike, by what they begin with. */
export type Line<R> =
  | { readonly row: R; readonly common?: undefined }
  | { readonly common: string; readonly row?: undefined };

/** What a key is rolled up into; undefined where it stands for itself. */
export function commonPrefix(
  key: string,
  { prefix, delimiter }: Pick<Selection, 'prefix' | 'delimiter'>,
): string | undefined {
  if (delimiter === '') return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

/**
 * The first text that stands behind all that begin with a prefix. Its own characters are no wider
 * than the prefix's: texts of one width are compared several times as fast as others.
 */
function behind(prefix: string): string {
  let end = prefix.length - 1;
  while (prefix.charCodeAt(end) === 0xffff) end -= 1;
  return prefix.slice(0, end) + String.fromCharCode(prefix.charCodeAt(end) + 1);
}

const mostRows = 1024;

/**
 * The lines of a listing in their order, as far as they are read. Keys that are rolled up are
 * skipped, not walked: a common prefix costs one look-up, however many keys it has.
 */
export function* lines<R extends Keyed>(
  reader: Pick<Reader, 'range'>,
  table: Table<R>,
  bucket: string,
  selection: Selection,
  isListed: (row: R) => boolean = () => true,
): Generator<Line<R>, void> {
  const all = objectKey(bucket, selection.prefix);
  let start = startOf(bucket, selection);
  let limit = 1;
  for (;;) {
    const rows = reader.range(table, { prefix: all, limit, ...start });
    let rolled: string | undefined;
    for (const [key, row] of rows) {
      if (rolled !== undefined && row.Key.startsWith(rolled)) continue;
      rolled = undefined;
      start = { after: key };
      if (!isListed(row)) continue;
      rolled = commonPrefix(row.Key, selection);
      if (rolled === undefined) yield { row };
      else {
        yield { common: rolled };
        start = { from: behind(objectKey(bucket, rolled)) };
      }
    }
    if (rows.length < limit) return;
    limit = rolled === undefined ? Math.min(mostRows, limit * 2) : 1;
  }
}

/** Where in the table a selection begins. A marker within a common prefix is after all of it. */
function startOf(bucket: string, selection: Selection): Pick<Range, 'from' | 'after'> {
  const { prefix, after } = selection;
  if (after === undefined || after === '') return {};
  const common = after.startsWith(prefix) ? commonPrefix(after, selection) : undefined;
  return common === undefined
    ? { after: objectKey(bucket, after) }
    : { from: behind(objectKey(bucket, common)) };
}

/** Keys that a page has at most. */
const largestPage = 1000;
const largestInteger = 2 ** 31 - 1;

/** How many lines a page may have; `name` is what errors call the parameter. */
export function pageSize(value: number | undefined, name: string, parameter: string): number {
  return Math.min(wholeNumber(value, name, parameter) ?? largestPage, largestPage);
}

/** The part after which a page of parts begins. */
export function partMarker(value: string | undefined): number {
  const name = 'part-number-marker';
  return wholeNumber(value, name, name) ?? 0;
}

/** A number in a query. Recorded: an empty parameter is none. */
function wholeNumber(
  value: string | number | undefined,
  name: string,
  parameter: string,
): number | undefined {
  if (value === undefined || value === '') return undefined;
  const number = Number(value);
  if (!Number.isInteger(number) || number > largestInteger) throw unreadableLimit(parameter, value);
  if (number < 0) throw invalidLimit(name, number);
  return number;
}

/** The first lines, as many as a page may have, and whether there are more. */
export function firstPage<L>(
  lines: Iterable<L>,
  limit: number,
): { readonly page: readonly L[]; readonly isTruncated: boolean } {
  const page: L[] = [];
  if (limit === 0) return { page, isTruncated: false };
  for (const line of lines) {
    if (page.length === limit) return { page, isTruncated: true };
    page.push(line);
  }
  return { page, isTruncated: false };
}

/**
 * How keys are shown: as they are, or encoded as Java encodes queries, with slashes left (recorded
 * against AWS). Throws InvalidArgument for an encoding that S3 does not have.
 */
export function encodingOf(type: string | undefined): (text: string) => string {
  if (type === undefined) return (text) => text;
  if (type !== 'url') throw invalidEncodingType(type);
  return encodeKey;
}

const plain = /^[A-Za-z0-9._*/-]*$/;
const encoder = new TextEncoder();

function encodeKey(text: string): string {
  if (plain.test(text)) return text;
  let encoded = '';
  for (const byte of encoder.encode(text)) {
    const sign = String.fromCharCode(byte);
    if (plain.test(sign)) encoded += sign;
    else encoded += sign === ' ' ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}
