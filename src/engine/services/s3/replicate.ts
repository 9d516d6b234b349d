import { startMachine, stepMachine, type Delay, type Transitioned } from '../../machines';
import type { Context } from '../../operation';
import { deliver } from './replica';
import {
  replicationMachine,
  type ReplicationContext,
  type ReplicationEvent,
  type ReplicationState,
} from './replication.machine';
import { rulesFor } from './replication-rules';
import {
  bucketsTable,
  objectArn,
  type BucketRecord,
  type Delivery,
  type ObjectVersion,
  type Version,
} from './state';
import { findVersion, olderVersions, replaceVersion } from './versions';

/** Which version is to go where: what a replication's timer brings back. */
interface ReplicationTimer {
  readonly bucket: string;
  readonly Key: string;
  readonly VersionId: string;
  readonly destination: string;
}

/** Sends a new version on its way to wherever its bucket's rules have it go. */
export function replicate<V extends Version>(ctx: Context, bucket: BucketRecord, version: V): V {
  const destinations = [...rulesFor(bucket, version).keys()];
  if (destinations.length === 0) return version;
  const replication = destinations.map((destination): Delivery => {
    const begun = startMachine(replicationMachine, contextOf(ctx, bucket, version, destination));
    report(ctx, version, destination, 'New object', 'New', begun);
    keepDelays(ctx, bucket, version, destination, begun.delays);
    return { destination, state: begun.state as ReplicationState };
  });
  const sent = { ...version, replication };
  replaceVersion(ctx, sent);
  return sent;
}

/** Writes a version with other tags or another lock, and sends those after its replicas. */
export function changeVersion(ctx: Context, bucket: BucketRecord, version: ObjectVersion): void {
  const deliveries = deliveriesOf(version);
  if (deliveries === undefined) return replaceVersion(ctx, version);
  const replication = deliveries.map((delivery) =>
    delivery.state === 'COMPLETED' ? move(ctx, bucket, version, delivery, 'Changed') : delivery,
  );
  return replaceVersion(ctx, { ...version, replication });
}

function deliveriesOf({ replication }: Version): readonly Delivery[] | undefined {
  return replication === 'REPLICA' ? undefined : replication;
}

function contextOf(
  ctx: Context,
  { region }: BucketRecord,
  version: Version,
  destination: string,
): ReplicationContext {
  const there = ctx.get(bucketsTable, destination)?.region ?? region;
  const bytes = version.kind === 'object' ? version.Size : 0;
  return { bytes, crossesRegions: there !== region };
}

const timerId = ({ bucket, Key, VersionId }: Version, destination: string) =>
  `s3 replication|${objectArn(bucket, Key)}|${VersionId}|${destination}`;

function keepDelays(
  ctx: Context,
  { region }: BucketRecord,
  version: Version,
  destination: string,
  delays: readonly Delay[],
): void {
  const id = timerId(version, destination);
  const { bucket, Key, VersionId } = version;
  const payload: ReplicationTimer = { bucket, Key, VersionId, destination };
  for (const delay of delays) {
    if (delay.type === 'cancel') ctx.cancelTimer(id);
    else ctx.setTimer({ id, at: ctx.now + delay.delay, kind: 'replicate', payload, region });
  }
}

function report(
  ctx: Context,
  { bucket, Key, VersionId }: Version,
  destination: string,
  event: string,
  from: string,
  { state: to }: Transitioned,
): void {
  const id = `${objectArn(bucket, Key)} (version ${VersionId}) to ${destination}`;
  ctx.step({ kind: 'machine', machine: replicationMachine.id, id, event, from, to });
}

function move(
  ctx: Context,
  bucket: BucketRecord,
  version: Version,
  { destination, state }: Delivery,
  event: ReplicationEvent['type'],
  failure?: string,
): Delivery {
  const context = contextOf(ctx, bucket, version, destination);
  // PENDING is left and `Replicating` entered when the timer falls due; neither is written.
  const value = event === 'Changed' ? state : 'Replicating';
  const moved = stepMachine(replicationMachine, { value, context }, { type: event });
  const named = failure === undefined ? event : `${event}: ${failure}`;
  report(ctx, version, destination, named, value, moved);
  keepDelays(ctx, bucket, version, destination, moved.delays);
  const after = { destination, state: moved.state as ReplicationState };
  return failure === undefined ? after : { ...after, failure };
}

/** Timer: a version is due at a bucket. */
export async function replicateDue(due: ReplicationTimer, ctx: Context): Promise<void> {
  const bucket = ctx.get(bucketsTable, due.bucket);
  const version = findVersion(ctx, due.bucket, due.Key, due.VersionId);
  if (bucket === undefined || version === undefined) return;
  const isThis = ({ destination }: Delivery) => destination === due.destination;
  const deliveries = deliveriesOf(version) ?? [];
  const delivery = deliveries.find(isThis);
  if (delivery?.state !== 'PENDING') return;
  const outcome = isBehind(ctx, version, due.destination)
    ? 'Deferred'
    : await deliver(ctx, bucket, version, due.destination);
  const moved =
    typeof outcome === 'string'
      ? move(ctx, bucket, version, delivery, outcome)
      : move(ctx, bucket, version, delivery, 'Refused', outcome.failure);
  const replication = deliveries.map((one) => (isThis(one) ? moved : one));
  replaceVersion(ctx, { ...version, replication });
}

/** Whether an older version of the same key is still on its way there: they arrive in their order. */
function isBehind(ctx: Context, version: Version, destination: string): boolean {
  return olderVersions(ctx, version.bucket, version.Key).some(
    (older) =>
      older.sequence < version.sequence &&
      deliveriesOf(older)?.some(
        (one) => one.destination === destination && one.state === 'PENDING',
      ) === true,
  );
}
