import type { Item, ItemOf, ProofLevel } from './item';

/**
 * How well the key of an item is proven. It is derived from what the gate executes, which fails where
 * a run disagrees: P3 when every option is executed, P2 when the key is, P1 when the item rests on
 * dated facts. Generated items are P4.
 */
export function proofLevel(item: Item): ProofLevel {
  // No written item may be called so: the parser refuses it.
  if (item.id.startsWith('gen-')) return 'P4';
  const executed = executedOf(item);
  if (executed === 'all') return 'P3';
  if (executed === 'key') return 'P2';
  return item.facts.length > 0 ? 'P1' : 'P0';
}

/** What each badge means, in the words of a learner. */
export const meanings: Readonly<Record<ProofLevel, string>> = {
  P4: 'Generated: the simulator worked the answer out, and the generator is tested over many seeds.',
  P3: 'Every answer was run in the simulator, and the key is what came out.',
  P2: 'The right answer was run in the simulator; the wrong ones are not all executable.',
  P1: 'The answer rests on a dated fact with its source; nothing was run.',
  P0: 'The answer is explained in prose only.',
};

type Executed = 'all' | 'key' | 'none';

function executedOf(item: Item | ItemOf<'case'>['parts'][number]): Executed {
  switch (item.type) {
    case 'choice':
    case 'response': {
      const { goal, options } = item;
      const runs = options.filter((it) => it.claim !== undefined || (goal && it.do.length > 0));
      return runs.length === options.length ? 'all' : ofKey(options, runs);
    }
    case 'matching': {
      const runs = item.prompts.filter(({ run }) => run !== undefined).length;
      return runs === item.prompts.length ? 'all' : runs > 0 ? 'key' : 'none';
    }
    case 'compute':
      return 'expression' in item.derive ? 'none' : 'all';
    case 'read':
      // A trail is real, and which event explains the result is its author's word.
      return item.pick.from === 'statement' ? 'all' : 'key';
    case 'case': {
      const parts = item.parts.map(executedOf);
      return parts.includes('none') ? 'none' : parts.includes('key') ? 'key' : 'all';
    }
    case 'ordering':
    case 'predict':
    case 'fix':
    case 'do':
      return 'all';
  }
}

function ofKey(options: readonly { correct: boolean }[], runs: readonly object[]): Executed {
  return options.every((it) => !it.correct || runs.includes(it)) ? 'key' : 'none';
}
