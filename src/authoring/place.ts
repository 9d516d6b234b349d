/** Where in a YAML text a cursor is, found by its indentation: the text is seldom whole while typed. */
export interface Place {
  /** From the top: names of members, and `-` for an entry of a list. */
  readonly path: readonly string[];
  /** Plain members beside it, as they are written: `type` says which of several forms is meant. */
  readonly beside: Readonly<Record<string, string>>;
  /** Plain members beside each part of the path, from the top. */
  readonly around: readonly Readonly<Record<string, string>>[];
  /** Whether a name or a value is being written. */
  readonly writes: 'name' | 'value';
  /** The member whose value is being written. */
  readonly name: string;
  /** What of the text is written already, and where it begins. */
  readonly written: string;
  readonly from: number;
}

interface Line {
  readonly text: string;
  /** Columns of the dashes that begin it. */
  readonly dashes: readonly number[];
  /** Column of what follows them. */
  readonly column: number;
  readonly name: string | undefined;
  readonly value: string;
}

const shape = /^([ \t]*)((?:-[ \t]+)*(?:-$)?)(?:([A-Za-z][\w-]*):(?=\s|$)[ \t]*)?(.*)$/;

function lineOf(text: string): Line {
  const [, indent = '', marks = '', name, value = ''] = shape.exec(text) ?? [];
  const dashes = [...marks].flatMap((mark, i) => (mark === '-' ? [indent.length + i] : []));
  return { text, dashes, column: indent.length + marks.length, name, value: value.trim() };
}

/** The place of an offset; undefined inside of a block of text, where anything may stand. */
export function placeAt(text: string, offset: number): Place | undefined {
  const lines = text.slice(0, offset).split('\n');
  const current = lines.pop() ?? '';
  const here = lineOf(current);
  if (current.trimStart().startsWith('#')) return undefined;
  const rest = text.slice(offset).split('\n');
  const column = here.dashes.length > 0 || here.text.trim() !== '' ? here.column : current.length;
  const climb = new Climb(column);
  for (const dash of [...here.dashes].reverse()) climb.enter(dash);
  const own = climb.beside;
  for (const line of [...lines].reverse().map(lineOf)) {
    if (line.text.trim() === '' || line.text.trimStart().startsWith('#')) continue;
    if (!climb.take(line)) return undefined;
  }
  addBelow(own, rest.slice(1), column);
  const { path, around } = climb;
  const beside = around[path.length] ?? {};
  if (here.name === undefined) {
    const written = here.value;
    return {
      path,
      beside,
      around,
      writes: 'name',
      name: '',
      written,
      from: offset - written.length,
    };
  }
  const { name, value } = here;
  return {
    path,
    beside,
    around,
    writes: 'value',
    name,
    written: value,
    from: offset - value.length,
  };
}

/** Goes up the lines, and notes what is around the place it began at. */
class Climb {
  #column: number;
  #dash = false;
  readonly beside: Record<string, string> = {};
  #here: Record<string, string>;
  readonly #path: string[] = [];
  readonly #around: Record<string, string>[] = [];

  constructor(column: number) {
    this.#column = column;
    this.#here = this.beside;
    this.#around.unshift(this.#here);
  }

  get path(): readonly string[] {
    return this.#path;
  }

  get around(): readonly Record<string, string>[] {
    return this.#around;
  }

  /** The place is in an entry of a list whose dash stands in this column. */
  enter(dash: number): void {
    this.#up('-');
    this.#column = dash;
    this.#dash = true;
  }

  /** Takes a line above into account; false when the place is inside of a block of text. */
  take(line: Line): boolean {
    const { dashes, column, name, value } = line;
    if (name !== undefined && column === this.#column && !this.#dash) {
      this.#here[name] ??= plain(value);
    } else if (name !== undefined && this.#isAbove(column, dashes)) {
      if (/^[|>]/.test(value)) return false;
      this.#up(name);
      this.#here[name] = plain(value);
      this.#column = column;
      this.#dash = false;
    }
    for (const dash of [...dashes].reverse()) {
      if (dash < this.#column && !(this.#dash && dash === this.#column)) this.enter(dash);
    }
    return true;
  }

  #isAbove(column: number, dashes: readonly number[]): boolean {
    return column < this.#column || (this.#dash && column === this.#column && dashes.length === 0);
  }

  #up(step: string): void {
    this.#path.unshift(step);
    this.#here = {};
    this.#around.unshift(this.#here);
  }
}

/** Members of the same map below the place. */
function addBelow(beside: Record<string, string>, lines: readonly string[], column: number): void {
  for (const line of lines.map(lineOf)) {
    if (line.text.trim() === '') continue;
    if (line.column < column || (line.dashes[0] ?? column) < column) return;
    if (line.column === column && line.name !== undefined) beside[line.name] ??= plain(line.value);
  }
}

function plain(value: string): string {
  return value.replace(/\s+#.*$/, '').replace(/^(['"])(.*)\1$/, '$2');
}
