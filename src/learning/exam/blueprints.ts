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
  return domains.filter((domain) => tasksHere(family, domain) > 0);
}

/** In how many tasks of a domain there is something that this app can execute. */
export function tasksHere(family: string, domain: Domain): number {
  const executable = skillsIn(family, domain).filter(({ coverage }) => coverage === 'engine');
  return new Set(executable.map(({ id }) => /\d+\.\d+/.exec(id)![0])).size;
}

/**
 * What of the exam this app covers in a domain, in percent: the domain's share, by its tasks. An
 * exam guide weighs domains only, so each task of one counts the same.
 */
export function weightHere(family: string, domain: Domain): number {
  const { percent, tasks } = domain;
  return tasks === undefined ? percent : (percent * tasksHere(family, domain)) / tasks;
}
