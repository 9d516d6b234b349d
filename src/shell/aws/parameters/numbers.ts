import { generalError } from '../cli-error';

/** A whole number as Python's `int` reads it, or undefined. */
export function readInteger(text: string): number | undefined {
  return /^\s*[+-]?\d+(_\d+)*\s*$/.test(text) ? Number(text.replaceAll('_', '')) : undefined;
}

/** A number as Python's `float` reads it, or undefined. */
export function readFloat(text: string): number | undefined {
  const word = text.trim().replace(/(?<=\d)_(?=\d)/g, '');
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(word)) return Number(word);
  if (/^[+-]?inf(inity)?$/i.test(word)) return word.startsWith('-') ? -Infinity : Infinity;
  return /^[+-]?nan$/i.test(word) ? NaN : undefined;
}

/** A whole number; anything else fails in Python's words. */
export function integerValue(text: string): number {
  const value = readInteger(text);
  if (value === undefined) {
    throw generalError(`invalid literal for int() with base 10: '${text}'`);
  }
  return value;
}

/** A number; anything else fails in Python's words. */
export function floatValue(text: string): number {
  const value = readFloat(text);
  if (value === undefined) throw generalError(`could not convert string to float: '${text}'`);
  return value;
}
