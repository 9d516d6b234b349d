// How libyaml, which the AWS CLI prints YAML with, writes a text: in which style, and where it
// breaks lines that are long. Source: libyaml 0.2, src/emitter.c.

/** Beyond this column a line is broken at its next single space. */
const width = 80;

/** Where a scalar is written. */
export interface Place {
  /** The column at which it begins. */
  readonly column: number;
  /** How far further lines of it are indented. */
  readonly indent: number;
  /** Whether it is the key of a mapping, which stands on one line. */
  readonly key: boolean;
}

// What readers of either version of YAML would take for something else than a text: null, booleans,
// numbers, timestamps and the merge key.
const implicit =
  /^(|~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?(\.inf|\.Inf|\.INF)|\.nan|\.NaN|\.NAN|[-+]?[\d.][\d_.:]*([eE][-+]?\d+)?|0[box][\da-fA-F_]+|\d{4}-\d\d?-\d\d?([Tt ].*)?|=|<<)$/;

/** A text in the plainest style it can have: as it is, in single quotes, or in double quotes. */
export function yamlText(text: string, place: Place): string {
  const { plain, single } = stylesOf(text);
  const multiline = text.includes('\n');
  if (plain && !implicit.test(text)) return fold(text, text, place, 0);
  if (single && !(place.key && multiline)) {
    return `'${fold(text, text.replaceAll("'", "''"), place, 1)}'`;
  }
  return `"${doubleQuoted(text, place)}"`;
}

const breaks = /[\n\u0085\u2028\u2029]/;

function stylesOf(text: string): { readonly plain: boolean; readonly single: boolean } {
  const special = /[^\n\u0020-\u007e\u0085\u00a0-\u{10ffff}]|[\ufeff\ufffe\uffff\ud800-\udfff]/u;
  // A space before or after a line break would be lost in folded lines.
  const single =
    !special.test(text) && !/ [\n\u0085\u2028\u2029]|[\n\u0085\u2028\u2029] /.test(text);
  const indicator =
    /^(---|\.\.\.)|^[#,[\]{}&*!|>'"%@`]|^[?:-](?=[ \n\u0085\u2028\u2029]|$)|:(?=[ \n\u0085\u2028\u2029]|$)|(?<=[ \n\u0085\u2028\u2029])#/;
  const plain = single && !indicator.test(text) && !breaks.test(text) && !/^ | $/.test(text);
  return { plain, single };
}

/** Breaks a written text at single spaces beyond the width; a line break of its own takes two. */
function fold(text: string, written: string, { column, indent, key }: Place, quote: 0 | 1): string {
  const margin = `\n${' '.repeat(indent)}`;
  let at = column + quote;
  let result = '';
  const pieces = written.match(/[\n]+| +|[^ \n]+/g) ?? [];
  const last = pieces.length - 1;
  for (const [index, piece] of pieces.entries()) {
    const inside = quote === 0 || (index > 0 && index < last);
    if (piece.startsWith('\n')) {
      result += `\n${'\n'.repeat(piece.length - 1)}${margin}`;
      at = indent;
    } else if (piece === ' ' && at > width && inside && !key) {
      result += margin;
      at = indent;
    } else {
      result += piece;
      at += [...piece].length;
    }
  }
  return result;
}

const escapes: Readonly<Record<string, string>> = {
  ...{ '\0': '\\0', '\u0007': '\\a', '\b': '\\b', '\t': '\\t', '\n': '\\n', '\v': '\\v' },
  ...{ '\f': '\\f', '\r': '\\r', '\u001b': '\\e', '"': '\\"', '\\': '\\\\' },
  ...{ '\u0085': '\\N', '\u2028': '\\L', '\u2029': '\\P' },
};

function doubleQuoted(text: string, { column, indent, key }: Place): string {
  const margin = `\n${' '.repeat(indent)}`;
  const characters = [...text];
  let at = column + 1;
  let result = '';
  let afterSpace = false;
  for (const [index, character] of characters.entries()) {
    const inside = index > 0 && index < characters.length - 1;
    if (character === ' ' && at > width && inside && !afterSpace && !key) {
      const escaped = characters[index + 1] === ' ' ? '\\' : '';
      result += margin + escaped;
      at = indent + escaped.length;
      afterSpace = true;
      continue;
    }
    const written = escapes[character] ?? escaped(character);
    result += written;
    at += [...written].length;
    afterSpace = character === ' ';
  }
  return result;
}

function escaped(character: string): string {
  if (!/[^\u0020-\u007e\u00a0-\u{10ffff}]|[\ufeff\ufffe\uffff\ud800-\udfff]/u.test(character)) {
    return character;
  }
  const code = character.codePointAt(0) ?? 0;
  const hex = (digits: number) => code.toString(16).toUpperCase().padStart(digits, '0');
  if (code <= 0xff) return `\\x${hex(2)}`;
  return code <= 0xffff ? `\\u${hex(4)}` : `\\U${hex(8)}`;
}
