import type { KeyState } from '@aws-sdk/client-kms';
import type { AwsError } from '../../errors';
import {
  disabled,
  inCustomKeyStore,
  invalidOrigin,
  invalidState,
  notPendingDeletion,
} from './errors';
import type { KeyRecord } from './state';

// AWS's footnotes under their own numbers: each says when it refuses, and how. Where AWS answers
// "2 or 3" it is 3; of 12 and 13 (only for custom key stores) the operation succeeds.
const footnotes = {
  1: (key) => disabled(key.Arn),
  3: (key) => invalidState(key),
  4: (key) => notPendingDeletion(key.Arn),
  5: (key) => invalidState(key),
  6: (key) => invalidOrigin(key),
  7: (key) => (isInCustomKeyStore(key) ? inCustomKeyStore() : undefined),
  8: (key) => (key.Origin === 'EXTERNAL' ? invalidState(key) : undefined),
  9: (key) => (key.Origin === 'EXTERNAL' ? undefined : invalidOrigin(key)),
  /** Asked of the destination key only: an alias may leave a key that is to be deleted. */
  10: (key) => invalidState(key),
  11: (key) => invalidState(key),
  14: (key) => invalidState(key),
  15: (key) => invalidState(key),
} as const satisfies Readonly<Record<number, (key: KeyRecord) => AwsError | undefined>>;

function isInCustomKeyStore({ Origin }: KeyRecord): boolean {
  return Origin === 'AWS_CLOUDHSM' || Origin === 'EXTERNAL_KEY_STORE';
}

/** The footnotes of one cell, the first that refuses decides. Empty: the operation succeeds. */
type Cell = readonly (keyof typeof footnotes)[];
type Row = Readonly<Record<KeyState, Cell>>;

const ok: Cell = [];
/** A state that keys for this operation cannot be in; were they, they would be refused. */
const never: Cell = [11];

// Columns: Enabled, Disabled, PendingDeletion and PendingReplicaDeletion, PendingImport,
// Unavailable, Creating, Updating.
function row(
  Enabled: Cell,
  Disabled: Cell,
  PendingDeletion: Cell,
  PendingImport: Cell,
  Unavailable: Cell,
  Creating: Cell,
  Updating: Cell,
): Row {
  const PendingReplicaDeletion = PendingDeletion;
  return {
    ...{ Enabled, Disabled, PendingDeletion, PendingReplicaDeletion },
    ...{ PendingImport, Unavailable, Creating, Updating },
  };
}

const always = row(ok, ok, ok, ok, ok, ok, ok);
const unlessDeleting = row(ok, ok, [3], ok, ok, ok, ok);
const switching = row(ok, ok, [3], [5], ok, [14], [15]);
const symmetric = row(ok, [1], [3], [5], [11], [14], ok);
// No key of a custom key store has these uses.
const otherCryptographic = row(ok, [1], [3], [5], never, [14], ok);
const dataKeyPairs = row(ok, [1], [3], [5], [7], [14], ok);
const rotationSetting = row([7], [7, 1], [7, 3], [6], [7], [14], [7]);

/**
 * What each operation does in each key state. Source: AWS KMS Developer Guide, "Key states of AWS
 * KMS keys" (read 2026-11). Encapsulate and Decapsulate, which are newer, go as other asymmetric
 * operations do.
 */
export const keyStateTable = {
  CancelKeyDeletion: row([4], [4], ok, [4], [4], [4], [4]),
  CreateAlias: unlessDeleting,
  CreateGrant: row(ok, [1], [3], [5], ok, [14], ok),
  Decapsulate: otherCryptographic,
  Decrypt: symmetric,
  DeleteAlias: always,
  DeleteImportedKeyMaterial: row([9], [9], [9], ok, never, [14], [15]),
  DeriveSharedSecret: otherCryptographic,
  DescribeKey: always,
  DisableKey: switching,
  DisableKeyRotation: rotationSetting,
  EnableKey: switching,
  EnableKeyRotation: rotationSetting,
  Encapsulate: otherCryptographic,
  Encrypt: symmetric,
  GenerateDataKey: symmetric,
  GenerateDataKeyPair: dataKeyPairs,
  GenerateDataKeyPairWithoutPlaintext: dataKeyPairs,
  GenerateDataKeyWithoutPlaintext: symmetric,
  GenerateMac: otherCryptographic,
  GetKeyPolicy: always,
  GetKeyRotationStatus: row([7], [7], [7], [6], [7], [7], [7]),
  GetParametersForImport: row([9], [9], [9, 8], ok, [9], [14], [15]),
  GetPublicKey: row(ok, ok, [3], ok, never, [14], ok),
  ImportKeyMaterial: row([9], [9], [9, 3], ok, [9], [14], ok),
  ListAliases: always,
  ListGrants: always,
  ListKeyPolicies: always,
  ListKeyRotations: row([7], [7], [7], ok, [7], [7], [7]),
  ListResourceTags: always,
  PutKeyPolicy: always,
  ReEncrypt: symmetric,
  ReplicateKey: row(ok, [1], [3], [5], never, [14], [15]),
  RetireGrant: always,
  RevokeGrant: always,
  RotateKeyOnDemand: row([7], [7, 1], [7, 3], [5], [7], [14], [7]),
  ScheduleKeyDeletion: row(ok, ok, [3], ok, ok, ok, [15]),
  Sign: otherCryptographic,
  TagResource: unlessDeleting,
  UntagResource: unlessDeleting,
  UpdateAlias: row(ok, ok, [10], ok, ok, ok, ok),
  UpdateKeyDescription: unlessDeleting,
  UpdatePrimaryRegion: row(ok, [1], [3], [5], never, [14], ok),
  Verify: otherCryptographic,
  VerifyMac: otherCryptographic,
} satisfies Readonly<Record<string, Row>>;

/** The operations that the table speaks of. */
export type StatefulOperation = keyof typeof keyStateTable;

/** Throws the operation's error unless the key's state allows it. */
export function requireKeyState(key: KeyRecord, operation: StatefulOperation): void {
  for (const footnote of keyStateTable[operation][key.KeyState]) {
    const error = footnotes[footnote](key);
    if (error !== undefined) throw error;
  }
}
