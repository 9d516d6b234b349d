/** A copy without some members. */
export function without<T extends object, Member extends keyof T>(
  of: T,
  ...members: readonly Member[]
): Omit<T, Member> {
  const rest = { ...of };
  for (const member of members) delete (rest as Partial<T>)[member];
  return rest;
}
