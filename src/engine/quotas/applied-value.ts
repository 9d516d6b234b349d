import type { Reader } from '../tables';
import { defaultValue, quotaId, type Quota } from './quota';
import { appliedValuesTable, quotaKey } from './state';

/** The Region whose value of a quota counts for a request to `region`. */
export function quotaRegion({ isGlobal }: Quota, region: string): string {
  return isGlobal === true ? 'us-east-1' : region;
}

/** The limit in force for an account in a Region: AWS's default, or the higher one it was granted. */
export function appliedValue(
  reader: Pick<Reader, 'get'>,
  quota: Quota,
  account: string,
  region: string,
): number {
  const where = quotaRegion(quota, region);
  const raised = reader.get(appliedValuesTable, quotaKey(account, where, quotaId(quota)));
  return raised?.value ?? defaultValue(quota, where);
}
