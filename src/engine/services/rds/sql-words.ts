/**
 * Words that are no names unless they are quoted. Source: PostgreSQL's documentation, "SQL Key
 * Words", those that are reserved; of MySQL's, these are the ones that a user's name meets.
 */
export const reservedWords: ReadonlySet<string> = new Set(
  [
    'all analyse analyze and any array as asc asymmetric both case cast check collate column',
    'constraint create current_catalog current_date current_role current_time current_timestamp',
    'current_user default deferrable desc distinct do else end except false fetch for foreign from',
    'grant group having in initially intersect into lateral leading limit localtime localtimestamp',
    'not null offset on only or order placing primary references returning select session_user',
    'some symmetric system_user table then to trailing true union unique user using variadic when',
    'where window with',
  ].flatMap((line) => line.split(' ')),
);

/** PostgreSQL's quote_ident: a name in quotes where it needs them. */
export function quoteIdentifier(name: string): string {
  const isPlain = /^[a-z_][a-z0-9_$]*$/.test(name) && !reservedWords.has(name);
  return isPlain ? name : `"${name.replaceAll('"', '""')}"`;
}
