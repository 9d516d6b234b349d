/** Bytes that are read piece by piece, such as a `Blob`. */
export interface SlicedBytes {
  readonly size: number;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** What a request may have as its body. */
export type Source = Uint8Array | SlicedBytes;

const nothing = new Uint8Array(0);

/** The length of a body in bytes. */
export function sizeOf(source: Source | undefined): number {
  if (source === undefined) return 0;
  return source instanceof Uint8Array ? source.length : source.size;
}

/** A piece of a body. Of bytes at hand it is a view, not a copy. */
export function readSource(
  source: Source | undefined,
  start: number,
  end: number,
): Uint8Array | Promise<Uint8Array> {
  if (source === undefined) return nothing;
  if (source instanceof Uint8Array) return source.subarray(start, end);
  return source
    .slice(start, end)
    .arrayBuffer()
    .then((bytes) => new Uint8Array(bytes));
}

/** One piece of an answer's content, once it is read. */
export type Piece = () => Uint8Array | Promise<Uint8Array>;

/**
 * The content of an object in an answer: it is deciphered piece by piece as it is read, and may be
 * read again. A small one is at hand in `held`.
 */
export class Content implements AsyncIterable<Uint8Array> {
  readonly size: number;
  readonly held?: Uint8Array;
  readonly #pieces: readonly Piece[];

  constructor(size: number, pieces: readonly Piece[], held?: Uint8Array) {
    this.size = size;
    this.#pieces = pieces;
    if (held !== undefined) this.held = held;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    if (this.held !== undefined) {
      yield this.held;
      return;
    }
    // The next piece is deciphered while the reader is still at work on this one.
    let next = begun(this.#pieces[0]);
    for (let i = 1; i <= this.#pieces.length; i += 1) {
      const piece = next;
      next = begun(this.#pieces[i]);
      yield await (piece as Promise<Uint8Array>);
    }
  }

  /** All of it at once. */
  async bytes(): Promise<Uint8Array> {
    if (this.held !== undefined) return this.held;
    const bytes = new Uint8Array(this.size);
    let at = 0;
    for await (const piece of this) {
      bytes.set(piece, at);
      at += piece.length;
    }
    return bytes;
  }
}

/** Starts on a piece. Its failure is told to who reads so far, and to nobody else. */
function begun(piece: Piece | undefined): Promise<Uint8Array> | undefined {
  if (piece === undefined) return undefined;
  const bytes = Promise.resolve(piece());
  bytes.catch(() => undefined);
  return bytes;
}
