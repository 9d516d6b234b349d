/** What `zip` and `unzip` make of their words: letters, letters with a value or a list, the rest. */
export interface Arguments {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
  /** Of the letter `x`: the words up to the next option, or up to `@`. */
  readonly excluded: readonly string[];
  readonly operands: readonly string[];
}

/** Options may stand anywhere. `fail` makes the error for a letter that is unknown or lacks a value. */
export function readArguments(
  args: readonly string[],
  { flags: known, withValue }: { readonly flags: string; readonly withValue: string },
  fail: (letter: string, why: 'unknown' | 'no value') => Error,
): Arguments {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const excluded: string[] = [];
  const operands: string[] = [];
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') return { flags, values, excluded, operands: [...operands, ...rest] };
    if (!word.startsWith('-') || word === '-') {
      operands.push(word);
      continue;
    }
    for (let at = 1; at < word.length; at += 1) {
      const letter = word.charAt(at);
      const attached = word.slice(at + 1);
      if (letter === 'x') {
        const list = attached === '' ? [] : [attached];
        if (list.length === 0) {
          while (rest[0] !== undefined && !rest[0].startsWith('-') && rest[0] !== '@')
            list.push(rest.shift() as string);
          if (rest[0] === '@') rest.shift();
        }
        if (list.length === 0) throw fail(letter, 'no value');
        excluded.push(...list);
        break;
      }
      if (withValue.includes(letter)) {
        const value = attached === '' ? rest.shift() : attached;
        if (value === undefined) throw fail(letter, 'no value');
        values.set(letter, value);
        break;
      }
      if (!known.includes(letter)) throw fail(letter, 'unknown');
      flags.add(letter);
    }
  }
  return { flags, values, excluded, operands };
}
