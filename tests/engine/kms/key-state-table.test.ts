import type { KeyState, OriginType } from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { keyStateTable } from '../../../src/engine/services/kms/key-state-table';
import { kms } from '../../../src/engine/services/kms/index';
import { keysTable } from '../../../src/engine/services/kms/state';
import type { AwsError } from '../../../src/engine/errors';
import { testWorld, utf8 } from '../world';

// AWS KMS Developer Guide, "Key states of AWS KMS keys" (2026), cell by cell. Numbers are AWS's
// footnotes; `ok` succeeds, `-` is AWS's N/A. Where AWS says "2 or 3" it is 3 here.
const guide = `
  CancelKeyDeletion                    4   4   ok  4   4   4   4
  CreateAlias                          ok  ok  3   ok  ok  ok  ok
  CreateGrant                          ok  1   3   5   ok  14  ok
  Decrypt                              ok  1   3   5   11  14  ok
  DeleteAlias                          ok  ok  ok  ok  ok  ok  ok
  DeleteImportedKeyMaterial            9   9   9   ok  -   14  15
  DeriveSharedSecret                   ok  1   3   5   -   14  ok
  DescribeKey                          ok  ok  ok  ok  ok  ok  ok
  DisableKey                           ok  ok  3   5   ok  14  15
  DisableKeyRotation                   7   7,1 7,3 6   7   14  7
  EnableKey                            ok  ok  3   5   ok  14  15
  EnableKeyRotation                    7   7,1 7,3 6   7   14  7
  Encrypt                              ok  1   3   5   11  14  ok
  GenerateDataKey                      ok  1   3   5   11  14  ok
  GenerateDataKeyPair                  ok  1   3   5   7   14  ok
  GenerateDataKeyPairWithoutPlaintext  ok  1   3   5   7   14  ok
  GenerateDataKeyWithoutPlaintext      ok  1   3   5   11  14  ok
  GenerateMac                          ok  1   3   5   -   14  ok
  GetKeyPolicy                         ok  ok  ok  ok  ok  ok  ok
  GetKeyRotationStatus                 7   7   7   6   7   7   7
  GetParametersForImport               9   9   9,8 ok  9   14  15
  GetPublicKey                         ok  ok  3   ok  -   14  ok
  ImportKeyMaterial                    9   9   9,3 ok  9   14  ok
  ListAliases                          ok  ok  ok  ok  ok  ok  ok
  ListGrants                           ok  ok  ok  ok  ok  ok  ok
  ListKeyPolicies                      ok  ok  ok  ok  ok  ok  ok
  ListKeyRotations                     7   7   7   ok  7   7   7
  ListResourceTags                     ok  ok  ok  ok  ok  ok  ok
  PutKeyPolicy                         ok  ok  ok  ok  ok  ok  ok
  ReEncrypt                            ok  1   3   5   11  14  ok
  ReplicateKey                         ok  1   3   5   -   14  15
  RetireGrant                          ok  ok  ok  ok  ok  ok  ok
  RevokeGrant                          ok  ok  ok  ok  ok  ok  ok
  RotateKeyOnDemand                    7   7,1 7,3 5   7   14  7
  ScheduleKeyDeletion                  ok  ok  3   ok  ok  ok  15
  Sign                                 ok  1   3   5   -   14  ok
  TagResource                          ok  ok  3   ok  ok  ok  ok
  UntagResource                        ok  ok  3   ok  ok  ok  ok
  UpdateAlias                          ok  ok  10  ok  ok  ok  ok
  UpdateKeyDescription                 ok  ok  3   ok  ok  ok  ok
  UpdatePrimaryRegion                  ok  1   3   5   -   14  ok
  Verify                               ok  1   3   5   -   14  ok
  VerifyMac                            ok  1   3   5   -   14  ok
`;

const columns: readonly (readonly KeyState[])[] = [
  ['Enabled'],
  ['Disabled'],
  ['PendingDeletion', 'PendingReplicaDeletion'],
  ['PendingImport'],
  ['Unavailable'],
  ['Creating'],
  ['Updating'],
];

const rows = guide
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/))
  .map(([operation = '', ...cells]) => ({ operation, cells }));

const stateTexts: Partial<Record<KeyState, string>> = {
  PendingDeletion: 'is pending deletion.',
  PendingReplicaDeletion: 'is pending replica deletion.',
  PendingImport: 'is pending import.',
  Unavailable: 'is unavailable.',
  Creating: 'is creating.',
  Updating: 'is updating.',
};

/** What the footnotes of a cell come to for a key; undefined where the state refuses nothing. */
function expected(cell: string, arn: string, state: KeyState, origin: OriginType) {
  const invalidState = `KMSInvalidStateException: ${arn} ${stateTexts[state]}`;
  const invalidOrigin = `UnsupportedOperationException: ${arn} origin is ${origin} which is not valid for this operation.`;
  const inStore = origin === 'AWS_CLOUDHSM';
  for (const note of cell.split(',')) {
    if (note === '1') return `DisabledException: ${arn} is disabled.`;
    if (note === '4') return `KMSInvalidStateException: ${arn} is not pending deletion.`;
    if (note === '6') return invalidOrigin;
    if (note === '7' && inStore) return 'UnsupportedOperationException: ';
    if (note === '8' && origin === 'EXTERNAL') return invalidState;
    if (note === '9' && origin !== 'EXTERNAL') return invalidOrigin;
    if (/^(3|5|10|11|14|15)$/.test(note)) return invalidState;
  }
  return undefined;
}

const origins: readonly OriginType[] = ['AWS_KMS', 'EXTERNAL', 'AWS_CLOUDHSM'];

const ecc = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' };
const hmac = { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' };
const multiRegion = { MultiRegion: true };

/** The kind of key an operation is tried on, where a symmetric one of one Region would not do. */
const kinds: Readonly<Record<string, object>> = {
  DeriveSharedSecret: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' },
  GenerateMac: hmac,
  GetPublicKey: ecc,
  ReplicateKey: multiRegion,
  ScheduleKeyDeletion: multiRegion,
  Sign: ecc,
  UpdatePrimaryRegion: multiRegion,
  Verify: ecc,
  VerifyMac: hmac,
};

/** Operations that are refused for their input even where the state allows them. */
const refusedOtherwise = new Set([
  'DeriveSharedSecret',
  'ImportKeyMaterial',
  'RetireGrant',
  'RevokeGrant',
  'Verify',
  'VerifyMac',
]);

/** A world with a key, and the input with which each operation is tried on it. */
async function world(tried: string) {
  const lab = testWorld();
  const { createKey, engine, kms: send } = lab;
  const { Arn, KeyId } = await createKey(kinds[tried]);
  const other = await createKey(kinds[tried]);
  await send('CreateAlias', { AliasName: 'alias/other', TargetKeyId: other.KeyId });
  if (tried === 'UpdatePrimaryRegion') {
    await send('ReplicateKey', { KeyId, ReplicaRegion: 'eu-west-1' });
    await engine.advanceTo(engine.now + 60_000);
  }
  const { CiphertextBlob } =
    tried === 'Decrypt' || tried === 'ReEncrypt'
      ? await send<{ CiphertextBlob: Uint8Array }>('Encrypt', { KeyId, Plaintext: utf8('x') })
      : {};
  const { Policy } = await send<{ Policy: string }>('GetKeyPolicy', { KeyId });
  const bytes = utf8('x');
  const inputs: Readonly<Record<string, object>> = {
    CreateAlias: { TargetKeyId: KeyId, AliasName: 'alias/new' },
    CreateGrant: { GranteePrincipal: 'arn:aws:iam::123456789012:root', Operations: ['Encrypt'] },
    Decrypt: { CiphertextBlob },
    DeleteAlias: { AliasName: 'alias/mine' },
    DeriveSharedSecret: { KeyAgreementAlgorithm: 'ECDH', PublicKey: bytes },
    Encrypt: { Plaintext: bytes },
    GenerateDataKey: { KeySpec: 'AES_256' },
    GenerateDataKeyPair: { KeyPairSpec: 'ECC_NIST_P256' },
    GenerateDataKeyPairWithoutPlaintext: { KeyPairSpec: 'ECC_NIST_P256' },
    GenerateDataKeyWithoutPlaintext: { KeySpec: 'AES_256' },
    GenerateMac: { Message: bytes, MacAlgorithm: 'HMAC_SHA_256' },
    GetParametersForImport: {
      WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
      WrappingKeySpec: 'RSA_2048',
    },
    ImportKeyMaterial: { ImportToken: bytes, EncryptedKeyMaterial: bytes },
    PutKeyPolicy: { Policy },
    ReEncrypt: { CiphertextBlob, DestinationKeyId: other.KeyId },
    ReplicateKey: { ReplicaRegion: 'eu-west-1' },
    RevokeGrant: { GrantId: '0'.repeat(64) },
    RetireGrant: { KeyId: Arn, GrantId: '0'.repeat(64) },
    Sign: { Message: bytes, SigningAlgorithm: 'ECDSA_SHA_256' },
    TagResource: { Tags: [{ TagKey: 'a', TagValue: 'b' }] },
    UntagResource: { TagKeys: ['a'] },
    UpdateAlias: { TargetKeyId: KeyId, AliasName: 'alias/other' },
    UpdateKeyDescription: { Description: 'new' },
    UpdatePrimaryRegion: { PrimaryRegion: 'eu-west-1' },
    Verify: { Message: bytes, Signature: bytes, SigningAlgorithm: 'ECDSA_SHA_256' },
    VerifyMac: { Message: bytes, Mac: bytes, MacAlgorithm: 'HMAC_SHA_256' },
  };
  const inputOf = (operation: string) => {
    const input = inputs[operation] ?? {};
    return 'TargetKeyId' in input || operation === 'DeleteAlias' ? input : { KeyId, ...input };
  };

  /** Tries an operation on the key as if it were in this state, in a world of its own. */
  async function attempt(operation: string, KeyState: KeyState, Origin: OriginType) {
    const fork = engine.fork();
    const request = { service: 'kms', region: 'us-east-1', credentials: lab.admin };
    const TargetKeyId = KeyId;
    const alias = { AliasName: 'alias/mine', TargetKeyId };
    await fork.send({ ...request, operation: 'CreateAlias', input: alias });
    const key = fork.tables.get(keysTable, Arn)!;
    fork.write((tx) => tx.put(keysTable, Arn, { ...key, KeyState, Origin }));
    try {
      await fork.send({ ...request, operation, input: inputOf(operation) });
      return undefined;
    } catch (error) {
      const { code, message } = error as AwsError;
      return `${code}: ${message}`;
    }
  }
  return { Arn, attempt };
}

const isStateRefusal = /^(DisabledException|KMSInvalidStateException: arn:)/;
const modelled = rows.filter(({ operation }) => operation in kms.operations);

describe('every operation in every key state', () => {
  it('has a row of AWS’s table, and every row an operation', () => {
    const newer = ['Decapsulate', 'Encapsulate'];
    const known = Object.keys(keyStateTable).filter((operation) => !newer.includes(operation));
    expect(rows.map(({ operation }) => operation)).toEqual(known);
  });

  it.each(modelled)('$operation', async ({ operation, cells }) => {
    const { Arn, attempt } = await world(operation);
    for (const [column, states] of columns.entries()) {
      const cell = cells[column]!;
      for (const state of cell === '-' ? [] : states) {
        for (const origin of origins) {
          const refused = await attempt(operation, state, origin);
          const refusal = expected(cell, Arn, state, origin);
          const where = `${operation} of a key of origin ${origin} that is ${state}`;
          if (refusal !== undefined) expect(refused, where).toBe(refusal);
          else if (origin !== 'AWS_KMS' || refusedOtherwise.has(operation)) {
            expect(refused ?? '', where).not.toMatch(isStateRefusal);
          } else expect(refused, where).toBeUndefined();
        }
      }
    }
  });
});
