import { printableOutput } from './printable';

/** Where a command printed. */
export type Stream = 'stdout' | 'stderr';

/** A run of lines of one stream. Short enough that the browser lays it out in no time. */
export interface Segment {
  readonly id: number;
  readonly stream: Stream;
  readonly text: string;
  readonly lines: number;
}

/** Bounds that keep the page fast: the browser skips segments that are off the screen. */
export const outputLimits = { segmentLines: 200, segmentCharacters: 20_000, lines: 100_000 };

/** What a command printed, in order, in pieces that can be drawn and skipped one by one. */
export class Output {
  segments = $state.raw<readonly Segment[]>([]);
  /** The last line, while a carriage return at its end lets what comes next overwrite it. */
  progress = $state.raw<{ readonly stream: Stream; readonly text: string } | undefined>();
  /** Lines that came after the limit and are not kept. */
  dropped = $state(0);
  #lines = 0;
  #waiting: { stream: Stream; text: string }[] = [];
  #frame = 0;

  /** Takes printed text; it shows with the next frame. */
  write(stream: Stream, text: string): void {
    if (text === '') return;
    this.#waiting.push({ stream, text });
    this.#frame ||= requestAnimationFrame(() => this.flush());
  }

  /** Shows at once what was written since the last frame. */
  flush(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (this.#waiting.length === 0) return;
    const segments = [...this.segments];
    for (const { stream, text } of this.#waiting) this.#take(segments, stream, text);
    this.#waiting = [];
    this.segments = segments;
  }

  /** Nothing more will come: a line that could still be overwritten stays as it is. */
  end(): void {
    this.flush();
    const { progress } = this;
    if (progress === undefined) return;
    this.progress = undefined;
    const segments = [...this.segments];
    this.#append(segments, progress.stream, progress.text.trimEnd());
    this.segments = segments;
  }

  /** How many whole lines are kept. */
  get lines(): number {
    return this.#lines;
  }

  /** Everything kept, as text. */
  get text(): string {
    return this.segments.map(({ text }) => text).join('') + (this.progress?.text ?? '');
  }

  /** What one of the streams printed, as far as it is kept. */
  textOf(stream: Stream): string {
    return this.segments
      .filter((segment) => segment.stream === stream)
      .map(({ text }) => text)
      .join('');
  }

  // A carriage return goes back to the beginning of the line, as on every terminal.
  #take(segments: Segment[], stream: Stream, text: string): void {
    if (this.progress === undefined && !text.includes('\r')) {
      this.#append(segments, stream, text);
      return;
    }
    for (const line of text.replaceAll('\r\n', '\n').split(/(?<=\n)/)) {
      const before = this.progress?.text ?? '';
      const isWhole = line.endsWith('\n');
      const parts = [before, ...(isWhole ? line.slice(0, -1) : line).split('\r')];
      const shown = parts.reduce((under, over) => over + under.slice(over.length));
      if (line.endsWith('\r')) this.progress = { stream, text: shown };
      else {
        this.progress = undefined;
        this.#append(segments, stream, isWhole ? `${shown.trimEnd()}\n` : shown);
      }
    }
  }

  #append(segments: Segment[], stream: Stream, text: string): void {
    for (const part of partsOf(printableOutput(text))) {
      const lines = part.endsWith('\n') ? 1 : 0;
      if (this.#lines >= outputLimits.lines) {
        this.dropped += lines;
        continue;
      }
      this.#lines += lines;
      const last = segments.at(-1);
      if (last !== undefined && last.stream === stream && hasRoom(last)) {
        const joined = { ...last, text: last.text + part, lines: last.lines + lines };
        segments[segments.length - 1] = joined;
      } else {
        segments.push({ id: segments.length, stream, text: part, lines });
      }
    }
  }
}

function hasRoom({ lines, text }: Segment): boolean {
  return lines < outputLimits.segmentLines && text.length < outputLimits.segmentCharacters;
}

/** A text cut after each newline, and where a line is longer than a segment may be. */
function* partsOf(text: string): Generator<string> {
  for (let from = 0; from < text.length;) {
    const newline = text.indexOf('\n', from);
    const end = newline === -1 ? text.length : newline + 1;
    const to = Math.min(end, from + outputLimits.segmentCharacters);
    yield text.slice(from, to);
    from = to;
  }
}
