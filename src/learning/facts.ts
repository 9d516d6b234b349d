import data from '../../scenarios/facts.gen.json';

/** A statement about AWS that content rests on: when it changes, so must everything that names it. */
export interface Fact {
  readonly id: string;
  readonly text: string;
  readonly source: string;
  /** The day on which the source said so, ISO 8601. */
  readonly asOf: string;
  /** Its numbers by name; content writes one as `{fact:id.name}`. */
  readonly figures?: Readonly<Record<string, Figure>>;
  /** Phrases by which prose says it, with the names of figures in braces: `at most {most} bytes`. */
  readonly said?: readonly string[];
}

/** A number of a fact. */
export interface Figure {
  readonly value: number;
  /** As prose has it: 4,096 or $0.05. */
  readonly text: string;
}

/** All dated facts, by id: what `scenarios/facts.yaml` says (see `parseFacts`). */
export const facts: ReadonlyMap<string, Fact> = new Map(
  (data as readonly Fact[]).map((fact) => [fact.id, fact]),
);
