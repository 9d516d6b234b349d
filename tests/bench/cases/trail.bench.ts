import type { TrailEvent } from '../../../src/engine/trail/state';
import { noFilter, sift } from '../../../src/ui/lab/trail/sift';
import type { Measurement } from '../bench';

/** Events of a hundred users and a thousand keys. */
function events(count: number): TrailEvent[] {
  return Array.from({ length: count }, (_, n): TrailEvent => ({
    ...{ eventID: `e${n}`, requestID: `r${n}`, eventTime: n * 1000, eventName: 'Decrypt' },
    ...{ eventSource: 'kms.amazonaws.com', awsRegion: 'us-east-1', readOnly: true },
    recipientAccountId: '123456789012',
    userIdentity: { type: 'IAMUser', userName: `user-${n % 100}`, accountId: '123456789012' },
    requestParameters: { keyId: `key-${n % 1000}`, encryptionContext: { order: `${n}` } },
    resources: [`arn:aws:kms:us-east-1:123456789012:key/${n % 1000}`],
  }));
}

/** How long a search takes between two places where it may be left off, in ms. */
function pieceOf(list: readonly TrailEvent[], text: string): number {
  const work = sift(list, { ...noFilter, text });
  const began = performance.now();
  let pieces = 1;
  while (work.next().done !== true) pieces += 1;
  return (performance.now() - began) / pieces;
}

/** What a long trail costs the page. */
const measurements: readonly Measurement[] = [
  {
    name: 'Trail: a piece of a search through all of 100,000 events',
    where: ['node', 'chromium'],
    bound: { max: 4, unit: 'ms' },
    run() {
      const list = events(100_000);
      // The quickest of some: what others do on the machine is not the search's time.
      const pieces = Array.from({ length: 5 }, () => pieceOf(list, 'nowhere'));
      return Promise.resolve(Math.min(...pieces));
    },
  },
];

export default measurements;
