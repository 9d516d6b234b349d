import { limits } from './limits';

/** The lines that one invocation writes, as far as there is room for them. */
export class LogLines {
  #lines: string[] = [];
  #room: number = limits.log;

  add(line: string): void {
    if (this.#room < 0) return;
    this.#room -= line.length + 1;
    this.#lines.push(
      this.#room < 0 ? `[this program keeps ${limits.log} characters of a log]` : line,
    );
  }

  /** Hands the lines out; what comes next is the next invocation's. */
  take(): readonly string[] {
    const lines = this.#lines;
    this.#lines = [];
    this.#room = limits.log;
    return lines;
  }
}
