import { cloudTrailEvent } from '../../../engine/trail/event';
import type { TrailEvent } from '../../../engine/trail/state';
import { dateText } from '../common';
import type { ConsoleWorld } from '../console-world';
import type { ConsoleDefinition, ListDefinition } from '../definition';
import { eventColumns, whoOf } from './events';
import { eventLookup } from './lookup';

/** The newest first: the keys of the table begin with the time. */
function eventsOf(world: ConsoleWorld): TrailEvent[] {
  const { account, region } = world;
  return world
    .all<TrailEvent>('cloudtrail.events')
    .filter((event) => event.recipientAccountId === account && event.awsRegion === region)
    .reverse();
}

const events: ListDefinition<TrailEvent> = {
  ...{ id: 'events', title: 'Event history', one: 'event' },
  rows: eventsOf,
  find: (id, world) =>
    world.all<TrailEvent>('cloudtrail.events').find(({ eventID }) => eventID === id),
  idOf: ({ eventID }) => eventID,
  columns: eventColumns,
  note: 'Management events of this account in this Region. IAM’s are in us-east-1. Event history has no data events: what is in S3 objects and the like needs a trail.',
  empty: 'Nothing was asked of AWS in this Region yet.',
  lookup: eventLookup,
  actions: [],
  detail: {
    title: ({ eventName }) => eventName,
    facts: (event) => [
      { label: 'Event time', value: dateText(event.eventTime) },
      { label: 'User name', value: whoOf(event) },
      { label: 'Event source', value: event.eventSource },
      { label: 'Access key', value: event.userIdentity.accessKeyId ?? '–', mono: true },
      {
        label: 'Source IP address',
        value: String(cloudTrailEvent(event)['sourceIPAddress']),
      },
      { label: 'Read only', value: String(event.readOnly) },
      { label: 'Request ID', value: event.requestID ?? '–', mono: true },
      ...(event.errorCode === undefined
        ? []
        : [
            {
              ...{ label: 'Error code', value: event.errorCode, tone: 'bad' as const },
              note: event.errorMessage,
            },
          ]),
    ],
    tabs: [
      {
        ...{ id: 'record', title: 'Event record', kind: 'text' },
        text: (event) => JSON.stringify(cloudTrailEvent(event), null, 2),
        empty: '',
      },
      {
        ...{ id: 'views', title: 'This request', kind: 'view' },
        load: () => import('./RequestViews.svelte'),
      },
    ],
    actions: [],
  },
};

/** The console of AWS CloudTrail. */
export const cloudTrailConsole: ConsoleDefinition = {
  ...{ service: 'cloudtrail', title: 'CloudTrail', lists: [events] },
};
