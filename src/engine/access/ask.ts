import { parseArn } from '../arn';
import { decide } from '../authorization';
import { globalConditionKeys } from '../global-condition-keys';
import type { Evaluation } from '../iam/index';
import type { Caller } from '../operation';
import { bucketsTable } from '../services/s3/state';
import type { Reader } from '../tables';
import { permissionFor } from './permissions';

/**
 * How the policies decide on an action of somebody to a resource, with the condition keys of a real
 * request that comes over TLS now. Undefined where there is no such resource.
 */
export function ask(
  reader: Reader,
  caller: Caller,
  action: string,
  resource: string,
  now: number,
): Evaluation | undefined {
  const permission = permissionFor(reader, caller, action, resource, now);
  if (permission === undefined) return undefined;
  const keys = globalConditionKeys({ region: regionOf(reader, resource), parent: null }, now);
  return decide(reader, caller, permission, keys);
}

/** Where requests about a resource go. */
function regionOf(reader: Reader, arn: string): string {
  const { service, region = '', resource = '' } = parseArn(arn) ?? {};
  if (service === 's3') return reader.get(bucketsTable, resource)?.region ?? 'us-east-1';
  return region || 'us-east-1';
}
