import type { TrailEvent } from '../../../engine/trail/state';
import { dateText } from '../common';
import type { Column } from '../definition';

/** Who made a call, as CloudTrail's event history names them. */
export const whoOf = ({ userIdentity }: TrailEvent): string =>
  userIdentity.userName ??
  userIdentity.arn?.split('/').slice(1).join('/') ??
  userIdentity.invokedBy ??
  userIdentity.type ??
  '';

/** The columns of CloudTrail's event history. */
export const eventColumns: readonly Column<TrailEvent>[] = [
  { title: 'Event name', share: 1.4, text: ({ eventName }) => eventName },
  {
    title: 'Event time (UTC)',
    share: 1.7,
    text: ({ eventTime }) => dateText(eventTime).replace(' UTC', ''),
    sort: ({ eventTime }) => eventTime,
  },
  { title: 'User name', narrow: false, text: whoOf },
  { title: 'Event source', narrow: false, text: ({ eventSource }) => eventSource },
  {
    ...{ title: 'Resource', narrow: false, share: 1.4 },
    text: ({ resources = [] }) => resources.map((arn) => arn.split(':').at(-1)).join(', ') || '–',
  },
  {
    title: 'Error code',
    text: ({ errorCode }) => errorCode ?? '–',
    tone: ({ errorCode }) => (errorCode === undefined ? undefined : 'bad'),
  },
];
