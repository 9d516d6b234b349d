/**
 * One of AWS's limits on an account. `value` holds in every Region that `valueIn` does not name.
 * A quota whose code AWS publishes nowhere has none here either: it is kept, but Service Quotas,
 * which knows quotas by their codes, does not list it.
 */
export interface Quota {
  /** Service Quotas' name of the service: `kms`. */
  readonly serviceCode: string;
  /** `L-` and eight hexadecimal digits. */
  readonly code: string | null;
  readonly name: string;
  readonly value: number;
  readonly valueIn?: Readonly<Record<string, number>>;
  readonly adjustable: boolean;
  /** The most that AWS grants, where it says so. */
  readonly maximum?: number;
  /** One value for all Regions, which only US East (N. Virginia) shows and changes. */
  readonly isGlobal?: boolean;
  readonly description?: string;
}

/** A limit on requests: `value` is how many a second. */
export interface RequestQuota extends Quota {
  readonly perSecond: true;
  /** How many requests may come at once after a pause; as many as come in a second if absent. */
  readonly burst?: number;
}

/** Whether a quota limits requests, and not what an account may have. */
export function isRequestQuota(quota: Quota): quota is RequestQuota {
  return 'perSecond' in quota;
}

/** How much of which quota a request takes. */
export interface Charge {
  readonly quota: RequestQuota;
  readonly count: number;
  /** The Region whose quota it is, where that is not the request's own. */
  readonly region?: string;
  /** Whose quota it is, where that is not who sends the request: a bucket's owner. */
  readonly account?: string;
}

/** A quota's name among all services': by its code, or by its name where it has none. */
export function quotaId({ serviceCode, code, name }: Quota): string {
  return `${serviceCode}/${code ?? name}`;
}

/** The value that AWS gives an account to begin with. */
export function defaultValue({ value, valueIn }: Quota, region: string): number {
  return valueIn?.[region] ?? value;
}
