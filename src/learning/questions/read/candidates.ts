import { cloudTrailEvent, type TrailEvent } from '../../../engine/trail/index';
import type { Reader } from '../../../engine/tables';
import { fits } from '../../checks/trail-check';
import { learnersTrail } from '../../scenario-record';
import type { ReadItem } from './schema';

/** Something that may be pointed at. */
export interface Candidate {
  readonly id: string;
  /** One line: what it is. */
  readonly title: string;
  /** All of it, as JSON. */
  readonly detail: string;
  readonly key: boolean;
  /** What is said about it after the answer; empty where nothing is. */
  readonly why: string;
}

/** What may be pointed at once the item's lines have run; `reader` has the world after them. */
export function candidatesOf(item: ReadItem, reader: Reader): Candidate[] {
  const { pick, why } = item;
  if (pick.from === 'statement') return statementsAsCandidates(item);
  return learnersTrail(reader).map((event) => {
    const key = fits(event, pick.key);
    const note = pick.notes.find((it) => fits(event, it.event))?.why ?? '';
    return { ...shown(event), id: event.eventID, key, why: key ? why : note };
  });
}

/** The statements of the item's policy, which are known before anything runs. */
export function statementsAsCandidates({ pick, why }: ReadItem): Candidate[] {
  if (pick.from !== 'statement') return [];
  return statementsOf(pick.policy.text).map((statement) => {
    const id = String(statement['Sid'] ?? '');
    const key = id === pick.key;
    const note = pick.notes.find(({ sid }) => sid === id)?.why ?? '';
    return {
      id,
      title: id,
      detail: JSON.stringify(statement, null, 2),
      key,
      why: key ? why : note,
    };
  });
}

function shown(event: TrailEvent): Pick<Candidate, 'title' | 'detail'> {
  const { eventName, errorCode } = event;
  const how = errorCode === undefined ? '' : `, refused with ${errorCode}`;
  const {
    eventTime,
    eventSource,
    errorMessage,
    userIdentity,
    requestParameters,
    responseElements,
  } = cloudTrailEvent(event);
  const detail = {
    ...{ eventTime, eventSource, eventName, errorCode, errorMessage },
    ...{ userIdentity, requestParameters, responseElements },
  };
  return { title: `${eventName}${how}`, detail: JSON.stringify(detail, null, 2) };
}

/** The statements of a policy text; none where it is no policy. */
export function statementsOf(text: string): Readonly<Record<string, unknown>>[] {
  try {
    const policy = JSON.parse(text) as { Statement?: unknown };
    return Array.isArray(policy.Statement) ? (policy.Statement as Record<string, unknown>[]) : [];
  } catch {
    return [];
  }
}
