import { format } from 'd3';

/** A whole number with its thousands set apart: `1,048,576`. */
export const grouped = format(',');

/** A number of bytes in full, as limits and lengths are compared: `4,096 B`. */
export function byteCount(bytes: number): string {
  return `${grouped(bytes)} B`;
}
