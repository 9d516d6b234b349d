/**
 * A pattern is a list of codes: a UTF-16 unit stands for itself, negative codes for wildcards.
 * The two `segment` codes are those of one segment of an ARN: they do not match a colon.
 */
export const anyCharacter = -1;
export const anyRun = -2;
export const segmentCharacter = -3;
export const segmentRun = -4;

/** A compiled wildcard pattern, with the shapes that need no search told apart. */
export type Pattern =
  | { readonly kind: 'any' }
  | { readonly kind: 'exact'; readonly text: string }
  | { readonly kind: 'prefix'; readonly text: string }
  | { readonly kind: 'glob'; readonly codes: readonly number[] };

/** The codes of a text in which `*` and `?` are wildcards. */
export function wildcardCodes(text: string): number[] {
  const codes: number[] = [];
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i];
    if (character === '*') codes.push(anyRun);
    else if (character === '?') codes.push(anyCharacter);
    else codes.push(text.charCodeAt(i));
  }
  return codes;
}

/** The codes of a text that stands for itself. */
export function literalCodes(text: string): number[] {
  return Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
}

/** Makes a pattern of codes, choosing the cheapest way to match it. */
export function patternOf(codes: readonly number[]): Pattern {
  const wildcard = codes.findIndex((code) => code < 0);
  if (wildcard === -1) return { kind: 'exact', text: textOf(codes) };
  if (wildcard < codes.length - 1 || codes[wildcard] !== anyRun) return { kind: 'glob', codes };
  if (wildcard === 0) return { kind: 'any' };
  return { kind: 'prefix', text: textOf(codes.slice(0, -1)) };
}

/** The text that codes without wildcards stand for. */
export function textOf(codes: readonly number[]): string {
  let text = '';
  for (const code of codes) text += String.fromCharCode(code);
  return text;
}

/** Whether the whole text fits the pattern. */
export function matchesPattern(pattern: Pattern, text: string): boolean {
  switch (pattern.kind) {
    case 'any':
      return true;
    case 'exact':
      return text === pattern.text;
    case 'prefix':
      return text.startsWith(pattern.text);
    case 'glob':
      return matchesCodes(pattern.codes, text);
  }
}

/** What the matcher reads of a text; a test may count the reads. */
export type Characters = Pick<string, 'length' | 'charCodeAt'>;

const colon = 58;

/**
 * Matches by two pointers. On a mismatch only the latest run grows, by one character: earlier
 * runs need no second thought, since the latest can reach whatever they could. So the cost is at
 * most the text's length times the longest stretch between two runs, however many runs there are.
 * A segment run that meets its colon hands back to the latest unlimited run before it; between
 * segment runs, as in all ARN patterns, only a colon may match a colon.
 */
export function matchesCodes(codes: readonly number[], text: Characters): boolean {
  const end = text.length;
  let p = 0;
  let t = 0;
  let run = -1;
  let runEnd = 0;
  let limited = -1;
  let limitedEnd = 0;
  for (;;) {
    const code = p < codes.length ? codes[p]! : undefined;
    if (code === anyRun) {
      run = p;
      runEnd = t;
      limited = -1;
      p += 1;
      if (p === codes.length) return true;
    } else if (code === segmentRun) {
      limited = p;
      limitedEnd = t;
      p += 1;
    } else if (code === undefined ? t === end : t < end && matchesUnit(code, text.charCodeAt(t))) {
      if (code === undefined) return true;
      p += 1;
      t += 1;
    } else if (limited >= 0 && limitedEnd < end && text.charCodeAt(limitedEnd) !== colon) {
      limitedEnd += 1;
      t = limitedEnd;
      p = limited + 1;
    } else if (run >= 0 && runEnd < end) {
      limited = -1;
      runEnd += 1;
      t = runEnd;
      p = run + 1;
    } else {
      return false;
    }
  }
}

function matchesUnit(code: number, unit: number): boolean {
  return code === unit || code === anyCharacter || (code === segmentCharacter && unit !== colon);
}
