import { chargesFor, quotaId, quotaKey, type Charge } from '../../../engine/quotas/index';
import { kmsCharges } from '../../../engine/services/kms/request-quotas';
import type { KeyRecord } from '../../../engine/services/kms/state';
import type { TrailEvent } from '../../../engine/trail/state';
import type { WorldTables } from '../world-view';

/** A request of the audit trail, at a quota that it counted for. */
export interface TrailCharge {
  /** As the table of request quotas has it. */
  readonly key: string;
  readonly at: number;
  readonly count: number;
  readonly admitted: boolean;
}

const throttling = /^(Throttl|RequestLimitExceeded|SlowDown|TooManyRequests)/;

// An entry of the trail never changes, and there may be very many.
const known = new WeakMap<TrailEvent, readonly TrailCharge[]>();

/**
 * What a request of the trail took of which quotas, where the trail tells enough: who called, what,
 * and with which key. Requests that were refused before they were counted took nothing.
 */
export function chargesOfTrail(tables: WorldTables, event: TrailEvent): readonly TrailCharge[] {
  let charges = known.get(event);
  if (charges === undefined) known.set(event, (charges = find(tables, event)));
  return charges;
}

function find(tables: WorldTables, event: TrailEvent): readonly TrailCharge[] {
  const { eventTime: at, errorCode, awsRegion, recipientAccountId, requestID } = event;
  const admitted = errorCode === undefined || !throttling.test(errorCode);
  // What a service did of its own asked nobody; a second trail's copy is the same request.
  if (requestID === undefined || event.serviceEvent !== undefined) return [];
  // Validation and policies come before quotas: what they refused was not counted.
  if (errorCode !== undefined && admitted) return [];
  return chargesTo(tables, event).map(({ quota, count, region = awsRegion }) => ({
    ...{ key: quotaKey(recipientAccountId, region, quotaId(quota)), at, count, admitted },
  }));
}

function chargesTo(tables: WorldTables, event: TrailEvent): readonly Charge[] {
  const { eventSource, eventName, resources = [], requestParameters, userIdentity } = event;
  // An account whose key somebody else used has the call in its trail, and it is not charged for it.
  if (userIdentity.type === 'AWSAccount') return [];
  const service = eventSource.replace(/\.amazonaws\.com$/, '');
  if (service !== 'kms') {
    return chargesFor(service === 'servicequotas' ? 'service-quotas' : service, eventName);
  }
  const keys = resources.flatMap((arn) => {
    const key = tables.get('kms.keys')?.get(arn) as KeyRecord | undefined;
    return key === undefined ? [] : [{ key }];
  });
  const [first, second = first] = keys;
  const { keyPairSpec, replicaRegion, primaryRegion } = (requestParameters ?? {}) as {
    readonly [name: string]: string | undefined;
  };
  const input = {
    ...(keyPairSpec === undefined ? {} : { KeyPairSpec: keyPairSpec }),
    ...(replicaRegion === undefined ? {} : { ReplicaRegion: replicaRegion }),
    ...(primaryRegion === undefined ? {} : { PrimaryRegion: primaryRegion }),
  };
  if (eventName === 'ReEncrypt') {
    if (first === undefined || second === undefined) return [];
    return kmsCharges(eventName, input, { source: first, destination: second });
  }
  return kmsCharges(eventName, input, first);
}
