import { utf8 } from '../world';

export const account = '123456789012';
export const alias = 'alias/app';
export const EncryptionContext = { dept: 'hr', Stage: 'x' };
const contextKeys = {
  'kms:EncryptionContextKeys': ['dept', 'Stage'],
  'kms:EncryptionContext:dept': 'hr',
  'kms:EncryptionContext:Stage': 'x',
};
const symmetric = { ...contextKeys, 'kms:EncryptionAlgorithm': 'SYMMETRIC_DEFAULT' };
export const grantee = `arn:aws:iam::${account}:user/admin`;
export const message = utf8('x');

type Expected = Readonly<Record<string, unknown>>;
/** How to ask for an operation, and what it must ask of policies. */
export interface Row {
  readonly input: object;
  /** The key is named by its alias, as cryptographic operations may. */
  readonly byAlias?: true;
  /** By action: the condition keys beside those of the key. */
  readonly asks: Readonly<Record<string, Expected>>;
  /** The operation has no key, or none that it asks for. */
  readonly keyless?: true;
}

const management = (operation: string, input: object = {}, more: Expected = {}): Row => ({
  input,
  asks: { [`kms:${operation}`]: more },
});
const cryptographic = (operation: string, input: object, more: Expected): Row => ({
  ...management(operation, input, more),
  byAlias: true,
});
const withoutKey = (operation: string, input: object = {}, more: Expected = {}): Row => ({
  ...management(operation, input, more),
  keyless: true,
});

const tags = { Tags: [{ TagKey: 'k', TagValue: 'v' }] };
const tagKeys = { 'aws:TagKeys': ['k'], 'aws:RequestTag/k': 'v' };
const signing = { Message: message, SigningAlgorithm: 'ECDSA_SHA_256' };
const signingKeys = { 'kms:SigningAlgorithm': 'ECDSA_SHA_256', 'kms:MessageType': 'RAW' };
const mac = { Message: message, MacAlgorithm: 'HMAC_SHA_256' };
const macKeys = { 'kms:MacAlgorithm': 'HMAC_SHA_256' };
const pair = { EncryptionContext, KeyPairSpec: 'ECC_NIST_P256' };
const pairKeys = { ...symmetric, 'kms:DataKeyPairSpec': 'ECC_NIST_P256' };
const days = 24 * 60 * 60 * 1000;
const ValidTo = new Date(Date.UTC(2026, 10, 23, 12) + 30 * days);
const window = { PendingWindowInDays: 9 };

/**
 * What policies can ask of every operation of AWS KMS. Sources: AWS KMS Developer Guide, "AWS KMS
 * condition keys"; Service Authorization Reference, "Actions, resources, and condition keys for AWS
 * Key Management Service".
 */
export const rows: Readonly<Record<string, Row>> = {
  CancelKeyDeletion: management('CancelKeyDeletion'),
  ConnectCustomKeyStore: withoutKey('ConnectCustomKeyStore', { CustomKeyStoreId: 'cks-1' }),
  CreateAlias: {
    input: { AliasName: 'alias/other', TargetKeyId: 'KEY' },
    asks: { 'kms:CreateAlias': {} },
  },
  CreateCustomKeyStore: withoutKey('CreateCustomKeyStore', { CustomKeyStoreName: 'n' }),
  CreateGrant: management(
    'CreateGrant',
    {
      GranteePrincipal: grantee,
      RetiringPrincipal: grantee,
      Operations: ['Decrypt'],
      Constraints: { EncryptionContextEquals: EncryptionContext },
    },
    {
      ...contextKeys,
      'kms:GrantConstraintType': 'EncryptionContextEquals',
      'kms:GrantIsForAWSResource': 'false',
      'kms:GrantOperations': ['Decrypt'],
      'kms:GranteePrincipal': grantee,
      'kms:RetiringPrincipal': grantee,
    },
  ),
  CreateKey: {
    input: { ...tags, KeyUsage: 'ENCRYPT_DECRYPT', BypassPolicyLockoutSafetyCheck: true },
    keyless: true,
    asks: Object.fromEntries(
      ['kms:CreateKey', 'kms:TagResource'].map((action) => [
        action,
        {
          ...tagKeys,
          'kms:CallerAccount': account,
          'kms:BypassPolicyLockoutSafetyCheck': 'true',
          'kms:KeySpec': 'SYMMETRIC_DEFAULT',
          'kms:KeyUsage': 'ENCRYPT_DECRYPT',
          'kms:KeyOrigin': 'AWS_KMS',
          'kms:MultiRegion': 'false',
        },
      ]),
    ),
  },
  Decapsulate: cryptographic(
    'Decapsulate',
    { SharedSecretCiphertextBlob: message, EncapsulationAlgorithm: 'ML_KEM' },
    {},
  ),
  Decrypt: cryptographic('Decrypt', { CiphertextBlob: 'CIPHERTEXT', EncryptionContext }, symmetric),
  DeleteAlias: { input: { AliasName: alias, KeyId: undefined }, asks: { 'kms:DeleteAlias': {} } },
  DeleteCustomKeyStore: withoutKey('DeleteCustomKeyStore', { CustomKeyStoreId: 'cks-1' }),
  DeleteImportedKeyMaterial: management('DeleteImportedKeyMaterial'),
  DeriveSharedSecret: cryptographic(
    'DeriveSharedSecret',
    { KeyAgreementAlgorithm: 'ECDH', PublicKey: message },
    { 'kms:KeyAgreementAlgorithm': 'ECDH' },
  ),
  DescribeCustomKeyStores: withoutKey('DescribeCustomKeyStores'),
  DescribeKey: cryptographic('DescribeKey', {}, {}),
  DisableKey: management('DisableKey', {}, { 'kms:TrailingDaysWithoutKeyUsage': '0' }),
  DisableKeyRotation: management('DisableKeyRotation'),
  DisconnectCustomKeyStore: withoutKey('DisconnectCustomKeyStore', { CustomKeyStoreId: 'cks-1' }),
  EnableKey: management('EnableKey'),
  EnableKeyRotation: management(
    'EnableKeyRotation',
    { RotationPeriodInDays: 100 },
    { 'kms:RotationPeriodInDays': '100' },
  ),
  Encapsulate: cryptographic('Encapsulate', { EncapsulationAlgorithm: 'ML_KEM' }, {}),
  Encrypt: cryptographic('Encrypt', { Plaintext: message, EncryptionContext }, symmetric),
  GenerateDataKey: cryptographic(
    'GenerateDataKey',
    { KeySpec: 'AES_256', EncryptionContext },
    symmetric,
  ),
  GenerateDataKeyPair: cryptographic('GenerateDataKeyPair', pair, pairKeys),
  GenerateDataKeyPairWithoutPlaintext: cryptographic(
    'GenerateDataKeyPairWithoutPlaintext',
    pair,
    pairKeys,
  ),
  GenerateDataKeyWithoutPlaintext: cryptographic(
    'GenerateDataKeyWithoutPlaintext',
    { KeySpec: 'AES_256', EncryptionContext },
    symmetric,
  ),
  GenerateMac: cryptographic('GenerateMac', mac, macKeys),
  GenerateRandom: withoutKey('GenerateRandom', { NumberOfBytes: 1 }),
  GetKeyLastUsage: management('GetKeyLastUsage'),
  GetKeyPolicy: management('GetKeyPolicy'),
  GetKeyRotationStatus: management('GetKeyRotationStatus'),
  GetParametersForImport: management(
    'GetParametersForImport',
    { WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' },
    { 'kms:WrappingAlgorithm': 'RSAES_OAEP_SHA_256', 'kms:WrappingKeySpec': 'RSA_2048' },
  ),
  GetPublicKey: cryptographic('GetPublicKey', {}, {}),
  ImportKeyMaterial: management(
    'ImportKeyMaterial',
    {
      ...{ ImportToken: message, EncryptedKeyMaterial: message },
      ...{ ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo },
    },
    { 'kms:ExpirationModel': 'KEY_MATERIAL_EXPIRES', 'kms:ValidTo': ValidTo.toISOString() },
  ),
  ListAliases: withoutKey('ListAliases'),
  ListGrants: management('ListGrants', {}, { 'kms:GrantIsForAWSResource': 'false' }),
  ListKeyPolicies: management('ListKeyPolicies'),
  ListKeyRotations: management('ListKeyRotations'),
  ListKeys: withoutKey('ListKeys'),
  ListResourceTags: management('ListResourceTags'),
  ListRetirableGrants: withoutKey('ListRetirableGrants', { RetiringPrincipal: grantee }),
  PutKeyPolicy: management(
    'PutKeyPolicy',
    { Policy: '{}', BypassPolicyLockoutSafetyCheck: false },
    { 'kms:BypassPolicyLockoutSafetyCheck': 'false' },
  ),
  ReEncrypt: {
    input: {
      ...{ CiphertextBlob: 'CIPHERTEXT', DestinationKeyId: alias },
      ...{ SourceEncryptionContext: EncryptionContext, DestinationEncryptionContext: { a: 'b' } },
    },
    asks: {
      'kms:ReEncryptFrom': { ...symmetric, 'kms:ReEncryptOnSameKey': 'true' },
      'kms:ReEncryptTo': {
        'kms:EncryptionContextKeys': ['a'],
        'kms:EncryptionContext:a': 'b',
        'kms:EncryptionAlgorithm': 'SYMMETRIC_DEFAULT',
        'kms:ReEncryptOnSameKey': 'true',
        'kms:RequestAlias': alias,
      },
    },
  },
  ReplicateKey: management(
    'ReplicateKey',
    { ReplicaRegion: 'eu-west-1' },
    { 'kms:ReplicaRegion': 'eu-west-1' },
  ),
  RetireGrant: {
    input: { GrantToken: 'TOKEN', KeyId: undefined },
    asks: {
      'kms:RetireGrant': {
        'kms:EncryptionContextKeys': ['dept'],
        'kms:EncryptionContext:dept': 'hr',
      },
    },
  },
  RevokeGrant: management(
    'RevokeGrant',
    { GrantId: '0'.repeat(64) },
    { 'kms:GrantIsForAWSResource': 'false' },
  ),
  RotateKeyOnDemand: management('RotateKeyOnDemand'),
  ScheduleKeyDeletion: management('ScheduleKeyDeletion', window, {
    'kms:ScheduleKeyDeletionPendingWindowInDays': '9',
    'kms:TrailingDaysWithoutKeyUsage': '0',
  }),
  Sign: cryptographic('Sign', signing, signingKeys),
  TagResource: management('TagResource', tags, tagKeys),
  UntagResource: management('UntagResource', { TagKeys: ['k'] }, { 'aws:TagKeys': ['k'] }),
  UpdateAlias: {
    input: { AliasName: alias, TargetKeyId: 'KEY', KeyId: undefined },
    asks: { 'kms:UpdateAlias': {} },
  },
  UpdateCustomKeyStore: withoutKey('UpdateCustomKeyStore', { CustomKeyStoreId: 'cks-1' }),
  UpdateKeyDescription: management('UpdateKeyDescription', { Description: 'd' }),
  UpdatePrimaryRegion: management(
    'UpdatePrimaryRegion',
    { PrimaryRegion: 'eu-west-1' },
    { 'kms:PrimaryRegion': 'eu-west-1' },
  ),
  Verify: cryptographic('Verify', { ...signing, Signature: message }, signingKeys),
  VerifyMac: cryptographic('VerifyMac', { ...mac, Mac: message }, macKeys),
};

/** What a request is filled with: a key by its ID or ARN and by an alias, a ciphertext, a token. */
export interface Given {
  readonly KeyId: string;
  readonly alias: string;
  readonly CiphertextBlob: Uint8Array;
  readonly GrantToken: string;
}

/** The input of a row's request. */
export function filled({ input, byAlias, keyless }: Row, given: Given): object {
  const named = keyless === true ? {} : { KeyId: byAlias === true ? given.alias : given.KeyId };
  const placeholders = new Map<unknown, unknown>([
    ...([['KEY', given.KeyId]] as const),
    ...([[alias, given.alias]] as const),
    ...([['CIPHERTEXT', given.CiphertextBlob]] as const),
    ...([['TOKEN', given.GrantToken]] as const),
  ]);
  return Object.fromEntries(
    Object.entries({ ...named, ...input }).map(([name, value]: [string, unknown]) => [
      name,
      name === 'AliasName' ? value : (placeholders.get(value) ?? value),
    ]),
  );
}
