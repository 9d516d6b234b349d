import data from '../../scenarios/concepts.json';
import { facts, type Fact } from './facts';

/** Something of AWS that is described in words, because the model does not have it. */
export interface Concept {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** What the model does where AWS would have it. Code is between backquotes. */
  readonly here: string;
  readonly facts: readonly Fact[];
}

/** All concepts, each with the dated facts it is made of. */
export const concepts: readonly Concept[] = data.map(({ facts: ids, ...concept }) => ({
  ...concept,
  facts: ids.map(factOf),
}));

function factOf(id: string): Fact {
  const fact = facts.get(id);
  if (fact === undefined) throw new Error(`there is no fact ${id} in scenarios/facts.yaml`);
  return fact;
}
