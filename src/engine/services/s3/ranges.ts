import { invalidPartNumber, invalidRange, invalidRequest } from './errors';
import type { ObjectVersion } from './state';

/** Which bytes of an object an answer has. */
export interface Extent {
  readonly start: number;
  /** After the last byte. */
  readonly end: number;
  /** Whether the request asked for less than all, so that the answer is a 206. */
  readonly isPartial: boolean;
}

/** What a request says of it. */
export interface ExtentInput {
  readonly Range?: string | undefined;
  readonly PartNumber?: number | undefined;
}

const rangePattern = /^bytes=(?:(\d+)-(\d*)|-(\d+))$/;

/**
 * The bytes that a request wants: those of a range, of a part, or all. What is no single range is
 * passed over (recorded against AWS). Throws InvalidRange and InvalidPartNumber.
 */
export function extentOf(
  { Range, PartNumber }: ExtentInput,
  { Size, parts }: ObjectVersion,
): Extent {
  if (PartNumber !== undefined) {
    if (Range !== undefined) {
      throw invalidRequest('Cannot specify both Range header and partNumber query parameter');
    }
    return extentOfPart(PartNumber, parts);
  }
  const all = { start: 0, end: Size, isPartial: false };
  if (Range === undefined) return all;
  const [, first, last, suffix] = rangePattern.exec(Range) ?? [];
  if (suffix !== undefined) {
    const length = Math.min(Number(suffix), Size);
    if (length === 0) throw invalidRange(Range, Size);
    return { start: Size - length, end: Size, isPartial: true };
  }
  if (first === undefined) return all;
  const start = Number(first);
  if (last !== undefined && last !== '' && Number(last) < start) return all;
  if (start >= Size) throw invalidRange(Range, Size);
  const end = last === undefined || last === '' ? Size : Math.min(Number(last) + 1, Size);
  return { start, end, isPartial: true };
}

function extentOfPart(number: number, parts: ObjectVersion['parts']): Extent {
  const part = parts[number - 1];
  if (part === undefined) throw invalidPartNumber(number, parts.length);
  const start = parts.slice(0, number - 1).reduce((sum, { Size }) => sum + Size, 0);
  return { start, end: start + part.Size, isPartial: true };
}

/** The header that says which bytes an answer has; an empty part has none to name. */
export function contentRange({ start, end, isPartial }: Extent, size: number): string | undefined {
  return isPartial && end > start ? `bytes ${start}-${end - 1}/${size}` : undefined;
}
