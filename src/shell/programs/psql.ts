import type { DatabaseRow } from '../../engine/functions';
import type { CommandContext, ShellCommand } from '../command';
import { grid, instanceAt, shortened } from './database-options';
import { reportingUsage, shortOptions, UsageError } from './options';

/** psql's exit code where the connection fails; a statement that fails has 1. */
const noConnection = 2;

const long = {
  ...{ host: 'h', port: 'p', username: 'U', dbname: 'd', command: 'c' },
  ...{ 'tuples-only': 't', 'no-align': 'A', 'no-password': 'w', quiet: 'q' },
};

/**
 * `psql -h host -U user -c statement`: PostgreSQL's client, as far as one statement goes. The password
 * comes from PGPASSWORD. Texts are those of psql and libpq 17, from memory, but for the IP address,
 * which this model has not.
 */
export const psql: ShellCommand = {
  name: 'psql',
  run: (args, ctx) => reportingUsage(ctx, () => run(args, ctx)),
};

async function run(args: readonly string[], ctx: CommandContext): Promise<number> {
  const hint = 'psql: hint: Try "psql --help" for more information.';
  const { flags, values, operands } = shortOptions(
    shortened('psql', args, long),
    { flags: 'tAwq', withValue: 'hpUdc' },
    {
      unknown: (letter) => new UsageError(`psql: invalid option -- '${letter}'\n${hint}`),
      missing: (letter) =>
        new UsageError(`psql: option requires an argument -- '${letter}'\n${hint}`),
    },
  );
  const [databaseName, userName, ...rest] = operands;
  if (rest.length > 0 || databaseName?.includes('=') || databaseName?.includes('://')) {
    throw new UsageError('psql: this lab knows no connection strings; use -h, -p, -U and -d');
  }
  const statement = values.get('c');
  if (statement === undefined) {
    throw new UsageError('psql: this lab has no interactive session; use -c with one statement');
  }
  const { env } = ctx;
  const username = values.get('U') ?? userName ?? env.get('PGUSER') ?? 'learner';
  const host = values.get('h') ?? env.get('PGHOST') ?? '';
  const port = values.get('p') ?? env.get('PGPORT') ?? '5432';
  const database = values.get('d') ?? databaseName ?? env.get('PGDATABASE') ?? username;
  const password = env.get('PGPASSWORD') ?? '';
  const fail = (text: string) => new UsageError(`psql: error: ${text}`, noConnection);
  if (host === '') {
    throw fail(
      'connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed: No such file or directory\n\tIs the server running locally and accepting connections on that socket?',
    );
  }
  const at = (text: string) =>
    fail(`connection to server at "${host}", port ${port} failed: ${text}`);
  const instance = instanceAt(ctx.engine, host);
  if (instance === undefined) {
    throw fail(`could not translate host name "${host}" to address: Name or service not known`);
  }
  const isUp = instance.state !== 'creating' && instance.state !== 'deleting';
  if (!isUp || instance.Engine !== 'postgres' || Number(port) !== instance.Port) {
    throw at(
      'Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?',
    );
  }
  if (password === '') throw at('fe_sendauth: no password supplied');
  const login = { host, username, password };
  try {
    await ctx.engine.query(login, 'SELECT 1');
  } catch (error) {
    throw at(textOf(error));
  }
  // RDS makes the database postgres, and the one that CreateDBInstance names.
  if (!['postgres', 'template1', instance.DBName].includes(database)) {
    throw at(`FATAL:  database "${database}" does not exist`);
  }
  try {
    const rows = await ctx.engine.query(login, statement);
    ctx.stdout.write(shown(statement, rows, flags));
    return 0;
  } catch (error) {
    ctx.stderr.write(`${textOf(error)}\n`);
    return 1;
  }
}

function textOf(error: unknown): string {
  if (error instanceof Error && error.name === 'DatabaseError') return error.message;
  throw error;
}

function shown(
  statement: string,
  rows: readonly DatabaseRow[],
  flags: ReadonlySet<string>,
): string {
  const [verb = '', object = ''] = statement.trim().toUpperCase().split(/\s+/);
  if (verb !== 'SELECT') {
    // To PostgreSQL a user is a role that may log in.
    return flags.has('q') ? '' : `${verb} ${object === 'USER' ? 'ROLE' : object}\n`;
  }
  const { columns, cells } = grid(rows);
  const count = flags.has('t') ? '' : `(${rows.length} ${rows.length === 1 ? 'row' : 'rows'})\n`;
  if (flags.has('A')) {
    const head = flags.has('t') ? [] : [columns];
    return [...head, ...cells].map((row) => `${row.join('|')}\n`).join('') + count;
  }
  const widths = columns.map((name, i) =>
    Math.max(name.length, ...cells.map((row) => row[i]!.length)),
  );
  const centred = (text: string, width: number) =>
    text.padStart(text.length + Math.floor((width - text.length) / 2)).padEnd(width);
  const isNumber = columns.map((name) => rows.every((row) => typeof row[name] === 'number'));
  const head = flags.has('t')
    ? ''
    : `${columns.map((name, i) => ` ${centred(name, widths[i]!)} `).join('|')}\n` +
      `${widths.map((width) => '-'.repeat(width + 2)).join('+')}\n`;
  const body = cells.map((row) => {
    const last = row.length - 1;
    const padded = row.map((text, i) => {
      if (isNumber[i]) return ` ${text.padStart(widths[i]!)}`;
      return ` ${i === last ? text : text.padEnd(widths[i]!)}`;
    });
    return `${padded.join(' |')}\n`;
  });
  return `${head}${body.join('')}${count}\n`;
}
