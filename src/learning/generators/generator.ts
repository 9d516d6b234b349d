import type { ComputeItem } from '../questions/compute/schema';
import type { ChoiceItem } from '../questions/choice/schema';
import type { PredictItem } from '../questions/predict/schema';
import type { Json } from '../scenario';
import { chance, shuffled } from '../shuffle';
import type { Script } from './script';

/** What a generator makes. */
export type GeneratedItem = ChoiceItem | ComputeItem | PredictItem;

/** What is the same in all items of a generator. */
export interface About {
  /** Kebab-case; items are called gen-<name>-<seed>. */
  readonly name: string;
  readonly title: string;
  readonly type: GeneratedItem['type'];
  readonly sections: readonly number[];
  readonly skills: readonly string[];
  readonly difficulty: 1 | 2 | 3;
  readonly facts: readonly string[];
}

/** Makes items of one kind: as many as there are seeds, the same one for the same seed. */
export interface Generator extends About {
  /** Undefined for a seed whose item would break a rule: several keys, or none. */
  generate(seed: number): Promise<GeneratedItem | undefined>;
}

/** Draws what varies from item to item. */
export class Draw {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = chance(seed);
  }

  /** A whole number of the range, its ends included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.#next() * (to - from + 1));
  }

  one<T>(list: readonly T[]): T {
    return list[this.int(0, list.length - 1)]!;
  }

  /** Different ones of a list. */
  some<T>(list: readonly T[], count: number): T[] {
    return shuffled(list, this.int(0, 2 ** 31)).slice(0, count);
  }
}

/** What is common to every item of a generator. */
export function commonOf(about: About, seed: number, { region, lines }: Script) {
  const { name, title, sections, skills, difficulty, facts } = about;
  return {
    ...{ id: `gen-${name}-${seed}`, title, difficulty, status: 'active' as const },
    ...{ sections: [...sections], skills: [...skills], facts: [...facts], misconceptions: [] },
    ...{ world: { region, setup: [...lines] }, files: [] },
  };
}

/** An outcome that may be offered. */
export interface Offered {
  readonly text: string;
  readonly equals: Json;
  readonly why: string;
  readonly misconception?: string;
}

/** Outcomes with letters, in an order of chance, of which the one that came about is the key. */
export function outcomesOf(
  offered: readonly Offered[],
  outcome: Json,
  seed: number,
): PredictItem['options'] | undefined {
  const options = shuffled(offered, seed + 1).map((it, i) => ({
    ...it,
    id: String.fromCharCode(97 + i),
    correct: it.equals === outcome,
  }));
  return options.filter(({ correct }) => correct).length === 1 ? options : undefined;
}
