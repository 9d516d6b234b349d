import data from '../../../scenarios/blueprints.json';
import { skills, type Skill } from '../skills';
import type { Blueprint, Domain, ExamTable, ExamVersion } from './blueprint-schema';

/** The exam families that content is mapped to. */
export const blueprints = data as readonly Blueprint[];

/** A version whose table is known. */
export type KnownVersion = ExamVersion & { readonly table: ExamTable };

/** The version that exams are formed by on a day (ISO 8601): the newest begun one with a table. */
export function versionOn({ versions }: Blueprint, day: string): KnownVersion {
  const known = versions.filter((it): it is KnownVersion => it.table !== null);
  return known.findLast(({ from }) => from === undefined || from <= day) ?? known[0]!;
}

/** A version that follows the one in use and whose table is not known here yet. */
export function successorOf({ versions }: Blueprint): ExamVersion | undefined {
  return versions.find(({ table }) => table === null);
}

/** The family and domain that a skill belongs to: DVA-2.2.4 is of DVA and its domain 2. */
export function domainOf(skill: string): { family: string; number: number } | undefined {
  const match = /^([A-Z]{3})-(\d+)/.exec(skill);
  return match === null ? undefined : { family: match[1]!, number: Number(match[2]) };
}

/** The skills of this app in a domain, those that it leaves out included. */
export function skillsIn(family: string, { number }: Domain): Skill[] {
  return [...skills.values()].filter(({ id }) => {
    const found = domainOf(id);
    return found?.family === family && found.number === number;
  });
}

/** The domains of which this app can execute something: what its exams are made of. */
export function coveredDomains(family: string, { domains }: ExamTable): Domain[] {
  return domains.filter((domain) =>
    skillsIn(family, domain).some(({ coverage }) => coverage === 'engine'),
  );
}
