import type {
  DeleteImportedKeyMaterialRequest,
  DeleteImportedKeyMaterialResponse,
  GetParametersForImportRequest,
  GetParametersForImportResponse,
  ImportKeyMaterialRequest,
  ImportKeyMaterialResponse,
} from '@aws-sdk/client-kms';
import { toHex } from '../../random';
import type { Context, Operation } from '../../operation';
import { invalidCiphertext, notPrimary } from './errors';
import { importing as errors } from './import-errors';
import type { Bytes } from './hsm/index';
import {
  findImported,
  importMaterial,
  loseMaterial,
  pendingMaterial,
  type ImportDetails,
} from './imported-materials';
import { acceptKeyMaterial } from './key-material';
import { requireKeyState } from './key-state-table';
import { limits } from './limits';
import { findKeyByIdOrArn, type FoundKey } from './lookup';
import { isReplica } from './multi-region-set';
import { keyPermission } from './permissions';
import { importParametersTable, type KeyMaterial, type KeyRecord } from './state';
import { mayWrap, newWrappingKey, unwrap } from './wrapping-algorithms';

const day = 24 * 60 * 60 * 1000;

/** The longest that key material may be valid when it expires at all. Source: ImportKeyMaterial. */
const longestValidityInDays = 365;

const tokenBytes = 32;

const target = ({ KeyId = '' }: { KeyId: string | undefined }, ctx: Context) =>
  findKeyByIdOrArn(ctx, KeyId);

const isSymmetric = ({ KeySpec }: KeyRecord) => KeySpec === 'SYMMETRIC_DEFAULT';

export const GetParametersForImport: Operation<
  GetParametersForImportRequest,
  GetParametersForImportResponse,
  FoundKey
> = {
  target,
  permissions: ({ WrappingAlgorithm = '', WrappingKeySpec = '' }, found, ctx) => [
    keyPermission('kms:GetParametersForImport', found, ctx, {
      'kms:WrappingAlgorithm': WrappingAlgorithm,
      'kms:WrappingKeySpec': WrappingKeySpec,
    }),
  ],
  async handle({ WrappingAlgorithm: algorithm, WrappingKeySpec: wrappingKeySpec }, ctx, { key }) {
    requireKeyState(key, 'GetParametersForImport');
    if (
      algorithm === undefined ||
      wrappingKeySpec === undefined ||
      !mayWrap(key.KeySpec, algorithm, wrappingKeySpec)
    ) {
      throw errors.wrapping(key.KeySpec, algorithm ?? '', wrappingKeySpec ?? '');
    }
    const wrappingKey = await newWrappingKey(wrappingKeySpec, ctx.random);
    const ImportToken = ctx.random.bytes(tokenBytes);
    const validTo = ctx.now + limits.importParametersValidity;
    const parameters = { wrappingKeySpec, algorithm, wrappingKey, validTo };
    ctx.put(importParametersTable, `${key.Arn}|${toHex(ImportToken)}`, parameters);
    return {
      KeyId: key.Arn,
      ImportToken,
      PublicKey: wrappingKey.publicKey ?? new Uint8Array(0),
      ParametersValidTo: new Date(validTo),
    };
  },
};

export const ImportKeyMaterial: Operation<
  ImportKeyMaterialRequest,
  ImportKeyMaterialResponse,
  FoundKey
> = {
  target,
  permissions: ({ ExpirationModel = 'KEY_MATERIAL_EXPIRES', ValidTo }, found, ctx) => [
    keyPermission('kms:ImportKeyMaterial', found, ctx, {
      'kms:ExpirationModel': ExpirationModel,
      ...(ValidTo === undefined ? {} : { 'kms:ValidTo': ValidTo.toISOString() }),
    }),
  ],
  async handle(input, ctx, { key }) {
    requireKeyState(key, 'ImportKeyMaterial');
    const details = detailsOf(input, ctx);
    requireSymmetricFor(input, key);
    const bytes = await openWrapped(input, ctx, key);
    const material = await acceptKeyMaterial(key.KeySpec, key.KeyId, bytes);
    if (material === undefined) throw errors.incorrectMaterial();
    requireFitting(input, ctx, key, material);
    importMaterial(ctx, key, material, details);
    return { KeyId: key.Arn, ...(isSymmetric(key) ? { KeyMaterialId: material.id } : {}) };
  },
};

/** How long the material is to be valid, checked. */
function detailsOf(input: ImportKeyMaterialRequest, { now }: Context): ImportDetails {
  const { ExpirationModel = 'KEY_MATERIAL_EXPIRES', ValidTo, KeyMaterialDescription } = input;
  const description = KeyMaterialDescription === undefined ? {} : { KeyMaterialDescription };
  if (ExpirationModel === 'KEY_MATERIAL_DOES_NOT_EXPIRE') {
    if (ValidTo !== undefined) throw errors.superfluousValidTo();
    return { ExpirationModel, ...description };
  }
  if (ValidTo === undefined) throw errors.missingValidTo();
  const validTo = Math.floor(ValidTo.getTime());
  const longest = now + longestValidityInDays * day;
  if (!(validTo > now && validTo <= longest)) throw errors.validToOutOfBounds();
  return { ExpirationModel, ValidTo: validTo, ...description };
}

// Other keys have one material all their life.
function requireSymmetricFor(input: ImportKeyMaterialRequest, key: KeyRecord): void {
  for (const member of ['ImportType', 'KeyMaterialDescription', 'KeyMaterialId'] as const) {
    if (input[member] !== undefined && !isSymmetric(key)) throw errors.onlySymmetric(member);
  }
  if (input.ImportType === 'NEW_KEY_MATERIAL' && input.KeyMaterialId !== undefined) {
    throw errors.idOfNewMaterial();
  }
}

async function openWrapped(
  { ImportToken, EncryptedKeyMaterial }: ImportKeyMaterialRequest,
  ctx: Context,
  key: KeyRecord,
): Promise<Bytes> {
  const token = toHex(ImportToken ?? new Uint8Array(0));
  const parameters = ctx.get(importParametersTable, `${key.Arn}|${token}`);
  if (parameters === undefined) throw errors.invalidToken();
  if (ctx.now >= parameters.validTo) throw errors.expiredToken();
  const wrapped = new Uint8Array(EncryptedKeyMaterial ?? []);
  const bytes = await unwrap(parameters, parameters.wrappingKey, wrapped);
  if (bytes === undefined) throw invalidCiphertext();
  return bytes;
}

/** New material must be new to the key, existing material must be known to it. */
function requireFitting(
  { ImportType, KeyMaterialId, KeyMaterialDescription }: ImportKeyMaterialRequest,
  ctx: Context,
  key: KeyRecord,
  { id }: KeyMaterial,
): void {
  const isFirst = key.CurrentKeyMaterialId === undefined;
  const type = ImportType ?? (isFirst ? 'NEW_KEY_MATERIAL' : 'EXISTING_KEY_MATERIAL');
  const known = findImported(ctx, key, id) !== undefined;
  if (
    isReplica(ctx, key) &&
    (type === 'NEW_KEY_MATERIAL' || KeyMaterialDescription !== undefined)
  ) {
    throw notPrimary(key.Arn);
  }
  if (known !== (type === 'EXISTING_KEY_MATERIAL')) throw errors.incorrectMaterial();
  if (KeyMaterialId !== undefined && KeyMaterialId !== id) throw errors.incorrectMaterial();
  const pending = known ? undefined : pendingMaterial(ctx, key);
  if (pending !== undefined) throw errors.anotherPending(id, key.Arn, pending[0]);
}

export const DeleteImportedKeyMaterial: Operation<
  DeleteImportedKeyMaterialRequest,
  DeleteImportedKeyMaterialResponse,
  FoundKey
> = {
  target,
  permissions: (_, found, ctx) => [keyPermission('kms:DeleteImportedKeyMaterial', found, ctx)],
  handle({ KeyMaterialId }, ctx, { key }) {
    requireKeyState(key, 'DeleteImportedKeyMaterial');
    if (KeyMaterialId !== undefined && !isSymmetric(key)) {
      throw errors.onlySymmetric('KeyMaterialId');
    }
    const id = KeyMaterialId ?? key.CurrentKeyMaterialId;
    if (KeyMaterialId !== undefined && findImported(ctx, key, KeyMaterialId) === undefined) {
      throw errors.unknownMaterial(KeyMaterialId, key.Arn);
    }
    if (id !== undefined) loseMaterial(ctx, key, id, { type: 'DeleteImportedKeyMaterial' });
    return {
      KeyId: key.Arn,
      ...(id !== undefined && isSymmetric(key) ? { KeyMaterialId: id } : {}),
    };
  },
};
