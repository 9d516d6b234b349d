/** A key and its value, as tags and variables are entered. */
export type Pair = readonly [key: string, value: string];

/** A file of the learner's that was chosen. */
export interface ChosenFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What a field of a form holds. */
export type FieldValue = string | boolean | readonly Pair[] | readonly string[] | ChosenFile;

/** What a form holds, by the names of its fields. */
export type Values = Readonly<Record<string, FieldValue | undefined>>;

/** A text; empty where the field is. */
export function textOf(values: Values, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value : '';
}

/** A text, or undefined where the field is empty: what is not said is not sent. */
export function givenText(values: Values, name: string): string | undefined {
  const text = textOf(values, name);
  return text === '' ? undefined : text;
}

/** A number, or undefined where none is entered. */
export function givenNumber(values: Values, name: string): number | undefined {
  const text = textOf(values, name).trim();
  return text === '' ? undefined : Number(text);
}

/** Whether a box is ticked. */
export function isTicked(values: Values, name: string): boolean {
  return values[name] === true;
}

/** The pairs that are more than an empty row. */
export function pairsOf(values: Values, name: string): readonly Pair[] {
  const value = values[name];
  if (!Array.isArray(value)) return [];
  return (value as readonly Pair[]).filter(([key, text]) => key !== '' || text !== '');
}

/** What is ticked of several. */
export function tickedOf(values: Values, name: string): readonly string[] {
  const value = values[name];
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

/** The file that was chosen. */
export function fileOf(values: Values, name: string): ChosenFile | undefined {
  const value = values[name];
  return typeof value === 'object' && 'bytes' in value ? value : undefined;
}

/** Tags as most services take them. */
export function tagList(
  values: Values,
  name = 'tags',
): { Key: string; Value: string }[] | undefined {
  const pairs = pairsOf(values, name);
  return pairs.length === 0 ? undefined : pairs.map(([Key, Value]) => ({ Key, Value }));
}
