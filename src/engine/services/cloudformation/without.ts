/** A record without some of its members. */
export function without<R extends object, Name extends keyof R>(
  record: R,
  ...names: readonly Name[]
): Omit<R, Name> {
  const left: readonly PropertyKey[] = names;
  const kept = Object.entries(record).filter(([name]) => !left.includes(name));
  return Object.fromEntries(kept) as Omit<R, Name>;
}
