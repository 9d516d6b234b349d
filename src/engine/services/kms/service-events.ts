import { parseArn } from '../../arn';
import type { Context } from '../../operation';
import type { KeyRecord } from './state';

/** What KMS does to keys of its own. Source: AWS KMS Developer Guide, "Logging AWS KMS API calls". */
export type KeyEvent =
  'DeleteExpiredKeyMaterial' | 'DeleteKey' | 'RotateKey' | 'SynchronizeMultiRegionKey';

// In AWS's examples of these entries two name the key in their answer, and synchronizing, though
// nobody asked for it, is a call. Source: AWS KMS Developer Guide, "Examples of AWS KMS log entries".
const answered: ReadonlySet<KeyEvent> = new Set(['DeleteKey', 'SynchronizeMultiRegionKey']);
const calls: ReadonlySet<KeyEvent> = new Set(['SynchronizeMultiRegionKey']);

/** Puts something KMS did to a key of its own into the audit trail of the key's account. */
export function keyEvent(
  ctx: Context,
  { AWSAccountId: account, Arn }: KeyRecord,
  eventName: KeyEvent,
  details?: Readonly<Record<string, unknown>>,
): void {
  ctx.serviceEvent({
    ...{ eventName, account, resources: [Arn] },
    region: parseArn(Arn)?.region ?? ctx.region,
    ...(details === undefined ? {} : { details }),
    ...(answered.has(eventName) ? { responseElements: { keyId: Arn } } : {}),
    eventType: calls.has(eventName) ? 'AwsApiCall' : 'AwsServiceEvent',
  });
}
