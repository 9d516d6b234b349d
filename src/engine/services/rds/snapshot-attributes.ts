import type {
  DescribeDBSnapshotAttributesMessage,
  DescribeDBSnapshotAttributesResult,
  ModifyDBSnapshotAttributeMessage,
  ModifyDBSnapshotAttributeResult,
} from '@aws-sdk/client-rds';
import type { Context, Operation } from '../../operation';
import { invalidValue, snapshots as errors } from './errors';
import { findOwnSnapshot } from './lookup';
import { snapshotPermission } from './snapshots';
import { arnOfSnapshot, snapshotsTable, type SnapshotRecord } from './state';

const everybody = 'all';

const attributesOf = ({ DBSnapshotIdentifier, sharedWith }: SnapshotRecord) => ({
  DBSnapshotAttributesResult: {
    DBSnapshotIdentifier,
    DBSnapshotAttributes: [{ AttributeName: 'restore', AttributeValues: [...sharedWith] }],
  },
});

const target = (
  { DBSnapshotIdentifier }: { readonly DBSnapshotIdentifier: string | undefined },
  ctx: Context,
) => findOwnSnapshot(ctx, DBSnapshotIdentifier);

export const DescribeDBSnapshotAttributes: Operation<
  DescribeDBSnapshotAttributesMessage,
  DescribeDBSnapshotAttributesResult,
  SnapshotRecord
> = {
  target,
  permissions: (_, snapshot) => [snapshotPermission('rds:DescribeDBSnapshotAttributes', snapshot)],
  handle: (_, __, snapshot) => attributesOf(snapshot),
};

export const ModifyDBSnapshotAttribute: Operation<
  ModifyDBSnapshotAttributeMessage,
  ModifyDBSnapshotAttributeResult,
  SnapshotRecord
> = {
  target,
  permissions: (_, snapshot) => [snapshotPermission('rds:ModifyDBSnapshotAttribute', snapshot)],
  handle({ AttributeName = '', ValuesToAdd = [], ValuesToRemove = [] }, ctx, snapshot) {
    if (AttributeName !== 'restore') throw invalidValue(`Invalid attribute name: ${AttributeName}`);
    const wrong = ValuesToAdd.find((value) => value !== everybody && !/^\d{12}$/.test(value));
    if (wrong !== undefined) throw invalidValue(`Invalid account ID: ${wrong}`);
    const { encryption, sharedWith, status, DBSnapshotIdentifier } = snapshot;
    if (status !== 'available') throw errors.notAvailable(DBSnapshotIdentifier);
    if (ValuesToAdd.length > 0 && encryption !== undefined) {
      if (encryption.awsManaged) throw errors.defaultKeyShared();
      if (ValuesToAdd.includes(everybody)) throw errors.encryptedPublic();
    }
    const shared = new Set([...sharedWith, ...ValuesToAdd]);
    for (const value of ValuesToRemove) shared.delete(value);
    const modified = { ...snapshot, sharedWith: [...shared] };
    ctx.put(snapshotsTable, arnOfSnapshot(snapshot), modified);
    return attributesOf(modified);
  },
};
