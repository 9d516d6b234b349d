import type { CommandContext } from '../../command';
import { readableSize } from './sizes';

/** What a transfer does to one file, as the CLI names it. */
export type TransferType = 'upload' | 'download' | 'copy' | 'move' | 'delete';

/** One file of a transfer as it is shown. */
export interface Shown {
  readonly type: TransferType;
  readonly from: string;
  /** Absent where something is deleted. */
  readonly to?: string | undefined;
}

/** How much of a transfer is shown. */
export interface Showing {
  readonly failures: boolean;
  readonly successes: boolean;
  readonly progress: boolean;
  /** Seconds between two progress messages; 0 shows all. */
  readonly frequency: number;
  /** Whether each message is a line of its own. */
  readonly multiline: boolean;
}

/**
 * Counts what becomes of a transfer's files and prints it as the AWS CLI does: one line a file, and
 * below it a progress message that the next one overwrites.
 */
export class Results {
  failed = 0;
  warned = 0;
  readonly #ctx: CommandContext;
  readonly #showing: Showing;
  readonly #started: number;
  #files = { expected: 0, done: 0 };
  #bytes = { expected: 0, moved: 0, lost: 0 };
  #speed = 0;
  /** How long the progress message is that still stands. */
  #standing = 0;
  #lastShown: number | undefined;

  constructor(ctx: CommandContext, showing: Showing) {
    this.#ctx = ctx;
    this.#showing = showing;
    this.#started = ctx.elapsed();
  }

  /** The exit code of the command. */
  get exitCode(): number {
    if (this.failed > 0) return 1;
    return this.warned > 0 ? 2 : 0;
  }

  /** A file is to be transferred. Its size may not be known yet. */
  expect(size = 0): void {
    this.#files.expected += 1;
    this.#bytes.expected += size;
  }

  /** Bytes of a file whose size was not expected. */
  expectBytes(size: number): void {
    this.#bytes.expected += size;
  }

  moved(bytes: number): void {
    this.#bytes.moved += bytes;
    const took = this.#ctx.elapsed() - this.#started;
    if (took > 0) this.#speed = (this.#bytes.moved * 1000) / took;
    this.#showProgress();
  }

  succeeded(shown: Shown): void {
    this.#files.done += 1;
    if (this.#showing.successes) this.#line('stdout', described(shown));
    this.#showAgain();
  }

  /** `left` is how many bytes of the file were not transferred. */
  failedTo(shown: Shown, reason: string, left: number): void {
    this.failed += 1;
    this.#files.done += 1;
    this.#bytes.lost += left;
    const location = described(shown).slice(shown.type.length + 1);
    if (this.#showing.failures) this.#line('stderr', `${shown.type} failed:${location} ${reason}`);
    this.#showAgain();
  }

  /** A file turned out to be at the destination already, and is left alone. */
  skipped(): void {
    this.#files.done += 1;
    const isLast = this.#files.done === this.#files.expected;
    if (isLast && this.#standing > 0) this.#write('stdout', `${' '.repeat(this.#standing)}\r`);
    this.#showAgain(this.#standing);
  }

  wouldDo(shown: Shown): void {
    if (this.#showing.failures) this.#line('stdout', `(dryrun) ${described(shown)}`);
  }

  warn(message: string): void {
    this.warned += 1;
    if (this.#showing.failures) this.#line('stderr', `warning: ${message}`);
    this.#showAgain();
  }

  /** The command cannot go on. */
  fatal(reason: string): void {
    this.failed += 1;
    if (this.#showing.failures) this.#line('stderr', `fatal error: ${reason}`);
  }

  cancelled(): void {
    this.failed += 1;
    if (this.#showing.failures) this.#line('stderr', 'cancelled: ctrl-c received');
  }

  #line(stream: 'stdout' | 'stderr', text: string): void {
    this.#write(stream, `${text.padEnd(this.#standing)}\n`);
  }

  #showAgain(standing = 0): void {
    this.#standing = standing;
    if (this.#files.done < this.#files.expected) this.#showProgress();
  }

  #showProgress(): void {
    const { progress, frequency, multiline } = this.#showing;
    if (!progress) return;
    const padded = this.#message().padEnd(this.#standing);
    if (!multiline) this.#standing = padded.length;
    const now = this.#ctx.elapsed();
    if (this.#lastShown !== undefined && now - this.#lastShown < frequency * 1000) return;
    this.#lastShown = now;
    this.#write('stdout', `${padded}${multiline ? '\n' : '\r'}`);
  }

  #message(): string {
    const remaining = `${this.#files.expected - this.#files.done} file(s) remaining`;
    const { expected, moved, lost } = this.#bytes;
    if (expected === 0) return `Completed ${this.#files.done} file(s) with ${remaining}`;
    const done = `${readableSize(moved + lost)}/${readableSize(expected)}`;
    return `Completed ${done} (${readableSize(this.#speed)}/s) with ${remaining}`;
  }

  #write(stream: 'stdout' | 'stderr', text: string): void {
    this.#ctx[stream].write(text);
  }
}

function described({ type, from, to }: Shown): string {
  return to === undefined ? `${type}: ${from}` : `${type}: ${from} to ${to}`;
}
