import type { ApiModel } from '../../../engine/api/index';
import { parseArguments, type ArgumentValue } from '../arguments/parse-arguments';
import { exitCodes, generalError, NotAvailable, paramValidation } from '../cli-error';
import { walkPages } from '../paging/pages';
import { readTimestamp } from '../parameters/timestamp';
import type { ValueRecord } from '../parameters/value';
import { clientOf, type Invocation } from '../run-operation';
import { sendRequest } from '../send-request';
import { formatEvent, type TailEvent, type TailFormat } from './format-event';
import { tailOptions } from './tail-options';

// Source of the requests, forms and texts: AWS CLI 2.36.7, awscli/customizations/logs/tail.py.

type Values = ReadonlyMap<string, ArgumentValue>;

const unitSeconds = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;

/** Runs `aws logs tail`: the events of a log group since a time, one a line. */
export async function runTail(
  model: ApiModel,
  words: readonly string[],
  invocation: Invocation,
): Promise<number> {
  const { values, remaining } = parseArguments(words, {
    options: new Map(tailOptions.map((option) => [option.name, option])),
    positionals: [{ name: 'group_name', required: true }],
  });
  if (remaining.length > 0) throw paramValidation(`Unknown options: ${remaining.join(', ')}`);
  if (values.has('follow')) {
    throw new NotAvailable(
      'aws logs tail --follow is not available in this lab: the clock of this world stands while a line runs, so nothing would follow. Let time pass, then look again: sleep 1m; aws logs tail GROUP --since 1m',
    );
  }
  const operation = model.operations['FilterLogEvents']!;
  const client = { ...clientOf(invocation, model, operation), command: 'logs.tail' };
  const pages = walkPages(
    operation.paginator!,
    parametersOf(values, invocation.ctx.engine.now),
    {},
    (page) => sendRequest(client, page),
  );
  const format = (values.get('format') ?? 'detailed') as TailFormat;
  for await (const { output } of pages) {
    for (const event of output['events'] as unknown as readonly TailEvent[]) {
      invocation.ctx.stdout.write(formatEvent(event, format));
    }
  }
  return exitCodes.success;
}

function parametersOf(values: Values, now: number): ValueRecord {
  const one = (name: string) => values.get(name) as string | undefined;
  const [pattern, prefix] = [one('filter-pattern'), one('log-stream-name-prefix')];
  const names = values.get('log-stream-names') as readonly string[] | undefined;
  return {
    ...{ logGroupName: one('group_name')!, interleaved: true },
    startTime: millisecondsOf(one('since') ?? '10m', now),
    ...(pattern === undefined ? {} : { filterPattern: pattern }),
    ...(names === undefined ? {} : { logStreamNames: names }),
    ...(prefix === undefined ? {} : { logStreamNamePrefix: prefix }),
  };
}

function millisecondsOf(since: string, now: number): number {
  const [, amount, unit] = /^(\d+)([smhdw])$/.exec(since) ?? [];
  if (amount !== undefined) {
    return now - Number(amount) * unitSeconds[unit as keyof typeof unitSeconds] * 1000;
  }
  const time = readTimestamp(since);
  if (time === undefined) {
    throw generalError(`Invalid timestamp "${since}": Unknown string format: ${since}`);
  }
  return time.getTime();
}
