/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A list in another order: every order is as likely, and the same for the same seed. */
export function shuffled<T>(list: readonly T[], seed: number): T[] {
  const draw = chance(seed);
  const result = [...list];
  for (let i = result.length - 1; i > 0; i -= 1) {
    const j = Math.floor(draw() * (i + 1));
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}

/** The list with its groups in turn, one of each at a time; chance decides within and among them. */
export function inTurn<T>(list: readonly T[], groupOf: (it: T) => unknown, seed: number): T[] {
  const byGroup = new Map<unknown, T[]>();
  for (const it of shuffled(list, seed)) {
    const group = byGroup.get(groupOf(it));
    if (group === undefined) byGroup.set(groupOf(it), [it]);
    else group.push(it);
  }
  const groups = shuffled([...byGroup.values()], seed + 1);
  const result: T[] = [];
  for (let turn = 0; result.length < list.length; turn += 1) {
    for (const group of groups) result.push(...group.slice(turn, turn + 1));
  }
  return result;
}
