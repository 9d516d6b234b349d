import data from '../../scenarios/misconceptions.json';

/** Something that learners believe and that is not so. */
export interface Misconception {
  readonly id: string;
  /** The wrong belief, in a sentence of somebody who holds it. */
  readonly belief: string;
  /** What is so instead, and why. */
  readonly refutation: string;
  /** The world in which it can be watched to fail; an empty account where it is absent. */
  readonly region?: string;
  readonly setup?: readonly string[];
  /** Shell lines that show it. */
  readonly run: readonly string[];
  /** What these lines print, among other things: the point of the demonstration. */
  readonly shows: string;
}

/** All named misconceptions, by id. */
export const misconceptions: ReadonlyMap<string, Misconception> = new Map(
  (data as readonly Misconception[]).map((misconception) => [misconception.id, misconception]),
);
