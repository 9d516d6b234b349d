/** A word of the course, explained. */
export interface Term {
  readonly id: string;
  readonly term: string;
  /** The ways in which prose has it. */
  readonly forms: readonly string[];
  /** The number of the section that it belongs to. */
  readonly section: number;
  readonly definition: string;
  /** Ids of other terms. */
  readonly see: readonly string[];
  /** Ids of the facts that the definition rests on. */
  readonly facts: readonly string[];
}

/** Where a text has a term: from one character up to another. */
export interface Mention {
  readonly term: Term;
  readonly from: number;
  readonly to: number;
}

/** Finds terms in a text, in its order; where two begin at one place, the longer one. */
export function mentionFinder(terms: readonly Term[]): (text: string) => readonly Mention[] {
  // By their first words: few of the words of a text begin a term.
  const byFirst = new Map<string, { readonly term: Term; readonly pattern: RegExp }[]>();
  const forms = terms
    .flatMap((term) => term.forms.map((form) => ({ term, form })))
    .sort((a, b) => b.form.length - a.form.length);
  for (const { term, form } of forms) {
    const first = /^\w+/.exec(form)?.[0] ?? form;
    const pattern = new RegExp(`${patternOf(form)}(?:e?s)?(?![\\w/-])`, 'y');
    for (const ending of ['', 's', 'es']) {
      const word = (first + ending).toLowerCase();
      byFirst.set(word, [...(byFirst.get(word) ?? []), { term, pattern }]);
    }
  }
  return (text) => {
    const found: Mention[] = [];
    let end = 0;
    for (const { 0: word, index: from } of text.matchAll(/(?<![\w/-])\w+/g)) {
      if (from < end) continue;
      for (const { term, pattern } of byFirst.get(word.toLowerCase()) ?? []) {
        pattern.lastIndex = from;
        const match = pattern.exec(text);
        if (match === null) continue;
        end = from + match[0].length;
        found.push({ term, from, to: end });
        break;
      }
    }
    return found;
  };
}

/** A form as a pattern: a word that begins with a small letter may begin with a capital one. */
function patternOf(form: string): string {
  return form
    .split(/\s+/)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .map((word) => word.replace(/^[a-z]/, (first) => `[${first.toUpperCase()}${first}]`))
    .join('\\s+');
}
