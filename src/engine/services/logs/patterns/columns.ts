import { readCondition, type Condition, type Tally } from './conditions';
import { invalidPattern } from './errors';
import { Scanner } from './scanner';

interface Column {
  readonly name: string;
  readonly test: Condition | undefined;
}

/** Columns at the beginning, and after an ellipsis at the end, if there is one. */
interface Layout {
  readonly before: readonly Column[];
  readonly after: readonly Column[] | undefined;
}

const name = /[A-Za-z_][\w-]*/y;

function readColumns(pattern: string): Layout {
  const scanner = new Scanner(pattern);
  const tally = { regexes: 0, wildcards: 0 };
  const before: Column[] = [];
  let after: Column[] | undefined;
  scanner.expect('[');
  do {
    if (scanner.has('...')) {
      if (after !== undefined) throw invalidPattern.other();
      after = [];
    } else {
      (after ?? before).push(readColumn(scanner, tally));
    }
  } while (scanner.has(','));
  scanner.expect(']');
  if (!scanner.isAtEnd) throw invalidPattern.other();
  return { before, after };
}

/** Reads `status = 404 || status = 410`: a name, and conditions on it, && before ||. */
function readColumn(scanner: Scanner, tally: Tally): Column {
  const [column] = scanner.take(name) ?? [];
  if (column === undefined) throw invalidPattern.other();
  const first = readCondition(scanner, tally);
  if (first === undefined) return { name: column, test: undefined };
  const alternatives: Condition[][] = [[first]];
  for (;;) {
    const isOr = scanner.has('||');
    if (!isOr && !scanner.has('&&')) break;
    const [again = column] = scanner.take(name) ?? [];
    const next = again === column ? readCondition(scanner, tally) : undefined;
    if (next === undefined) throw invalidPattern.other();
    if (isOr) alternatives.push([next]);
    else alternatives.at(-1)!.push(next);
  }
  return {
    name: column,
    test: (value) => alternatives.some((all) => all.every((condition) => condition(value))),
  };
}

// What stands between brackets or quotation marks is one field.
const field = /\[([^\]]*)\]|"([^"]*)"|(\S+)/g;

function fieldsOf(message: string): string[] {
  return [...message.matchAll(field)].map(
    ([, bracketed, quoted, word]) => bracketed ?? quoted ?? word ?? '',
  );
}

/** Each column with its field; undefined where a message has too few of them. */
function assign({ before, after }: Layout, message: string): [Column, string][] | undefined {
  const fields = fieldsOf(message);
  if (fields.length < before.length + (after?.length ?? 0)) return undefined;
  if (after === undefined) {
    // The last column takes what is left.
    const last = before.length - 1;
    return before.map((column, i) => [
      column,
      i === last ? fields.slice(last).join(' ') : fields[i]!,
    ]);
  }
  const end = fields.length - after.length;
  return [
    ...before.map((column, i): [Column, string] => [column, fields[i]!]),
    ...after.map((column, i): [Column, string] => [column, fields[end + i]!]),
  ];
}

/** A pattern for messages whose fields blanks part. */
export function compileColumns(pattern: string) {
  const layout = readColumns(pattern);
  return {
    matches(message: string): boolean {
      const assigned = assign(layout, message);
      return (
        assigned !== undefined &&
        assigned.every(([{ test }, value]) => test === undefined || test(value))
      );
    },
    extract(message: string): Record<string, string> {
      const assigned = assign(layout, message) ?? [];
      return Object.fromEntries(assigned.map(([column, value]) => [`$${column.name}`, value]));
    },
  };
}
