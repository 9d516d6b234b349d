import type {
  Event,
  LookupAttribute,
  LookupEventsRequest,
  LookupEventsResponse,
} from '@aws-sdk/client-cloudtrail';
import { decodeBase64, encodeBase64 } from '../../base64';
import type { Operation } from '../../operation';
import { cloudTrailEvent, timeKey, trailTable, type TrailEvent } from '../../trail/index';
import { fitsAttribute, resourcesOf, userNameOf } from './attributes';
import { invalidLookupAttributes, invalidNextToken, invalidTimeRange } from './errors';

/** How far back the event history goes. Source: CloudTrail API Reference, LookupEvents. */
const historyDays = 90;
const day = 24 * 60 * 60 * 1000;

const pageSize = 50;

/** Only one attribute can be looked up at a time. */
function predicate(attributes: readonly LookupAttribute[]): (event: TrailEvent) => boolean {
  if (attributes.length > 1) throw invalidLookupAttributes();
  const { AttributeKey, AttributeValue = '' } = attributes[0] ?? {};
  if (AttributeKey === undefined) return () => true;
  const fits = fitsAttribute[AttributeKey];
  return (event) => fits(event, AttributeValue);
}

// A token holds the key of the last event of its page and the lookup it belongs to.

function question({ LookupAttributes, StartTime, EndTime, EventCategory }: LookupEventsRequest) {
  return JSON.stringify([LookupAttributes, StartTime, EndTime, EventCategory]);
}

function tokenFor(request: LookupEventsRequest, lastKey: string): string {
  return encodeBase64(new TextEncoder().encode(`${lastKey} ${question(request)}`));
}

function lastKeyOf(request: LookupEventsRequest, token: string): string {
  const bytes = decodeBase64(token);
  const [lastKey = '', ...rest] = new TextDecoder().decode(bytes ?? new Uint8Array()).split(' ');
  if (rest.join(' ') !== question(request)) throw invalidNextToken();
  return lastKey;
}

function shown(event: TrailEvent): Event {
  const { accessKeyId } = event.userIdentity;
  const Username = userNameOf(event);
  return {
    EventId: event.eventID,
    EventName: event.eventName,
    ReadOnly: String(event.readOnly),
    ...(accessKeyId === undefined ? {} : { AccessKeyId: accessKeyId }),
    EventTime: new Date(event.eventTime),
    EventSource: event.eventSource,
    ...(Username === undefined ? {} : { Username }),
    Resources: resourcesOf(event),
    CloudTrailEvent: JSON.stringify(cloudTrailEvent(event)),
  };
}

/**
 * The event history of the account in the Region, newest first. An event is there at once, while
 * AWS takes some minutes to show it. Insights events need a trail, so there are none.
 */
export const LookupEvents: Operation<LookupEventsRequest, LookupEventsResponse> = {
  handle(request, ctx) {
    const { LookupAttributes = [], StartTime, EndTime, MaxResults = pageSize, NextToken } = request;
    const fits = predicate(LookupAttributes);
    const from = Math.max(StartTime?.getTime() ?? 0, ctx.now - historyDays * day);
    const until = EndTime?.getTime() ?? ctx.now;
    if (StartTime !== undefined && StartTime.getTime() > until) throw invalidTimeRange();
    const before = NextToken === undefined ? timeKey(until + 1) : lastKeyOf(request, NextToken);
    if (request.EventCategory !== undefined) return { Events: [] };
    const { account } = ctx.caller;
    const found: (readonly [string, TrailEvent])[] = [];
    for (const row of ctx.descending(trailTable, before)) {
      const [, event] = row;
      if (event.eventTime < from) break;
      if (event.recipientAccountId !== account || event.awsRegion !== ctx.region) continue;
      if (!fits(event)) continue;
      found.push(row);
      if (found.length > MaxResults) break;
    }
    const page = found.slice(0, MaxResults);
    const last = page.at(-1)?.[0];
    return {
      Events: page.map(([, event]) => shown(event)),
      ...(found.length > MaxResults && last !== undefined
        ? { NextToken: tokenFor(request, last) }
        : {}),
    };
  },
};
