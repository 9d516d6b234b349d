/** The word of a list that somebody most likely meant, if any is near. */
export function closest(written: string, words: readonly string[]): string | undefined {
  const lower = written.toLowerCase();
  const most = Math.max(1, Math.floor(lower.length / 4));
  let best: string | undefined;
  let least = most + 1;
  for (const word of words) {
    if (Math.abs(word.length - lower.length) >= least) continue;
    const steps = distance(lower, word.toLowerCase());
    if (steps < least) [best, least] = [word, steps];
  }
  return best;
}

/** How many letters must change, come, go or trade places with their neighbour. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let steps = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) steps = Math.min(steps, before[j - 2]! + 1);
      next.push(steps);
    }
    [before, row] = [row, next];
  }
  return row[b.length]!;
}
