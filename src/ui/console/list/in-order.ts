/** How many items are sorted, or merged, until the work may be left off. */
const stretch = 1000;

/** Sorts, as `toSorted` does, and yields where it may be left off: 100,000 texts take several frames. */
export function* inOrder<T>(
  items: readonly T[],
  compare: (a: T, b: T) => number,
): Generator<undefined, T[]> {
  let from: T[] = [];
  for (let at = 0; at < items.length; at += stretch) {
    from.push(...items.slice(at, at + stretch).sort(compare));
    yield;
  }
  for (let width = stretch; width < items.length; width *= 2) {
    const to: T[] = [];
    for (let begin = 0; begin < from.length; begin += 2 * width) {
      const middle = Math.min(begin + width, from.length);
      const end = Math.min(middle + width, from.length);
      let [left, right] = [begin, middle];
      while (left < middle || right < end) {
        const takesLeft =
          right >= end || (left < middle && compare(from[left]!, from[right]!) <= 0);
        to.push(from[takesLeft ? left++ : right++]!);
        if (to.length % stretch === 0) yield;
      }
    }
    from = to;
  }
  return from;
}
