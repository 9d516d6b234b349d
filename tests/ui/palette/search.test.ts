import { describe, expect, it } from 'vitest';
import { find, type Entry } from '../../../src/ui/palette/search';

const entry = (title: string, kind = 'Operation', more = ''): Entry => ({
  ...{ title, kind, more, go: '#/lab' },
});
const entries = [
  entry('GenerateDataKey', 'Operation', 'aws kms generate-data-key'),
  entry('GenerateDataKeyWithoutPlaintext', 'Operation', 'aws kms generate-data-key-without'),
  entry('Envelope-encrypt a 1 MiB report', 'Scenario', 'A data key for a large file'),
  entry('alias/reports', 'KMS alias', 'eu-central-1'),
];
const titles = (query: string) => find(entries, query, 10).map(({ title }) => title);

describe('a search in the palette', () => {
  it('finds what has every word, in whatever order and case', () => {
    expect(titles('key data scenario')).toEqual(['Envelope-encrypt a 1 MiB report']);
    expect(titles('ALIAS eu')).toEqual(['alias/reports']);
    expect(titles('alias nowhere')).toEqual([]);
  });

  it('puts a title that begins with the query first, and the shorter one of two', () => {
    expect(titles('generate')).toEqual(['GenerateDataKey', 'GenerateDataKeyWithoutPlaintext']);
    expect(titles('report')[0]).toBe('alias/reports');
  });

  it('shows everything, in its order, before anything is typed', () => {
    expect(find(entries, ' ', 2)).toHaveLength(2);
  });
});
