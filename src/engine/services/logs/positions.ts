import { invalidNextToken } from './errors';

// Where an event stands among all of its log group: by its time, then in the order in which events
// came. AWS's ids of events are decimal numbers of 56 digits that begin with the time in ms, shifted
// by 144 bits (as the examples in the CloudWatch Logs API Reference show), and its tokens of
// GetLogEvents are such numbers. What the other bits say is not published: here they are the number
// of the chunk and the place in it.

const digits = 56;
const timeShift = 144n;
const chunkShift = 32n;

/** The place of an event. */
export interface Position {
  /** Time in ms. */
  readonly timestamp: number;
  readonly chunk: number;
  readonly index: number;
}

/** Whether one position comes before another: negative, zero or positive. */
export function comparePositions(a: Position, b: Position): number {
  return a.timestamp - b.timestamp || a.chunk - b.chunk || a.index - b.index;
}

/** A position as the number that it is. */
export function positionText(timestamp: number, chunk: number, index: number): string {
  const number = (BigInt(timestamp) << timeShift) | (BigInt(chunk) << chunkShift) | BigInt(index);
  return String(number).padStart(digits, '0');
}

/** Reads what `positionText` wrote. Throws InvalidParameterException for anything else. */
export function readPosition(text: string): Position {
  if (!/^\d{56}$/.test(text)) throw invalidNextToken();
  const number = BigInt(text);
  return {
    timestamp: Number(number >> timeShift),
    chunk: Number((number >> chunkShift) & ((1n << (timeShift - chunkShift)) - 1n)),
    index: Number(number & ((1n << chunkShift) - 1n)),
  };
}
