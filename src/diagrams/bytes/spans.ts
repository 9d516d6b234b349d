/** What role bytes play: the drawing colours and names them by it. */
export type SpanKind =
  | 'header'
  | 'structure'
  | 'length'
  | 'id'
  | 'salt'
  | 'iv'
  | 'ciphertext'
  | 'tag'
  | 'key'
  | 'text'
  | 'unknown';

/** A stretch of bytes with one meaning. */
export interface ByteSpan {
  readonly offset: number;
  readonly length: number;
  readonly name: string;
  /** What these bytes are for, in a sentence. */
  readonly meaning: string;
  readonly kind: SpanKind;
  /** What they say, where that can be read: a key ID, a length. */
  readonly value?: string;
}

/** Bytes that other bytes stand for: what Base64 text or a member of a JSON document decodes to. */
export interface Inside {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What some bytes were recognised as; the spans tile them without gap or overlap. */
export interface Recognised {
  readonly format: string;
  readonly spans: readonly ByteSpan[];
  readonly inside: readonly Inside[];
}

/** Collects spans one after the other, so that offsets follow from lengths. */
export function spanTiler(): {
  readonly spans: ByteSpan[];
  add(span: Omit<ByteSpan, 'offset'>): void;
} {
  const spans: ByteSpan[] = [];
  let offset = 0;
  return {
    spans,
    add(span) {
      if (span.length === 0) return;
      spans.push({ offset, ...span });
      offset += span.length;
    },
  };
}
