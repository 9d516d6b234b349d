import jmespath from 'jmespath';
import type { Paginator } from '../../../engine/api/index';
import { generalError } from '../cli-error';
import { isList, isRecord, type Value, type ValueRecord } from '../parameters/value';
import { decodePosition, encodePosition } from './token';

/** What the paging options say. */
export interface PagingChoice {
  readonly maxItems?: number;
  readonly pageSize?: number | string;
  readonly startingToken?: string;
}

/** One page of an answer, and the NextToken after it where `--max-items` ended the walk there. */
export interface Page {
  readonly output: ValueRecord;
  readonly nextToken?: string;
}

/** Sends one request for a page. */
export type SendPage = (parameters: ValueRecord) => Promise<ValueRecord>;

/**
 * Walks through the pages of an operation as botocore does, and cuts them at `--max-items`. The
 * same walk serves all output formats; text and yaml-stream print page by page.
 */
export async function* walkPages(
  paginator: Paginator,
  parameters: ValueRecord,
  choice: PagingChoice,
  send: SendPage,
): AsyncGenerator<Page> {
  const { inputToken, limitKey } = paginator;
  const [primary = ''] = paginator.resultKey;
  const { maxItems, pageSize, startingToken } = choice;
  const start = startingToken === undefined ? undefined : decodePosition(startingToken, inputToken);
  let tokens = start?.tokens ?? noTokens(inputToken);
  let request = withTokens(parameters, tokens);
  if (limitKey !== undefined && pageSize !== undefined) {
    request = { ...request, [limitKey]: pageSize };
  }
  let skip = start?.skip ?? 0;
  let seen = 0;
  for (let first = true; ; first = false) {
    let output = await send(request);
    if (first && start !== undefined) output = withoutSkipped(output, paginator, skip);
    if (!first) skip = 0;
    const items = search(output, primary);
    const count = isList(items) || typeof items === 'string' ? items.length : 0;
    const keep = maxItems === undefined ? count : maxItems - seen;
    if (keep < count) {
      const cut = (items as readonly Value[]).slice(0, keep);
      const nextToken = encodePosition({ tokens, skip: keep + skip });
      yield { output: withPath(output, primary, cut), nextToken };
      return;
    }
    seen += count;
    const next = nextTokens(output, paginator);
    if (Object.values(next).every((token) => token === null)) {
      yield { output };
      return;
    }
    if (seen === maxItems) {
      yield { output, nextToken: encodePosition({ tokens: next, skip: 0 }) };
      return;
    }
    yield { output };
    if (!first && JSON.stringify(next) === JSON.stringify(tokens)) {
      throw generalError(
        `Error during pagination: The same next token was received twice: ${JSON.stringify(next)}`,
      );
    }
    tokens = next;
    request = withTokens(request, tokens);
  }
}

/** All pages as one answer: lists joined, numbers added, the first page's other members kept. */
export async function wholeResult(
  paginator: Paginator,
  pages: AsyncIterable<Page>,
): Promise<ValueRecord> {
  let whole: ValueRecord = {};
  let others: ValueRecord = {};
  let nextToken: string | undefined;
  let first = true;
  for await (const page of pages) {
    if (first) others = pick(page.output, paginator.nonAggregateKeys);
    first = false;
    for (const key of paginator.resultKey) {
      const value = search(page.output, key);
      if (value !== null) whole = withPath(whole, key, join(search(whole, key), value));
    }
    nextToken = page.nextToken;
  }
  const result = { ...whole, ...others };
  return nextToken === undefined ? result : { ...result, NextToken: nextToken };
}

/** The members of an answer that `keys` name: what text output prints of each page. */
export function pick(output: ValueRecord, keys: readonly string[]): ValueRecord {
  return keys.reduce<ValueRecord>((picked, key) => withPath(picked, key, search(output, key)), {});
}

function join(before: Value, value: Value): Value {
  if (before === null) return value;
  if (isList(before) && isList(value)) return [...before, ...value];
  if (typeof before === 'number' && typeof value === 'number') return before + value;
  if (typeof before === 'string' && typeof value === 'string') return before + value;
  return before;
}

function noTokens(names: readonly string[]): Readonly<Record<string, null>> {
  return Object.fromEntries(names.map((name) => [name, null]));
}

function withTokens(
  parameters: ValueRecord,
  tokens: Readonly<Record<string, string | null>>,
): ValueRecord {
  const given = Object.entries(tokens).filter(([, token]) => token !== null && token !== 'None');
  const rest = Object.entries(parameters).filter(([name]) => !Object.hasOwn(tokens, name));
  return Object.fromEntries([...rest, ...given]);
}

// The first page of a resumed walk: what was printed before is left out.
function withoutSkipped(output: ValueRecord, paginator: Paginator, skip: number): ValueRecord {
  const [primary = '', ...others] = paginator.resultKey;
  const items = search(output, primary);
  const cut = isList(items) || typeof items === 'string' ? items.slice(skip) : null;
  return others.reduce<ValueRecord>(
    (page, key) => {
      const sample = search(page, key);
      if (sample === null || typeof sample === 'number') return page;
      return withPath(page, key, isList(sample) ? [] : '');
    },
    withPath(output, primary, cut),
  );
}

function nextTokens(output: ValueRecord, paginator: Paginator) {
  const { inputToken, outputToken, moreResults } = paginator;
  if (moreResults !== undefined && search(output, moreResults) !== true) {
    return noTokens(inputToken);
  }
  return Object.fromEntries(
    inputToken.map((name, index) => {
      const token = search(output, outputToken[index] ?? '');
      return [name, typeof token === 'string' && token !== '' ? token : null];
    }),
  );
}

function search(value: ValueRecord, expression: string): Value {
  if (/^\w+$/.test(expression)) return value[expression] ?? null;
  return jmespath.search(value, expression) as Value;
}

/** A record whose member at a dotted path has another value. */
function withPath(record: ValueRecord, path: string, value: Value): ValueRecord {
  const dot = path.indexOf('.');
  if (dot < 0) return { ...record, [path]: value };
  const name = path.slice(0, dot);
  const inner = record[name];
  return { ...record, [name]: withPath(isRecord(inner) ? inner : {}, path.slice(dot + 1), value) };
}
