interface Heredoc {
  readonly word: string;
  /** `<<-`: tabs before the closing word do not count. */
  readonly tabs: boolean;
}

const closerOf: Readonly<Record<string, string>> = {
  ...{ '(': ')', '{': '}', if: 'fi', case: 'esac' },
  ...{ for: 'done', while: 'done', until: 'done', select: 'done' },
};
const leadsToCommand = /^(\{|!|do|then|else|elif|if|while|until)$/;
const closers = new Set(Object.values(closerOf));

/** One piece of a shell line: heredoc, quote, operator, or a word. */
const piece =
  /<<<|<<(?<tabs>-?)\s*(?<quoted>['"]?)(?<word>[\w.+-]+)\k<quoted>|\\[^]|['"]|#|\$?\(|[;&|]+|\)|[^\s;&|()'"\\#]+|\s+|[^]/gy;

/**
 * Reads a shell script line by line, as far as it takes to know where a command ends: whether
 * Enter should run what stands in the prompt or ask for its next line.
 */
export class LineScanner {
  #quote = '';
  #open: string[] = [];
  #heredocs: Heredoc[] = [];
  #continued = false;

  /** Whether everything fed so far stands by itself. */
  get complete(): boolean {
    return (
      this.#quote === '' &&
      this.#open.length === 0 &&
      this.#heredocs.length === 0 &&
      !this.#continued
    );
  }

  /** Takes the next line, without its newline. */
  feed(line: string): void {
    const heredoc = this.#quote === '' && !this.#continued ? this.#heredocs[0] : undefined;
    if (heredoc) {
      const text = heredoc.tabs ? line.replace(/^\t+/, '') : line;
      if (text === heredoc.word) this.#heredocs.shift();
      return;
    }
    this.#continued = false;
    this.#scan(line);
  }

  #scan(line: string): void {
    let commandMayStart = true;
    let wordStarts = true;
    for (let at = 0; at < line.length;) {
      if (this.#quote !== '') {
        at = this.#skipQuoted(line, at);
        continue;
      }
      piece.lastIndex = at;
      const match = piece.exec(line);
      if (match === null) return;
      const [text] = match;
      at += text.length;
      if (text === '#' && wordStarts) return;
      if (match.groups?.['word'] !== undefined) {
        this.#heredocs.push({ word: match.groups['word'], tabs: match.groups['tabs'] === '-' });
      } else if (text === "'" || text === '"') {
        this.#quote = text;
      } else if (text === '\\') {
        this.#continued = true;
      } else if (text.endsWith('(') && text.length <= 2) {
        this.#open.push('(');
      } else if (text === ')') {
        if (this.#open.at(-1) === '(') this.#open.pop();
      } else if (commandMayStart && wordStarts) {
        this.#keyword(text);
      }
      const blank = /^\s+$/.test(text);
      const operator = /^[;&|()]+$|^\$\($/.test(text);
      // After `|`, `||` and `&&` a command must follow, if need be on the next line.
      if (!blank) this.#continued ||= /^(\|\|?|&&)$/.test(text) && line.slice(at).trim() === '';
      const leads: boolean = commandMayStart && wordStarts && leadsToCommand.test(text);
      if (!blank) commandMayStart = operator || leads;
      wordStarts = blank || operator;
    }
  }

  #skipQuoted(line: string, from: number): number {
    for (let at = from; at < line.length; at += 1) {
      if (line[at] === '\\' && this.#quote === '"') at += 1;
      else if (line[at] === this.#quote) {
        this.#quote = '';
        return at + 1;
      }
    }
    return line.length;
  }

  #keyword(word: string): void {
    const innermost = this.#open.at(-1);
    if (closers.has(word) && innermost !== undefined && closerOf[innermost] === word) {
      this.#open.pop();
    } else if (word !== '(' && Object.hasOwn(closerOf, word)) {
      this.#open.push(word);
    }
  }
}

/** The commands of a text, each with all its lines, and whether the last one is complete. */
export function splitCommands(text: string): { commands: string[]; complete: boolean } {
  const commands: string[] = [];
  let scanner = new LineScanner();
  let lines: string[] = [];
  for (const line of text.split('\n')) {
    scanner.feed(line);
    lines.push(line);
    if (!scanner.complete) continue;
    const command = lines.join('\n');
    if (command.trim() !== '') commands.push(command);
    lines = [];
    scanner = new LineScanner();
  }
  if (lines.length > 0) commands.push(lines.join('\n'));
  return { commands, complete: lines.length === 0 };
}
