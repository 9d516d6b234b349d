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
    for (const { stream, text } of this.#waiting) this.#append(segments, stream, text);
    this.#waiting = [];
    this.segments = segments;
  }

  /** How many whole lines are kept. */
  get lines(): number {
    return this.#lines;
  }

  /** Everything kept, as text. */
  get text(): string {
    return this.segments.map(({ text }) => text).join('');
  }

  /** What one of the streams printed, as far as it is kept. */
  textOf(stream: Stream): string {
    return this.segments
      .filter((segment) => segment.stream === stream)
      .map(({ text }) => text)
      .join('');
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
