import { usageTable } from '../engine/prices/meter';
import { table, type Reader } from '../engine/tables';
import { trailTable, type TrailEvent } from '../engine/trail';

/** That a world is a scenario's, and where the learner's part of its audit trail begins. */
export interface ScenarioRecord {
  readonly id: string;
  /** Key of the last event that the setup left in the trail; empty when there is none. */
  readonly lastSetupEvent: string;
  /** What the setup used of priced requests, by the keys of the usage table. */
  readonly setupUsage?: Readonly<Record<string, number>>;
  /** Of which seed the scenario is the variant; absent: it is as its author wrote it. */
  readonly variant?: number;
}

const scenarioTable = table<ScenarioRecord>('learning.scenario');

/** The record's table and key: a world has at most one. */
export const scenarioRecord = [scenarioTable, 'open'] as const;

/** The audit trail since the learner came in. */
export function learnersTrail(reader: Reader): TrailEvent[] {
  const after = reader.get(...scenarioRecord)?.lastSetupEvent ?? '';
  return reader.range(trailTable, { after }).map(([, event]) => event);
}

/** What is metered of priced requests now, by the keys of the usage table. */
export function usageOfNow(reader: Reader): Readonly<Record<string, number>> {
  return Object.fromEntries(reader.range(usageTable).map(([key, { count }]) => [key, count]));
}

/** What of that came of the setup, before the learner came in. */
export function setupUsage(reader: Reader): Readonly<Record<string, number>> {
  return reader.get(...scenarioRecord)?.setupUsage ?? {};
}
