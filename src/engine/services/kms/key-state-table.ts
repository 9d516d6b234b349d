import type { KeyState } from '@aws-sdk/client-kms';
import type { AwsError } from '../../errors';
import { disabled, invalidState, notPendingDeletion } from './errors';
import type { KeyRecord } from './state';

type Verdict = 'ok' | 'disabled' | 'state' | 'not-pending-deletion';
type Row = Readonly<Record<KeyState, Verdict>>;

// Columns: Enabled, Disabled, PendingDeletion and PendingReplicaDeletion, PendingImport,
// Unavailable, Creating, Updating.
function row(
  enabled: Verdict,
  whenDisabled: Verdict,
  pendingDeletion: Verdict,
  pendingImport: Verdict,
  unavailable: Verdict,
  creating: Verdict,
  updating: Verdict,
): Row {
  return {
    Enabled: enabled,
    Disabled: whenDisabled,
    PendingDeletion: pendingDeletion,
    PendingReplicaDeletion: pendingDeletion,
    PendingImport: pendingImport,
    Unavailable: unavailable,
    Creating: creating,
    Updating: updating,
  };
}

const cryptographic = row('ok', 'disabled', 'state', 'state', 'state', 'state', 'ok');
const always = row('ok', 'ok', 'ok', 'ok', 'ok', 'ok', 'ok');
const unlessDeleting = row('ok', 'ok', 'state', 'ok', 'ok', 'ok', 'ok');
const switching = row('ok', 'ok', 'state', 'state', 'ok', 'state', 'state');

/**
 * What each operation does in each key state. Source: AWS KMS Developer Guide, "Key states of AWS
 * KMS keys" (read 2026-11).
 */
export const keyStateTable = {
  Encrypt: cryptographic,
  Decrypt: cryptographic,
  ReEncrypt: cryptographic,
  GenerateDataKey: cryptographic,
  GenerateDataKeyWithoutPlaintext: cryptographic,
  CreateAlias: unlessDeleting,
  UpdateAlias: unlessDeleting,
  TagResource: unlessDeleting,
  UntagResource: unlessDeleting,
  EnableKey: switching,
  DisableKey: switching,
  DescribeKey: always,
  DeleteAlias: always,
  ListAliases: always,
  GetKeyPolicy: always,
  PutKeyPolicy: always,
  ListKeyPolicies: always,
  ListResourceTags: always,
} satisfies Readonly<Record<string, Row>>;

/** The operations that the table speaks of. */
export type StatefulOperation = keyof typeof keyStateTable;

function refusal(verdict: Verdict, key: KeyRecord): AwsError | undefined {
  switch (verdict) {
    case 'ok':
      return undefined;
    case 'disabled':
      return disabled(key.Arn);
    case 'state':
      return invalidState(key.Arn, key.KeyState);
    case 'not-pending-deletion':
      return notPendingDeletion(key.Arn);
  }
}

/** Throws the operation's error unless the key's state allows it. */
export function requireKeyState(key: KeyRecord, operation: StatefulOperation): void {
  const error = refusal(keyStateTable[operation][key.KeyState], key);
  if (error !== undefined) throw error;
}
