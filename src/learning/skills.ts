import data from '../../scenarios/skills.json';

/** Something an exam asks for that content is mapped to. */
export interface Skill {
  /** Exam family and number: `DVA-2.2.4`. */
  readonly id: string;
  readonly text: string;
  /** Whether it can be executed here, is told in prose, or is not covered. */
  readonly coverage: 'engine' | 'concept' | 'out';
}

/** All skills that content may name, by id. */
export const skills: ReadonlyMap<string, Skill> = new Map(
  (data as readonly Skill[]).map((skill) => [skill.id, skill]),
);
