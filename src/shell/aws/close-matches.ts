/**
 * The choices most like a mistyped word, best first and three at most: what the AWS CLI offers
 * after "Maybe you meant". Two words are alike when the blocks of letters that they share make
 * up four fifths of both, as Python's difflib measures it.
 */
export function closeMatches(word: string, choices: Iterable<string>): string[] {
  return [...choices]
    .map((choice) => ({ choice, likeness: likeness(choice, word) }))
    .filter(({ likeness }) => likeness >= 0.8)
    .sort((a, b) => b.likeness - a.likeness || (a.choice < b.choice ? 1 : -1))
    .slice(0, 3)
    .map(({ choice }) => choice);
}

function likeness(a: string, b: string): number {
  const letters = a.length + b.length;
  return letters === 0 ? 1 : (2 * shared(a, b)) / letters;
}

// The longest common block, and what is alike to the left and to the right of it.
function shared(a: string, b: string): number {
  let [start, startInB, length] = [0, 0, 0];
  for (let i = 0; i < a.length; i += 1) {
    for (let j = 0; j < b.length; j += 1) {
      let run = 0;
      while (i + run < a.length && j + run < b.length && a[i + run] === b[j + run]) run += 1;
      if (run > length) [start, startInB, length] = [i, j, run];
    }
  }
  if (length === 0) return 0;
  return (
    length +
    shared(a.slice(0, start), b.slice(0, startInB)) +
    shared(a.slice(start + length), b.slice(startInB + length))
  );
}
