import type { Item, ItemOf } from './item';

interface Offered {
  readonly text: string;
  readonly correct: boolean;
}

type Part = Item | ItemOf<'case'>['parts'][number];

/**
 * Where the form of the options may give the key away to somebody who knows nothing of the matter.
 * Suspicions, not faults: an author looks at them and decides.
 */
export function giveaways(item: Part): string[] {
  if (item.type === 'case') {
    return item.parts.flatMap((part) => giveaways(part).map((text) => `${part.id}: ${text}`));
  }
  if (item.type !== 'choice' && item.type !== 'response' && item.type !== 'predict') return [];
  const { options } = item;
  return [length, summary, absolutes, grammar].flatMap((look) => look(options, item.stem));
}

function length(options: readonly Offered[]): string[] {
  const [right, wrong] = halves(options).map((half) => half.map(({ text }) => text.length));
  const longest = Math.max(...wrong!);
  const shortest = Math.min(...wrong!);
  if (Math.min(...right!) > 1.4 * longest) return ['the key is much longer than the other options'];
  if (Math.max(...right!) < 0.6 * shortest)
    return ['the key is much shorter than the other options'];
  return [];
}

function summary(options: readonly Offered[]): string[] {
  return options
    .filter(({ text }) => /\b(all|none|both|neither|any) of (the|these|them)\b/i.test(text))
    .map(({ text }) => `an option speaks of the others: ${text}`);
}

const absolute = /\b(always|never|only|must|cannot|impossible|every|all|completely|any)\b/i;

function absolutes(options: readonly Offered[]): string[] {
  const [right, wrong] = halves(options).map(
    (half) => half.filter(({ text }) => absolute.test(text)).length,
  );
  return right === 0 && wrong! > 1 && wrong === options.filter(({ correct }) => !correct).length
    ? ['every wrong option has an absolute word (always, never, only ...), and the key has none']
    : [];
}

/** The key begins as no other does, or the stem ends in an article that fits few. */
function grammar(options: readonly Offered[], stem: string): string[] {
  const [right, wrong] = halves(options).map((half) => new Set(half.map(kindOfStart)));
  const odd = right!.size === 1 && wrong!.size === 1 && ![...right!].some((it) => wrong!.has(it));
  const article = /\b(an?)\s*(\.\.\.|…|:)?\s*$/i.exec(stem)?.[1]?.toLowerCase();
  const fits = (text: string) => /^\W*[aeiou]/i.test(text) === (article === 'an');
  const ends = article !== undefined && !options.every(({ text }) => fits(text));
  return [
    ...(odd ? ['the key begins in another way than all other options'] : []),
    ...(ends ? ['the stem ends in an article that does not fit every option'] : []),
  ];
}

function kindOfStart({ text }: Offered): string {
  if (text.startsWith('`')) return 'code';
  if (/^\d/.test(text)) return 'number';
  return /^[A-Z]/.test(text) ? 'sentence' : 'phrase';
}

function halves(options: readonly Offered[]): [Offered[], Offered[]] {
  return [options.filter(({ correct }) => correct), options.filter(({ correct }) => !correct)];
}

/**
 * Whether the keys of choices stand unevenly over the bank as it is written: positions that have more
 * than 1.6 times their share, once there are enough items to tell. Learners see options shuffled;
 * exports and prints keep the order of the file.
 */
export function positionSkew(items: readonly Item[]): string[] {
  const choices = items.filter((item) => item.type === 'choice');
  if (choices.length < 20) return [];
  const counts = new Map<number, number>();
  for (const { options } of choices) {
    const at = options.findIndex(({ correct }) => correct);
    counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  const share = choices.length / 4;
  return [...counts]
    .filter(([, count]) => count > 1.6 * share)
    .map(([at, count]) => `${count} of ${choices.length} keys are option ${at + 1}`);
}
