import {
  createCipheriv,
  generateKeyPairSync,
  publicEncrypt,
  randomBytes,
  constants,
} from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { unwrapPadded } from '../../../src/engine/services/kms/hsm/index';
import { refusalText, start, testWorld, utf8 } from '../world';

vi.setConfig({ testTimeout: 30_000 });

const hour = 60 * 60 * 1000;
const day = 24 * hour;
const forEver = { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' };

interface Parameters {
  KeyId: string;
  ImportToken: Uint8Array;
  PublicKey: Uint8Array;
  ParametersValidTo: Date;
}

interface Rotations {
  Rotations: Record<string, unknown>[];
}

type Wrapping = { WrappingAlgorithm: string; WrappingKeySpec?: string };

/** Wraps as an owner of key material would, with OpenSSL: nothing of the model's own is in it. */
function wrap(spki: Uint8Array, material: Uint8Array, algorithm: string): Uint8Array {
  const key = { key: Buffer.from(spki), format: 'der', type: 'spki' } as const;
  const oaepHash = algorithm.endsWith('SHA_256') ? 'sha256' : 'sha1';
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  const seal = (bytes: Uint8Array) => publicEncrypt({ ...key, padding, oaepHash }, bytes);
  if (algorithm.startsWith('RSAES')) return new Uint8Array(seal(material));
  const aesKey = randomBytes(32);
  const cipher = createCipheriv('id-aes256-wrap-pad', aesKey, Buffer.from('a65959a6', 'hex'));
  return new Uint8Array(Buffer.concat([seal(aesKey), cipher.update(material), cipher.final()]));
}

function importer(lab: ReturnType<typeof testWorld>, region?: string) {
  const options = region === undefined ? undefined : { region };
  const parameters = (KeyId: string, wrapping: Wrapping) =>
    lab.kms<Parameters>(
      'GetParametersForImport',
      { KeyId, WrappingKeySpec: 'RSA_2048', ...wrapping },
      options,
    );
  const algorithm = 'RSAES_OAEP_SHA_256';
  // RSA keys are slow to make, and a wrapping key is good for a day.
  const kept = new Map<string, Parameters>();
  async function keptParameters(KeyId: string, wrapping: Wrapping): Promise<Parameters> {
    const name = JSON.stringify([KeyId, wrapping]);
    const known = kept.get(name);
    if (known !== undefined && known.ParametersValidTo.getTime() > lab.engine.now) return known;
    const made = await parameters(KeyId, wrapping);
    kept.set(name, made);
    return made;
  }
  /** Imports material into a key; returns the answer. */
  async function bring(
    KeyId: string,
    material: Uint8Array,
    more: object = forEver,
    wrapping: Wrapping = { WrappingAlgorithm: algorithm },
  ) {
    const { PublicKey, ImportToken } = await keptParameters(KeyId, wrapping);
    const EncryptedKeyMaterial = wrap(PublicKey, material, wrapping.WrappingAlgorithm);
    return lab.kms<{ KeyId: string; KeyMaterialId: string }>(
      'ImportKeyMaterial',
      { KeyId, ImportToken, EncryptedKeyMaterial, ...more },
      options,
    );
  }
  return { parameters, bring };
}

async function external(input: object = {}) {
  const lab = testWorld();
  const { engine, kms, createKey } = lab;
  const { KeyId, Arn } = await createKey({ Origin: 'EXTERNAL', ...input });
  const describeKey = async (region = 'us-east-1') =>
    (await kms<{ KeyMetadata: Record<string, unknown> }>('DescribeKey', { KeyId }, { region }))
      .KeyMetadata;
  const materials = async (region = 'us-east-1') =>
    (
      await kms<Rotations>(
        'ListKeyRotations',
        { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' },
        { region },
      )
    ).Rotations;
  const advance = (time: number) => engine.advanceTo(engine.now + time);
  return { ...lab, ...importer(lab), lab, KeyId, Arn, describeKey, materials, advance };
}

describe('AES key wrap with padding', () => {
  const hex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'));
  const kek = hex('5840df6e29b02af1ab493b705bf16ea1ae8338f4dcc176a8');

  // RFC 5649, section 6.
  it.each([
    [
      'c37b7e6492584340bed12207808941155068f738',
      '138bdeaa9b8fa7fc61f97742e72248ee5ae6ae5360d1ae6a5f54f373fa543b6a',
    ],
    ['466f7250617369', 'afbeb0f07dfbf5419200f2ccb50bb24f'],
  ])('opens RFC 5649’s %s', async (text, wrapped) => {
    expect(await unwrapPadded(kek, hex(wrapped))).toEqual(hex(text));
  });

  it('opens what OpenSSL wrapped, of any length', async () => {
    for (const length of [1, 7, 8, 9, 16, 17, 138, 1218]) {
      const key = new Uint8Array(randomBytes(32));
      const text = new Uint8Array(randomBytes(length));
      const cipher = createCipheriv('id-aes256-wrap-pad', key, Buffer.from('a65959a6', 'hex'));
      const wrapped = new Uint8Array(Buffer.concat([cipher.update(text), cipher.final()]));
      expect(await unwrapPadded(key, wrapped), `${length} bytes`).toEqual(text);
      wrapped[length % wrapped.length]! ^= 1;
      expect(await unwrapPadded(key, wrapped), `${length} bytes, altered`).toBeUndefined();
    }
  });
});

describe('CreateKey with origin EXTERNAL', () => {
  it('makes a key that waits for its material', async () => {
    const { kms, KeyId, Arn, describeKey } = await external();
    // LocalStack snapshot test_import_key_symmetric.
    const metadata = await describeKey();
    expect(metadata).toMatchObject({
      ...{ KeyState: 'PendingImport', Enabled: false, Origin: 'EXTERNAL' },
    });
    for (const member of ['CurrentKeyMaterialId', 'ExpirationModel', 'ValidTo']) {
      expect(metadata).not.toHaveProperty(member);
    }
    expect(await refusalText(kms('Encrypt', { KeyId, Plaintext: utf8('x') }))).toBe(
      `KMSInvalidStateException: ${Arn} is pending import.`,
    );
    expect(await refusalText(kms('RotateKeyOnDemand', { KeyId }))).toBe(
      `KMSInvalidStateException: ${Arn} is pending import.`,
    );
  });

  // AWS KMS Developer Guide, "Importing key material": ML-DSA keys take none.
  it('is not for ML-DSA keys', async () => {
    const { kms } = testWorld();
    const input = { Origin: 'EXTERNAL', KeySpec: 'ML_DSA_44', KeyUsage: 'SIGN_VERIFY' };
    expect(await refusalText(kms('CreateKey', input))).toMatch(/^UnsupportedOperationException: /);
  });
});

describe('GetParametersForImport', () => {
  it('gives a wrapping key and a token for 24 hours', async () => {
    const { KeyId, Arn, parameters } = await external();
    const given = await parameters(KeyId, { WrappingAlgorithm: 'RSAES_OAEP_SHA_256' });
    expect(given).toMatchObject({ KeyId: Arn, ParametersValidTo: new Date(start + day) });
    const key = await crypto.subtle.importKey(
      'spki',
      new Uint8Array(given.PublicKey),
      { name: 'RSA-OAEP', hash: 'SHA-256' },
      true,
      ['encrypt'],
    );
    expect(key.algorithm).toMatchObject({ modulusLength: 2048 });
  });

  it('is not for a key with material from KMS', async () => {
    const { kms, createKey } = testWorld();
    const { KeyId, Arn } = await createKey();
    const wrapping = { WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' };
    // LocalStack snapshot test_get_parameters_for_import.
    expect(await refusalText(kms('GetParametersForImport', { KeyId, ...wrapping }))).toBe(
      `UnsupportedOperationException: ${Arn} origin is AWS_KMS which is not valid for this operation.`,
    );
  });

  // AWS KMS Developer Guide, "Select a wrapping algorithm".
  it.each([
    ['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT', 'RSA_AES_KEY_WRAP_SHA_256', 'RSA_4096'],
    ['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT', 'RSAES_PKCS1_V1_5', 'RSA_2048'],
    ['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT', 'SM2PKE', 'SM2'],
    ['RSA_2048', 'SIGN_VERIFY', 'RSAES_OAEP_SHA_256', 'RSA_4096'],
    ['ECC_NIST_P521', 'SIGN_VERIFY', 'RSAES_OAEP_SHA_1', 'RSA_2048'],
    ['HMAC_256', 'GENERATE_VERIFY_MAC', 'RSA_AES_KEY_WRAP_SHA_1', 'RSA_3072'],
  ])(
    'does not wrap %s (%s) by %s with %s',
    async (KeySpec, KeyUsage, WrappingAlgorithm, WrappingKeySpec) => {
      const { KeyId, parameters } = await external({ KeySpec, KeyUsage });
      const attempt = parameters(KeyId, { WrappingAlgorithm, WrappingKeySpec });
      expect(await refusalText(attempt)).toMatch(/^UnsupportedOperationException: /);
    },
  );
});

describe('ImportKeyMaterial', () => {
  const secret = new Uint8Array(32).fill(7);

  it('enables the key, which then works with the imported bytes', async () => {
    const { kms, bring, KeyId, Arn, describeKey } = await external();
    const { KeyMaterialId, KeyId: told } = await bring(KeyId, secret);
    expect(told).toBe(Arn);
    // LocalStack snapshot test_import_key_symmetric.
    expect(await describeKey()).toMatchObject({
      ...{ KeyState: 'Enabled', Enabled: true, CurrentKeyMaterialId: KeyMaterialId },
      ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE',
    });
    const { CiphertextBlob } = await kms<{ CiphertextBlob: Uint8Array }>('Encrypt', {
      ...{ KeyId, Plaintext: utf8('x') },
    });
    expect(await kms('Decrypt', { CiphertextBlob })).toMatchObject({ KeyMaterialId });
  });

  it('knows the same bytes again by their id, and no others', async () => {
    const { kms, bring, KeyId } = await external();
    const first = await bring(KeyId, secret);
    await kms('DeleteImportedKeyMaterial', { KeyId });
    expect(await refusalText(bring(KeyId, new Uint8Array(32)))).toBe(
      'IncorrectKeyMaterialException: ',
    );
    const { KeyMaterialId } = first;
    expect(await bring(KeyId, secret, { ...forEver, KeyMaterialId })).toEqual(first);
    const wrong = { ...forEver, KeyMaterialId: '0'.repeat(64) };
    expect(await refusalText(bring(KeyId, secret, wrong))).toBe('IncorrectKeyMaterialException: ');
  });

  it.each([
    ['RSAES_OAEP_SHA_1', 'RSA_2048'],
    ['RSAES_OAEP_SHA_256', 'RSA_3072'],
  ])('opens material wrapped by %s with %s', async (WrappingAlgorithm, WrappingKeySpec) => {
    const { bring, KeyId, describeKey } = await external();
    await bring(KeyId, secret, forEver, { WrappingAlgorithm, WrappingKeySpec });
    expect(await describeKey()).toMatchObject({ KeyState: 'Enabled' });
  });

  const pkcs8 = { type: 'pkcs8', format: 'der' } as const;
  const spki = { type: 'spki', format: 'der' } as const;

  it.each([
    [
      'ECC_NIST_P256',
      'RSA_AES_KEY_WRAP_SHA_256',
      () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    ],
    [
      'ECC_NIST_P521',
      'RSA_AES_KEY_WRAP_SHA_1',
      () => generateKeyPairSync('ec', { namedCurve: 'P-521' }),
    ],
    [
      'ECC_SECG_P256K1',
      'RSAES_OAEP_SHA_256',
      () => generateKeyPairSync('ec', { namedCurve: 'secp256k1' }),
    ],
    [
      'RSA_2048',
      'RSA_AES_KEY_WRAP_SHA_256',
      () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
    ],
  ])(
    'takes an %s private key by %s and derives its public key',
    async (KeySpec, WrappingAlgorithm, make) => {
      const { kms, bring, KeyId, describeKey } = await external({
        KeySpec,
        KeyUsage: 'SIGN_VERIFY',
      });
      const { privateKey, publicKey } = make();
      const material = new Uint8Array(privateKey.export(pkcs8));
      const answer = await bring(KeyId, material, forEver, { WrappingAlgorithm });
      expect(answer).not.toHaveProperty('KeyMaterialId');
      expect(await describeKey()).not.toHaveProperty('CurrentKeyMaterialId');
      const { PublicKey } = await kms<{ PublicKey: Uint8Array }>('GetPublicKey', { KeyId });
      expect(Buffer.from(PublicKey).toString('hex')).toBe(publicKey.export(spki).toString('hex'));
      expect(
        await refusalText(
          bring(
            KeyId,
            material,
            { ...forEver, ImportType: 'EXISTING_KEY_MATERIAL' },
            { WrappingAlgorithm },
          ),
        ),
      ).toMatch(/^ValidationException: ImportType/);
    },
  );

  it('takes an HMAC key, whose codes anyone with the key can compute', async () => {
    const usage = { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' };
    const { kms, bring, KeyId } = await external(usage);
    await bring(KeyId, secret);
    const { Mac } = await kms<{ Mac: Uint8Array }>('GenerateMac', {
      ...{ KeyId, MacAlgorithm: 'HMAC_SHA_256', Message: utf8('x') },
    });
    const hmac = { name: 'HMAC', hash: 'SHA-256' };
    const key = await crypto.subtle.importKey('raw', secret, hmac, false, ['verify']);
    expect(await crypto.subtle.verify('HMAC', key, new Uint8Array(Mac), utf8('x'))).toBe(true);
  });

  it.each([
    ['31 bytes', new Uint8Array(31)],
    ['33 bytes', new Uint8Array(33)],
  ])('refuses %s for a symmetric key', async (_, material) => {
    const { bring, KeyId } = await external();
    expect(await refusalText(bring(KeyId, material))).toBe('IncorrectKeyMaterialException: ');
  });

  // AWS KMS API Reference, GetParametersForImport: "Each public key and import token set is valid
  // for 24 hours", and nothing that ends it sooner.
  it('takes a token again, until its 24 hours are over', async () => {
    const { kms, parameters, KeyId, advance } = await external();
    const { ImportToken, PublicKey } = await parameters(KeyId, {
      WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
    });
    const bring = () => {
      const EncryptedKeyMaterial = wrap(PublicKey, secret, 'RSAES_OAEP_SHA_256');
      return kms('ImportKeyMaterial', { KeyId, ImportToken, EncryptedKeyMaterial, ...forEver });
    };
    const first = await bring();
    await advance(day - 1);
    await kms('DeleteImportedKeyMaterial', { KeyId });
    expect(await bring()).toEqual(first);
  });

  it('refuses a token that is unknown, of another key, or too old', async () => {
    const { kms, createKey, parameters, KeyId, advance } = await external();
    const other = await createKey({ Origin: 'EXTERNAL' });
    const { ImportToken, PublicKey } = await parameters(KeyId, {
      WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
    });
    const EncryptedKeyMaterial = wrap(PublicKey, secret, 'RSAES_OAEP_SHA_256');
    const attempt = (input: object) =>
      refusalText(
        kms('ImportKeyMaterial', {
          KeyId,
          ImportToken,
          EncryptedKeyMaterial,
          ...forEver,
          ...input,
        }),
      );
    expect(await attempt({ ImportToken: utf8('bogus') })).toBe('InvalidImportTokenException: ');
    expect(await attempt({ KeyId: other.KeyId })).toBe('InvalidImportTokenException: ');
    expect(await attempt({ EncryptedKeyMaterial: new Uint8Array(256) })).toBe(
      'InvalidCiphertextException: ',
    );
    await advance(day);
    expect(await attempt({})).toBe('ExpiredImportTokenException: ');
  });

  it.each([
    ['no end', {}, 'A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES'],
    ['an end that is past', { ValidTo: new Date(start) }, 'The validTo date must be in the future'],
    ['an end after 366 days', { ValidTo: new Date(start + 366 * day) }, 'The validTo date must be'],
    [
      'an end it does not have',
      { ...forEver, ValidTo: new Date(start + day) },
      'A validTo date must not',
    ],
  ])('refuses %s', async (_, input, text) => {
    const { bring, KeyId } = await external();
    expect(await refusalText(bring(KeyId, secret, input))).toContain(
      `ValidationException: ${text}`,
    );
  });

  it('forgets material on its last day, and the key waits for it again', async () => {
    const { kms, bring, KeyId, describeKey, materials, advance } = await external();
    const ValidTo = new Date(start + 30 * day);
    const first = await bring(KeyId, secret, { ValidTo });
    expect(await describeKey()).toMatchObject({ ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo });
    expect(await materials()).toMatchObject([{ ImportState: 'IMPORTED', ValidTo }]);
    const { CiphertextBlob } = await kms<{ CiphertextBlob: Uint8Array }>('Encrypt', {
      ...{ KeyId, Plaintext: utf8('x') },
    });
    await advance(30 * day);
    const waiting = await describeKey();
    expect(waiting).toMatchObject({
      ...{ KeyState: 'PendingImport', CurrentKeyMaterialId: first.KeyMaterialId },
    });
    expect(waiting).not.toHaveProperty('ExpirationModel');
    expect(await materials()).toMatchObject([
      { ImportState: 'PENDING_IMPORT', KeyMaterialState: 'CURRENT' },
    ]);
    await bring(KeyId, secret);
    expect(await kms('Decrypt', { CiphertextBlob })).toMatchObject({ Plaintext: utf8('x') });
    await advance(365 * day);
    expect(await describeKey()).toMatchObject({ KeyState: 'Enabled' });
  });
});

describe('DeleteImportedKeyMaterial', () => {
  const secret = new Uint8Array(32).fill(9);

  it('takes effect at once and can be undone by the same bytes', async () => {
    const { kms, bring, KeyId, Arn, describeKey } = await external();
    const { KeyMaterialId } = await bring(KeyId, secret);
    expect(await kms('DeleteImportedKeyMaterial', { KeyId })).toEqual({
      ...{ KeyId: Arn, KeyMaterialId },
    });
    expect(await describeKey()).toMatchObject({ KeyState: 'PendingImport', Enabled: false });
    await kms('DeleteImportedKeyMaterial', { KeyId });
    await bring(KeyId, secret);
    expect(await describeKey()).toMatchObject({ KeyState: 'Enabled' });
  });

  it('is for imported material only', async () => {
    const { kms, createKey } = testWorld();
    const { KeyId, Arn } = await createKey();
    expect(await refusalText(kms('DeleteImportedKeyMaterial', { KeyId }))).toBe(
      `UnsupportedOperationException: ${Arn} origin is AWS_KMS which is not valid for this operation.`,
    );
  });

  it('does not change that a key is pending deletion', async () => {
    const { kms, bring, KeyId, describeKey } = await external();
    await bring(KeyId, secret);
    await kms('ScheduleKeyDeletion', { KeyId });
    await kms('DeleteImportedKeyMaterial', { KeyId });
    expect(await describeKey()).toMatchObject({ KeyState: 'PendingDeletion' });
  });
});

describe('rotation of imported material', () => {
  const [a, b, c] = [1, 2, 3].map((byte) => new Uint8Array(32).fill(byte)) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  const fresh = { ...forEver, ImportType: 'NEW_KEY_MATERIAL' };

  it('needs new material, which waits for it', async () => {
    const { kms, bring, KeyId, Arn, describeKey, materials, advance } = await external();
    const first = await bring(KeyId, a);
    // LocalStack snapshot test_rotate_key_on_demand_raises_for_no_pending_key_material.
    expect(await refusalText(kms('RotateKeyOnDemand', { KeyId }))).toBe(
      `KMSInvalidStateException: No available key material pending rotation for the key: ${Arn}.`,
    );
    const encrypt = () =>
      kms<{ CiphertextBlob: Uint8Array }>('Encrypt', { KeyId, Plaintext: utf8('x') });
    const old = await encrypt();
    const second = await bring(KeyId, b, { ...fresh, KeyMaterialDescription: 'second' });
    expect(await materials()).toMatchObject([
      { KeyMaterialId: first.KeyMaterialId, KeyMaterialState: 'CURRENT' },
      {
        ...{ KeyMaterialId: second.KeyMaterialId, KeyMaterialState: 'PENDING_ROTATION' },
        ...{ ImportState: 'IMPORTED', KeyMaterialDescription: 'second' },
      },
    ]);
    expect(await describeKey()).toMatchObject({ CurrentKeyMaterialId: first.KeyMaterialId });
    await kms('RotateKeyOnDemand', { KeyId });
    await advance(10_000);
    expect(await describeKey()).toMatchObject({ CurrentKeyMaterialId: second.KeyMaterialId });
    expect(await materials()).toMatchObject([
      { KeyMaterialId: first.KeyMaterialId, KeyMaterialState: 'NON_CURRENT' },
      {
        ...{ KeyMaterialId: second.KeyMaterialId, KeyMaterialState: 'CURRENT' },
        ...{ RotationType: 'ON_DEMAND', RotationDate: new Date(start + 3000) },
      },
    ]);
    for (const [{ CiphertextBlob }, { KeyMaterialId }] of [
      [old, first],
      [await encrypt(), second],
    ] as const) {
      expect(await kms('Decrypt', { CiphertextBlob })).toMatchObject({ KeyMaterialId });
    }
  });

  it('has one pending material at a time, which may be deleted', async () => {
    const { kms, bring, KeyId, Arn, describeKey, materials } = await external();
    await bring(KeyId, a);
    const second = await bring(KeyId, b, fresh);
    expect(await refusalText(bring(KeyId, c, fresh))).toMatch(
      new RegExp(
        `^KMSInvalidStateException: New key material \\(id: [0-9a-f]{64}\\) cannot be imported into KMS key ${Arn}, because another key material \\(id: ${second.KeyMaterialId}\\) is pending rotation\\.$`,
      ),
    );
    const { KeyMaterialId } = second;
    await kms('DeleteImportedKeyMaterial', { KeyId, KeyMaterialId });
    expect(await describeKey()).toMatchObject({ KeyState: 'Enabled' });
    expect(await materials()).toHaveLength(1);
    await bring(KeyId, c, fresh);
    expect(await materials()).toHaveLength(2);
  });

  it('refuses known material as new, and new material as known', async () => {
    const { bring, KeyId } = await external();
    await bring(KeyId, a);
    expect(await refusalText(bring(KeyId, a, fresh))).toBe('IncorrectKeyMaterialException: ');
    expect(await refusalText(bring(KeyId, b))).toBe('IncorrectKeyMaterialException: ');
  });

  it('makes every material needed: losing one makes the key unusable', async () => {
    const { kms, bring, KeyId, describeKey, materials, advance } = await external();
    const first = await bring(KeyId, a);
    await bring(KeyId, b, fresh);
    await kms('RotateKeyOnDemand', { KeyId });
    await advance(10_000);
    await kms('DeleteImportedKeyMaterial', { KeyId, KeyMaterialId: first.KeyMaterialId });
    expect(await describeKey()).toMatchObject({ KeyState: 'PendingImport' });
    expect(await materials()).toMatchObject([
      { ImportState: 'PENDING_IMPORT' },
      { ImportState: 'IMPORTED', KeyMaterialState: 'CURRENT' },
    ]);
    await kms('DeleteImportedKeyMaterial', { KeyId });
    await bring(KeyId, a);
    expect(await describeKey()).toMatchObject({ KeyState: 'PendingImport' });
    await bring(KeyId, b);
    expect(await describeKey()).toMatchObject({ KeyState: 'Enabled' });
  });
});

describe('imported material of a multi-Region key', () => {
  const there = 'eu-west-1';
  const [a, b] = [1, 2].map((byte) => new Uint8Array(32).fill(byte)) as [Uint8Array, Uint8Array];
  const fresh = { ...forEver, ImportType: 'NEW_KEY_MATERIAL' };

  it('goes into each Region by hand, and is rotated when it is everywhere', async () => {
    const key = await external({ MultiRegion: true });
    const { lab, kms, bring, KeyId, Arn, describeKey, materials, advance } = key;
    const replica = importer(lab, there);
    await bring(KeyId, a);
    await kms('ReplicateKey', { KeyId, ReplicaRegion: there });
    await advance(10_000);
    expect(await describeKey(there)).toMatchObject({ KeyState: 'PendingImport' });
    await replica.bring(KeyId, a);
    expect(await describeKey(there)).toMatchObject({ KeyState: 'Enabled' });
    const { CiphertextBlob } = await kms<{ CiphertextBlob: Uint8Array }>('Encrypt', {
      ...{ KeyId, Plaintext: utf8('x') },
    });
    expect(await kms('Decrypt', { CiphertextBlob }, { region: there })).toMatchObject({
      Plaintext: utf8('x'),
    });
    const replicaArn = Arn.replace('us-east-1', there);
    expect(await refusalText(replica.bring(KeyId, b, fresh))).toBe(
      `UnsupportedOperationException: ${replicaArn} is not a multi-region primary key.`,
    );
    const second = await bring(KeyId, b, { ...fresh, KeyMaterialDescription: 'second' });
    const pending = { KeyMaterialState: 'PENDING_MULTI_REGION_IMPORT_AND_ROTATION' };
    expect((await materials())[1]).toMatchObject({ ...pending, ImportState: 'IMPORTED' });
    expect((await materials(there))[1]).toMatchObject({
      ...{ ...pending, ImportState: 'PENDING_IMPORT', KeyMaterialDescription: 'second' },
      KeyMaterialId: second.KeyMaterialId,
    });
    expect(await refusalText(kms('RotateKeyOnDemand', { KeyId }))).toMatch(
      /^KMSInvalidStateException: No available key material pending rotation/,
    );
    await replica.bring(KeyId, b);
    for (const region of ['us-east-1', there]) {
      expect((await materials(region))[1]).toMatchObject({ KeyMaterialState: 'PENDING_ROTATION' });
    }
    await kms('RotateKeyOnDemand', { KeyId });
    await advance(10_000);
    for (const region of ['us-east-1', there]) {
      expect(await describeKey(region)).toMatchObject({
        ...{ KeyState: 'Enabled', CurrentKeyMaterialId: second.KeyMaterialId },
      });
    }
    expect(await kms('Decrypt', { CiphertextBlob }, { region: there })).toMatchObject({
      Plaintext: utf8('x'),
    });
  });

  it('is lost in one Region without harm to the others', async () => {
    const { lab, kms, bring, KeyId, describeKey, advance } = await external({ MultiRegion: true });
    await bring(KeyId, a);
    await kms('ReplicateKey', { KeyId, ReplicaRegion: there });
    await advance(10_000);
    await importer(lab, there).bring(KeyId, a);
    await kms('DeleteImportedKeyMaterial', { KeyId }, { region: there });
    expect(await describeKey(there)).toMatchObject({ KeyState: 'PendingImport' });
    expect(await describeKey()).toMatchObject({ KeyState: 'Enabled' });
  });
});
