/** What a search in the palette can find. */
export interface Entry {
  readonly title: string;
  /** What it is, in a word or two: `Scenario`, `KMS key`. */
  readonly kind: string;
  /** Further words that find it, and that are shown beside its title. */
  readonly more: string;
  /** The address that choosing it leads to, or what choosing it does. */
  readonly go: string | (() => void);
}

/**
 * How well a text answers a query, the higher the better; undefined where it does not: every word
 * of the query must be in it. Words that begin one of its words count more, and so does its title.
 */
export function score({ title, kind, more }: Entry, query: string): number | undefined {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const name = title.toLowerCase();
  const rest = `${kind} ${more}`.toLowerCase();
  let sum = 0;
  for (const word of words) {
    const inName = name.indexOf(word);
    if (inName === 0) sum += 8;
    else if (inName > 0) sum += beginsWord(name, inName) ? 5 : 3;
    else if (rest.includes(word)) sum += beginsWord(rest, rest.indexOf(word)) ? 2 : 1;
    else return undefined;
  }
  return sum + (name === words.join(' ') ? 8 : 0) - (words.length === 0 ? 0 : name.length / 1000);
}

/** The entries that answer a query, the best first; those of an equal score keep their order. */
export function find(entries: readonly Entry[], query: string, limit: number): readonly Entry[] {
  return entries
    .map((entry) => ({ entry, score: score(entry, query) }))
    .filter((found): found is { entry: Entry; score: number } => found.score !== undefined)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ entry }) => entry);
}

// An operation's name is one word of several: `GenerateDataKey` begins three.
function beginsWord(text: string, at: number): boolean {
  return /[^a-z0-9]/.test(text[at - 1] ?? ' ');
}
