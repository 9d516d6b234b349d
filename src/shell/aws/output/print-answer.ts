import type { Paginator } from '../../../engine/api/index';
import type { Sink } from '../../command';
import { generalError } from '../cli-error';
import { pick, wholeResult, type Page } from '../paging/pages';
import { isRecord, type Value, type ValueRecord } from '../parameters/value';
import { formatJson } from './json';
import type { Query } from './query';
import { formatTable } from './table';
import { formatText } from './text';
import { formatYaml } from './yaml';

/** What an operation answered: at once, or in pages that are still to be fetched. */
export type Answer =
  | { readonly output: ValueRecord }
  | { readonly pages: AsyncIterable<Page>; readonly paginator: Paginator };

/** How to print it. */
export interface Presentation {
  /** The title of a table: the operation's name. */
  readonly title: string;
  readonly format: string;
  readonly query: Query | undefined;
  readonly stdout: Sink;
}

/** Fetches what is still to come of an answer and prints it. */
export async function printAnswer(answer: Answer, presentation: Presentation): Promise<void> {
  const { format, query, stdout } = presentation;
  const select = (value: Value) => query?.(value) ?? (query === undefined ? value : null);
  if (format === 'text') return printText(answer, select, stdout);
  if (format === 'yaml-stream') {
    for await (const { output } of pagesOf(answer)) {
      const value = select(output);
      if ('pages' in answer || !isEmptyRecord(value)) stdout.write(formatYaml([value]));
    }
    return;
  }
  const value = select(await whole(answer));
  if (format !== 'off' && (format === 'table' || !isEmptyRecord(value))) {
    stdout.write(formatValue(format, presentation.title, value));
  }
}

/** A value in one of the formats that print everything at once. */
export function formatValue(format: string, title: string, value: Value): string {
  switch (format) {
    case 'json':
      return `${formatJson(value)}\n`;
    case 'yaml':
      return formatYaml(value);
    case 'table':
      return formatTable(title, value);
    case 'text':
      return formatText(value);
    default:
      throw generalError(`Unknown output type: ${format}`);
  }
}

// Text prints each page as it comes, and applies the query to each; only the first page shows
// what all of them repeat.
async function printText(
  answer: Answer,
  select: (value: Value) => Value,
  stdout: Sink,
): Promise<void> {
  if ('output' in answer) {
    stdout.write(formatText(select(answer.output)));
    return;
  }
  const { pages, paginator } = answer;
  let repeated = paginator.nonAggregateKeys;
  for await (const { output, nextToken } of pages) {
    stdout.write(formatText(select(pick(output, [...repeated, ...paginator.resultKey]))));
    repeated = [];
    if (nextToken !== undefined) {
      stdout.write(formatText(select({ NextToken: { NextToken: nextToken } })));
    }
  }
}

async function* pagesOf(answer: Answer): AsyncGenerator<Page> {
  if ('output' in answer) yield answer;
  else yield* answer.pages;
}

function whole(answer: Answer): Promise<ValueRecord> | ValueRecord {
  return 'output' in answer ? answer.output : wholeResult(answer.paginator, answer.pages);
}

function isEmptyRecord(value: Value): boolean {
  return isRecord(value) && Object.keys(value).length === 0;
}
