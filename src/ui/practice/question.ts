import type { Component } from 'svelte';
import type { Grade, PartLike } from '../../learning/questions/grade';
import type { Item, ItemType } from '../../learning/questions/item';
import type { Check } from '../../learning/scenario';

/** Lines to be run in the lab, and what is to be looked at there. */
export interface Run {
  /** What runs, in a few words. */
  readonly title: string;
  readonly lines: readonly string[];
  /** What should hold afterwards. */
  readonly checks: readonly Check[];
}

/** What the component of a type gets. */
export interface QuestionProps<T extends ItemType> {
  readonly item: PartLike<T>;
  /** The item that has the world: for a question of a case, that of the case. */
  readonly whole: Item;
  readonly answer: unknown;
  readonly onanswer: (answer: unknown) => void;
  /** Set once the answer is revealed. */
  readonly grade: Extract<Grade, { readable: true }> | undefined;
  /** Shuffles what has no order of its own. */
  readonly seed: number;
  readonly onrun: (run: Run) => void;
  /** Options that are struck out, and what strikes one out; absent where none can be. */
  readonly struck?: readonly string[] | undefined;
  readonly onstrike?: ((option: string) => void) | undefined;
}

/** The component of each type, loaded with the first item of that type. */
export const questionComponents: {
  readonly [T in ItemType]: () => Promise<{ readonly default: Component<QuestionProps<T>> }>;
} = {
  choice: () => import('./choice/Question.svelte'),
  response: () => import('./response/Question.svelte'),
  ordering: () => import('./ordering/Question.svelte'),
  matching: () => import('./matching/Question.svelte'),
  case: () => import('./case/Question.svelte'),
  predict: () => import('./predict/Question.svelte'),
  fix: () => import('./fix/Question.svelte'),
  do: () => import('./do/Question.svelte'),
  compute: () => import('./compute/Question.svelte'),
  read: () => import('./read/Question.svelte'),
};
