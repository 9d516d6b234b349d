import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Paginator } from '../../../src/engine/api/index';
import { walkPages, wholeResult, type PagingChoice } from '../../../src/shell/aws/paging/pages';
import { decodePosition, encodePosition } from '../../../src/shell/aws/paging/token';
import type { Value, ValueRecord } from '../../../src/shell/aws/parameters/value';

const paginator: Paginator = {
  inputToken: ['Marker'],
  outputToken: ['NextMarker'],
  resultKey: ['Items'],
  limitKey: 'Limit',
  moreResults: 'Truncated',
  nonAggregateKeys: ['Owner'],
};

// A service with `count` items, seven a page unless asked for less.
const service = (count: number) => (request: ValueRecord) => {
  const start = Number(request['Marker'] ?? 0);
  const end = Math.min(count, start + Number(request['Limit'] ?? 7));
  const Items = Array.from({ length: end - start }, (_, index) => start + index);
  const more = end < count;
  return Promise.resolve({
    Items,
    Owner: 'me',
    Truncated: more,
    ...(more && { NextMarker: `${end}` }),
  });
};

const fetchAll = (count: number, choice: PagingChoice) =>
  wholeResult(paginator, walkPages(paginator, {}, choice, service(count)));

const range = (count: number) => Array.from({ length: count }, (_, index) => index);

test('pages come together in order, with what they all repeat', async () => {
  expect(await fetchAll(20, {})).toEqual({ Items: range(20), Owner: 'me' });
});

test('following NextToken fetches everything once, whatever the sizes', async () => {
  const size = fc.integer({ min: 1, max: 9 });
  await fc.assert(
    fc.asyncProperty(fc.nat(30), size, fc.option(size), async (count, maxItems, pageSize) => {
      const seen: Value[] = [];
      let startingToken: string | undefined;
      do {
        const choice = { maxItems, ...(pageSize !== null && { pageSize }) };
        const page: ValueRecord = await fetchAll(count, {
          ...choice,
          ...(startingToken !== undefined && { startingToken }),
        });
        const items = page['Items'] as readonly Value[];
        expect(items.length).toBeLessThanOrEqual(maxItems);
        seen.push(...items);
        startingToken = page['NextToken'] as string | undefined;
      } while (startingToken !== undefined);
      expect(seen).toEqual(range(count));
    }),
  );
});

// `aws kms list-aliases --max-items 3` of AWS CLI 2.36.7 over pages of two.
test('a NextToken is the one the AWS CLI makes', () => {
  const token = 'eyJNYXJrZXIiOiAiMiIsICJib3RvX3RydW5jYXRlX2Ftb3VudCI6IDF9';
  const position = { tokens: { Marker: '2' }, skip: 1 };
  expect(encodePosition(position)).toBe(token);
  expect(decodePosition(token, ['Marker'])).toEqual(position);
});

test("a text that is no NextToken is the service's own token", () => {
  expect(decodePosition('zzz', ['Marker'])).toEqual({ tokens: { Marker: 'zzz' }, skip: 0 });
  expect(decodePosition('zzz___4', ['Marker'])).toEqual({ tokens: { Marker: 'zzz' }, skip: 4 });
  expect(() => decodePosition('a___b___c', ['Marker'])).toThrow('Bad starting token: a___b___c');
});

test('a service that repeats its token is not asked for ever', async () => {
  const stuck = () => Promise.resolve({ Items: [1], Truncated: true, NextMarker: 'same' });
  const walk = wholeResult(paginator, walkPages(paginator, {}, {}, stuck));
  await expect(walk).rejects.toThrow('The same next token was received twice');
});
