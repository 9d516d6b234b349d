import { table, type Tables } from '../tables';
import type { UserIdentity } from './user-identity';

/** Parameters as a trail shows them: lowerCamel names, no bytes, nothing sensitive. */
export type ShownMembers = Readonly<Record<string, unknown>>;

/**
 * An entry of the audit trail: what of a CloudTrail event varies from call to call, under its own
 * names. One is written on every request, so it is small; `cloudTrailEvent` makes the whole event
 * of it. Source: CloudTrail User Guide, "CloudTrail record contents".
 */
export interface TrailEvent {
  readonly eventID: string;
  /** World time in ms. */
  readonly eventTime: number;
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
  /** The account in whose trail this is: the caller's, or the owner's of what was used. */
  readonly recipientAccountId: string;
  readonly readOnly: boolean;
  /** Absent in most events of a service's own. */
  readonly requestID?: string;
  readonly userIdentity: UserIdentity;
  readonly requestParameters: ShownMembers | null;
  /** Absent where the answer changes nothing or is kept out of trails. */
  readonly responseElements?: ShownMembers;
  readonly additionalEventData?: ShownMembers;
  /** ARNs of what the call was about. */
  readonly resources?: readonly string[];
  readonly errorCode?: string;
  readonly errorMessage?: string;
  /** Set where the same call is in two accounts' trails. */
  readonly sharedEventID?: string;
  /** Set on what a service did of its own: rotate a key, delete it. */
  readonly serviceEvent?: ServiceEventPart;
  readonly userAgent?: string;
  readonly sourceIPAddress?: string;
  /** True for a call that came without TLS. */
  readonly plainHttp?: true;
}

/** What only a service's own events have. */
export interface ServiceEventPart {
  readonly eventType: 'AwsServiceEvent' | 'AwsApiCall';
  readonly details?: ShownMembers;
}

/** The audit trail in the order of its events. */
export const trailTable = table<TrailEvent>('cloudtrail.events');

/** The key of the next event: world time, then arrival, so that the table is in order. */
export function nextTrailKey(tables: Pick<Tables, 'lastKey'>, now: number): string {
  const last = tables.lastKey(trailTable);
  const arrival = last === undefined ? 0 : Number(last.slice(last.indexOf('/') + 1)) + 1;
  return `${timeKey(now)}/${String(arrival).padStart(10, '0')}`;
}

/** How the keys of events at this time begin. */
export function timeKey(time: number): string {
  return String(time).padStart(13, '0');
}
