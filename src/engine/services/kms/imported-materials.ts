import { stepMachine } from '../../machines';
import type { Context } from '../../operation';
import {
  importedMaterial,
  type ImportedContext,
  type ImportedEvent,
  type ImportedState,
} from './imported-material.machine';
import { live } from './lifecycle';
import { expiryTimer, materialPrefix } from './materials';
import { isReplica, primaryOf, regionOf, replicasOf } from './multi-region-set';
import {
  keysTable,
  materialsTable,
  type ImportedPart,
  type KeyMaterial,
  type KeyRecord,
  type MaterialRecord,
} from './state';

/** What an expiry timer brings back: the key and the material, and the machine's delayed event. */
export interface ExpiryTimer {
  readonly Arn: string;
  readonly KeyMaterialId: string;
  readonly event: string;
}

const recordKey = (key: KeyRecord, id: string) => materialPrefix(key) + id;

/** A material that was imported into a key, or is known to it and to be imported. */
export function findImported(
  ctx: Pick<Context, 'get'>,
  key: KeyRecord,
  id: string,
): MaterialRecord | undefined {
  return ctx.get(materialsTable, recordKey(key, id));
}

/** Every material a key knows, with its id. */
export function importedInto(
  ctx: Pick<Context, 'range'>,
  key: KeyRecord,
): readonly (readonly [id: string, record: MaterialRecord])[] {
  const prefix = materialPrefix(key);
  return ctx
    .range(materialsTable, { prefix })
    .map(([at, record]) => [at.slice(prefix.length), record] as const);
}

/** Whether a material waits for the rotation that makes it part of its key. */
export function isPendingRotation({ imported }: MaterialRecord): boolean {
  return imported !== undefined && imported.state.endsWith('ROTATION');
}

/** The material that waits for a key's next rotation. */
export function pendingMaterial(ctx: Pick<Context, 'range'>, key: KeyRecord) {
  return importedInto(ctx, key).find(([, record]) => isPendingRotation(record));
}

/** One step of a material's machine: kept, or undefined when the material is no longer the key's. */
function move(
  ctx: Context,
  key: KeyRecord,
  id: string,
  event: ImportedEvent,
): ImportedState | undefined {
  const from = findImported(ctx, key, id)?.imported?.state ?? 'New';
  const { state, delays } = stepMachine(
    importedMaterial,
    { value: from, context: { validity: null } satisfies ImportedContext },
    event,
  );
  const machine = importedMaterial.id;
  const name = expiryTimer(key, id);
  ctx.step({ kind: 'machine', machine, id: name, event: event.type, from, to: state });
  for (const delay of delays) {
    if (delay.type === 'cancel') ctx.cancelTimer(name);
    else if (Number.isFinite(delay.delay)) {
      const payload: ExpiryTimer = { Arn: key.Arn, KeyMaterialId: id, event: delay.event };
      const at = ctx.now + delay.delay;
      ctx.setTimer({ id: name, at, kind: 'expiry', payload, region: regionOf(key) });
    }
  }
  return state === 'Removed' ? undefined : (state as ImportedState);
}

const validity = (ctx: Context, ValidTo: number | undefined) =>
  ValidTo === undefined ? null : ValidTo - ctx.now;

function put(ctx: Context, key: KeyRecord, id: string, record: MaterialRecord): void {
  ctx.put(materialsTable, recordKey(key, id), record);
}

/** What an import says of the material beside its bytes. */
export type ImportDetails = Pick<
  ImportedPart,
  'ExpirationModel' | 'ValidTo' | 'KeyMaterialDescription'
>;

/** Gives a key material: the first, one it knows, or one for its next rotation. Returns the key. */
export function importMaterial(
  ctx: Context,
  key: KeyRecord,
  material: KeyMaterial,
  details: ImportDetails,
): KeyRecord {
  const { id } = material;
  const before = findImported(ctx, key, id);
  const isFirst = key.CurrentKeyMaterialId === undefined;
  const role = isFirst ? 'first' : key.MultiRegion ? 'multi-Region rotation' : 'rotation';
  const event = { type: 'ImportKeyMaterial', role, validity: validity(ctx, details.ValidTo) };
  const state = move(ctx, key, id, event as ImportedEvent) ?? 'IMPORTED';
  const { KeyMaterialDescription } = { ...before?.imported, ...details };
  const description = KeyMaterialDescription === undefined ? {} : { KeyMaterialDescription };
  put(ctx, key, id, { ...before, material, imported: { ...details, ...description, state } });
  const isCurrent = isFirst || key.CurrentKeyMaterialId === id;
  const given = isCurrent ? { ...key, material, CurrentKeyMaterialId: id } : key;
  const imported = isComplete(ctx, given)
    ? (live(ctx, given, { type: 'ImportKeyMaterial' }) ?? given)
    : given;
  ctx.put(keysTable, key.Arn, imported);
  if (key.MultiRegion) shareNames(ctx, imported, id);
  return imported;
}

function isComplete(ctx: Context, key: KeyRecord): boolean {
  return importedInto(ctx, key).every(
    ([, record]) => record.material !== undefined || isPendingRotation(record),
  );
}

// The primary key's replicas learn the id and the description of its new material, not its bytes.
function shareNames(ctx: Context, key: KeyRecord, id: string): void {
  const imported = findImported(ctx, key, id)?.imported;
  const { KeyMaterialDescription: text } = imported ?? {};
  for (const replica of isReplica(ctx, key) ? [] : replicasOf(ctx, key)) {
    const known = findImported(ctx, replica, id);
    const description = text === undefined ? {} : { KeyMaterialDescription: text };
    if (known?.imported !== undefined) {
      put(ctx, replica, id, { ...known, imported: { ...known.imported, ...description } });
    } else {
      const role = 'multi-Region rotation';
      const state = move(ctx, replica, id, { type: 'ImportKeyMaterial', role, validity: null });
      if (state !== undefined) put(ctx, replica, id, { imported: { ...description, state } });
    }
  }
  settlePending(ctx, key);
}

/** Material for a rotation may be rotated to once every Region has it. */
export function settlePending(ctx: Context, key: KeyRecord): void {
  const primary = primaryOf(ctx, key);
  const pending = pendingMaterial(ctx, primary);
  if (pending === undefined || !primary.MultiRegion) return;
  const [id] = pending;
  const keys = [primary, ...replicasOf(ctx, primary)];
  const records = keys.map((related) => [related, findImported(ctx, related, id)] as const);
  const everywhere = records.every(([, record]) => record?.material !== undefined);
  const type = everywhere ? 'AllRegionsImported' : 'RegionMissing';
  const wanted = everywhere ? 'PENDING_ROTATION' : 'PENDING_MULTI_REGION_IMPORT_AND_ROTATION';
  for (const [related, record] of records) {
    if (record?.imported === undefined || record.imported.state === wanted) continue;
    const left = validity(ctx, record.imported.ValidTo);
    const state = move(ctx, related, id, { type, validity: left }) ?? wanted;
    put(ctx, related, id, { ...record, imported: { ...record.imported, state } });
  }
}

/** A key loses a material: it was deleted, or has expired. Returns the key as it is now. */
export function loseMaterial(
  ctx: Context,
  key: KeyRecord,
  id: string,
  event: ImportedEvent,
): KeyRecord {
  const record = findImported(ctx, key, id);
  if (record?.material === undefined) return key;
  return isPendingRotation(record)
    ? losePending(ctx, key, id, event)
    : loseOwn(ctx, key, id, record, event);
}

function loseOwn(
  ctx: Context,
  key: KeyRecord,
  id: string,
  { RotationDate, RotationType, imported }: MaterialRecord,
  event: ImportedEvent,
): KeyRecord {
  const state = move(ctx, key, id, event) ?? 'PENDING_IMPORT';
  const text = imported?.KeyMaterialDescription;
  put(ctx, key, id, {
    ...(RotationDate === undefined ? {} : { RotationDate }),
    ...(RotationType === undefined ? {} : { RotationType }),
    imported: { ...(text === undefined ? {} : { KeyMaterialDescription: text }), state },
  });
  const isCurrent = key.CurrentKeyMaterialId === id;
  const lost = live(ctx, key, { type: 'LoseKeyMaterial' }) ?? key;
  const written = isCurrent ? { ...lost, material: undefined } : lost;
  ctx.put(keysTable, key.Arn, written);
  return written;
}

// Of the primary key, all Regions lose it; a replica only gives back its own bytes.
function losePending(ctx: Context, key: KeyRecord, id: string, event: ImportedEvent): KeyRecord {
  if (isReplica(ctx, key)) {
    const imported = findImported(ctx, key, id)?.imported;
    const state = move(ctx, key, id, { type: 'RegionMissing', validity: null }) ?? 'PENDING_IMPORT';
    const text = imported?.KeyMaterialDescription;
    const description = text === undefined ? {} : { KeyMaterialDescription: text };
    put(ctx, key, id, { imported: { ...description, state } });
    settlePending(ctx, key);
    return key;
  }
  for (const related of [key, ...replicasOf(ctx, key)]) {
    const type = 'DeleteImportedKeyMaterial';
    move(ctx, related, id, related === key ? event : { type });
    ctx.delete(materialsTable, recordKey(related, id));
  }
  return key;
}

/** The pending material of a key and of its replicas becomes current in all of them. */
export function rotateImported(ctx: Context, key: KeyRecord, id: string): void {
  for (const related of [key, ...replicasOf(ctx, key)]) {
    const record = findImported(ctx, related, id);
    if (record?.imported === undefined) continue;
    const left = validity(ctx, record.imported.ValidTo);
    const state = move(ctx, related, id, { type: 'RotateKeyOnDemand', validity: left });
    put(ctx, related, id, {
      ...record,
      ...{ RotationDate: ctx.now, RotationType: 'ON_DEMAND' },
      imported: { ...record.imported, state: state ?? 'IMPORTED' },
    });
    const { material } = record;
    ctx.put(keysTable, related.Arn, { ...related, CurrentKeyMaterialId: id, material });
  }
}

/** Gives a new replica the names of its primary's materials: their bytes it must be given. */
export function adoptNames(ctx: Context, primary: KeyRecord, replica: KeyRecord): void {
  for (const [id, { RotationDate, RotationType, imported }] of importedInto(ctx, primary)) {
    const pending = imported !== undefined && isPendingRotation({ imported });
    const text = imported?.KeyMaterialDescription;
    put(ctx, replica, id, {
      ...(RotationDate === undefined ? {} : { RotationDate }),
      ...(RotationType === undefined ? {} : { RotationType }),
      imported: {
        ...(text === undefined ? {} : { KeyMaterialDescription: text }),
        state: pending ? 'PENDING_MULTI_REGION_IMPORT_AND_ROTATION' : 'PENDING_IMPORT',
      },
    });
  }
  settlePending(ctx, primary);
}
