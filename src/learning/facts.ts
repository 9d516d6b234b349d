import data from '../../scenarios/facts.json';

/** A statement about AWS that content rests on: when it changes, so must everything that names it. */
export interface Fact {
  readonly id: string;
  readonly text: string;
  readonly source: string;
  /** The day on which the source said so, ISO 8601. */
  readonly asOf: string;
}

/** All dated facts, by id. */
export const facts: ReadonlyMap<string, Fact> = new Map(data.map((fact) => [fact.id, fact]));
