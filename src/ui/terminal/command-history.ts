/** How many commands are remembered. */
const limit = 1000;

/** The commands run so far, and where in them the reader is while walking with Up and Down. */
export class CommandHistory {
  #lines: string[];
  #at: number;
  #draft = '';

  constructor(lines: readonly string[] = []) {
    this.#lines = lines.slice(-limit);
    this.#at = this.#lines.length;
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  /** Remembers a command, unless it repeats the last one; walking starts at the end again. */
  add(line: string): void {
    if (this.#lines.at(-1) !== line) this.#lines = [...this.#lines, line].slice(-limit);
    this.#at = this.#lines.length;
  }

  /** The command before; `draft` is kept to come back to. Undefined at the beginning. */
  older(draft: string): string | undefined {
    if (this.#at === 0) return undefined;
    if (this.#at === this.#lines.length) this.#draft = draft;
    this.#at -= 1;
    return this.#lines[this.#at];
  }

  /** The command after, last of all the draft. Undefined when there is nothing newer. */
  newer(): string | undefined {
    if (this.#at === this.#lines.length) return undefined;
    this.#at += 1;
    return this.#lines[this.#at] ?? this.#draft;
  }

  /** The commands that contain `query`, newest first, each once. */
  search(query: string): string[] {
    const found = this.#lines.filter((line) => line.includes(query)).reverse();
    return [...new Set(found)];
  }
}
