import type {
  ListKeyRotationsRequest,
  ListKeyRotationsResponse,
  RotationsListEntry,
} from '@aws-sdk/client-kms';
import type { Operation } from '../../operation';
import { invalidMarker, rotation as errors } from './errors';
import { requireKeyState } from './key-state-table';
import { findKeyByIdOrArn, type FoundKey } from './lookup';
import { listMaterials, type ListedMaterial } from './materials';
import { keyPermission } from './permissions';
import type { ImportedPart, KeyRecord } from './state';

/** Page size of ListKeyRotations where the request names none. Source: AWS KMS API Reference. */
const defaultLimit = 100;

export const ListKeyRotations: Operation<
  ListKeyRotationsRequest,
  ListKeyRotationsResponse,
  FoundKey
> = {
  target: ({ KeyId = '' }, ctx) => findKeyByIdOrArn(ctx, KeyId),
  permissions: (_, found, ctx) => [keyPermission('kms:ListKeyRotations', found, ctx)],
  handle({ IncludeKeyMaterial = 'ROTATIONS_ONLY', Limit = defaultLimit, Marker }, ctx, { key }) {
    requireKeyState(key, 'ListKeyRotations');
    if (key.KeySpec !== 'SYMMETRIC_DEFAULT') throw errors.unsupported();
    const all = IncludeKeyMaterial === 'ALL_KEY_MATERIAL';
    const materials = listMaterials(ctx, key).filter(
      ({ RotationDate }) => all || RotationDate !== undefined,
    );
    const from = Marker === undefined ? 0 : materials.findIndex(({ id }) => id === Marker) + 1;
    if (Marker !== undefined && from === 0) throw invalidMarker();
    const shown = materials.slice(from, from + Limit);
    const last = shown.at(-1);
    const Truncated = from + shown.length < materials.length;
    return {
      Rotations: shown.map((material) => entry(key, material)),
      ...(Truncated && last !== undefined ? { NextMarker: last.id } : {}),
      Truncated,
    };
  },
};

function entry(key: KeyRecord, material: ListedMaterial): RotationsListEntry {
  const { id, state, imported, RotationDate, RotationType } = material;
  return {
    KeyId: key.Arn,
    KeyMaterialId: id,
    ...(imported === undefined ? {} : importedPart(imported, material.material !== undefined)),
    KeyMaterialState: state,
    ...(RotationDate === undefined ? {} : { RotationDate: new Date(RotationDate) }),
    ...(RotationType === undefined ? {} : { RotationType }),
  };
}

function importedPart(imported: ImportedPart, isImported: boolean): RotationsListEntry {
  const { KeyMaterialDescription, ExpirationModel, ValidTo } = imported;
  return {
    ...(KeyMaterialDescription === undefined ? {} : { KeyMaterialDescription }),
    ImportState: isImported ? 'IMPORTED' : 'PENDING_IMPORT',
    ...(ExpirationModel === undefined ? {} : { ExpirationModel }),
    ...(ValidTo === undefined ? {} : { ValidTo: new Date(ValidTo) }),
  };
}
