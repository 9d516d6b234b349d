import { invalidPattern } from './errors';

/** What may stand in a regular expression, by the User Guide: letters, digits, symbols, operators. */
const allowed = /^(?:[A-Za-z0-9:_#=@/;,\- ^$?[\]{}|*+.]|\\[\x20-\x7e])*$/;

/** Whether a text is a regular expression as filter patterns have them. */
export function isRegex(text: string): boolean {
  return text.length > 2 && text.startsWith('%') && text.endsWith('%');
}

/** A regular expression between percent signs. It may match anywhere. */
export function compileRegex(text: string): RegExp {
  const source = text.slice(1, -1);
  if (!allowed.test(source)) throw invalidPattern.other();
  try {
    // Where the lower bound of a repetition is left out, it is zero.
    return new RegExp(source.replace(/(?<!\\)\{\s*(\d*)\s*,\s*(\d*)\s*\}/g, repetition));
  } catch {
    throw invalidPattern.other();
  }
}

function repetition(_: string, from: string, to: string): string {
  return `{${from === '' ? '0' : from},${to}}`;
}
