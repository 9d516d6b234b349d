import type { DatabaseRow } from '../../engine/functions';
import type { CommandContext, ShellCommand } from '../command';
import { grid, instanceAt, shortened } from './database-options';
import { reportingUsage, shortOptions, UsageError } from './options';

const long = {
  ...{ host: 'h', port: 'P', user: 'u', database: 'D', execute: 'e' },
  ...{ batch: 'B', silent: 's', 'skip-column-names': 'N' },
};

const warning =
  'mysql: [Warning] Using a password on the command line interface can be insecure.\n';

/**
 * `mysql -h host -u user -p -e statement`: MySQL's client, as far as one statement goes. The password
 * comes with `-p`, from an answer, or from MYSQL_PWD. Answers are drawn as on a terminal, or with `-B`
 * as in a pipe. Texts are those of MySQL 8.4's client, from memory.
 */
export const mysql: ShellCommand = {
  name: 'mysql',
  run: (args, ctx) => reportingUsage(ctx, () => run(args, ctx)),
};

interface Given {
  readonly rest: readonly string[];
  /** Null: it is to be asked for. */
  readonly password: string | null | undefined;
}

/** `-p` takes its value only where that stands in the same word. */
function withoutPassword(args: readonly string[]): Given {
  let password: Given['password'];
  const rest = args.filter((arg) => {
    if (arg === '-p' || arg === '--password') password = null;
    else if (arg.startsWith('--password=')) password = arg.slice('--password='.length);
    else if (/^-p./.test(arg)) password = arg.slice(2);
    else return true;
    return false;
  });
  return { rest, password };
}

async function run(args: readonly string[], ctx: CommandContext): Promise<number> {
  const given = withoutPassword(args);
  const { flags, values, operands } = shortOptions(
    shortened('mysql', given.rest, long),
    { flags: 'BsNt', withValue: 'hPuDe' },
    {
      unknown: (letter) => new UsageError(`mysql: [ERROR] unknown option '-${letter}'.`, 7),
      missing: (letter) =>
        new UsageError(`mysql: [ERROR] option '-${letter}' requires an argument.`, 9),
    },
  );
  if (operands.length > 1) throw new UsageError('mysql: one database at most can be named');
  const statement = values.get('e');
  if (statement === undefined) {
    throw new UsageError('mysql: this lab has no interactive session; use -e with one statement');
  }
  if (typeof given.password === 'string') ctx.stderr.write(warning);
  const asked =
    given.password === null ? ((await ctx.ask('Enter password: ')) ?? '') : given.password;
  const password = asked ?? ctx.env.get('MYSQL_PWD') ?? '';
  const username = values.get('u') ?? 'learner';
  const host = values.get('h') ?? ctx.env.get('MYSQL_HOST') ?? '';
  if (host === '') {
    throw new UsageError(
      "ERROR 2002 (HY000): Can't connect to local MySQL server through socket '/tmp/mysql.sock' (2)",
    );
  }
  const instance = instanceAt(ctx.engine, host);
  if (instance === undefined) {
    throw new UsageError(`ERROR 2005 (HY000): Unknown MySQL server host '${host}' (-2)`);
  }
  const port = values.get('P') ?? '3306';
  const isUp = instance.state !== 'creating' && instance.state !== 'deleting';
  if (!isUp || instance.Engine === 'postgres' || Number(port) !== instance.Port) {
    throw new UsageError(
      `ERROR 2003 (HY000): Can't connect to MySQL server on '${host}:${port}' (111)`,
    );
  }
  const login = { host, username, password };
  try {
    await ctx.engine.query(login, 'SELECT 1');
    const database = values.get('D') ?? operands[0];
    if (database !== undefined && database !== instance.DBName && database !== 'mysql') {
      throw new UsageError(`ERROR 1049 (42000): Unknown database '${database}'`);
    }
    ctx.stdout.write(shown(await ctx.engine.query(login, statement), flags));
    return 0;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'DatabaseError') throw error;
    const used = password === '' ? 'using password: NO' : 'using password: YES';
    throw new UsageError(error.message.replace('using password: YES', used), 1, { cause: error });
  }
}

function shown(rows: readonly DatabaseRow[], flags: ReadonlySet<string>): string {
  if (rows.length === 0) return '';
  const { columns, cells } = grid(rows);
  const lines = flags.has('N') ? cells : [columns, ...cells];
  if (flags.has('B') || flags.has('s')) return lines.map((row) => `${row.join('\t')}\n`).join('');
  const widths = columns.map((_, i) => Math.max(...lines.map((row) => row[i]!.length)));
  const rule = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+\n`;
  const isNumber = columns.map((name) => rows.every((row) => typeof row[name] === 'number'));
  const drawn = (row: readonly string[]) =>
    `|${row.map((text, i) => ` ${isNumber[i] ? text.padStart(widths[i]!) : text.padEnd(widths[i]!)} `).join('|')}|\n`;
  const head = flags.has('N') ? '' : drawn(columns) + rule;
  return `${rule}${head}${cells.map(drawn).join('')}${rule}`;
}
