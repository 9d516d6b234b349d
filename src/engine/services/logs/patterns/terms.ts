import { invalidPattern } from './errors';

interface Term {
  readonly text: string;
  readonly kind: 'include' | 'exclude' | 'optional';
}

// A sign, and a phrase in double quotation marks or a word.
const term = /([?-]?)\s*(?:"((?:[^"\\]|\\.)*)"|([\p{L}\p{N}_]+))(?=\s|"|$)\s*/uy;

function readTerms(pattern: string): readonly Term[] {
  const terms: Term[] = [];
  for (term.lastIndex = 0; term.lastIndex < pattern.length;) {
    const [, sign, phrase, word = ''] = term.exec(pattern) ?? [];
    if (sign === undefined) throw invalidPattern.other();
    terms.push({
      text: phrase?.replace(/\\(.)/g, '$1') ?? word,
      kind: sign === '?' ? 'optional' : sign === '-' ? 'exclude' : 'include',
    });
  }
  return terms;
}

/**
 * Terms that a message contains, anywhere and in the same case: all that have no sign, none of those
 * with `-`. Those with `?` count only where there are no others: then one of them is enough.
 */
export function compileTerms(pattern: string): (message: string) => boolean {
  // A phrase of blanks is how one matches everything.
  const terms = readTerms(pattern).filter(({ text }) => text.trim() !== '');
  const texts = (kind: Term['kind']) => terms.filter((t) => t.kind === kind).map((t) => t.text);
  const [included, excluded, optional] = [texts('include'), texts('exclude'), texts('optional')];
  if (included.length + excluded.length === 0) {
    if (optional.length === 0) return () => true;
    return (message) => optional.some((text) => message.includes(text));
  }
  return (message) =>
    included.every((text) => message.includes(text)) &&
    !excluded.some((text) => message.includes(text));
}
