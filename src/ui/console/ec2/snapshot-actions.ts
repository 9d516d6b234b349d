import type { SnapshotRecord } from '../../../engine/services/ec2/state';
import type { ConsoleWorld } from '../console-world';
import type { Action } from '../definition';
import type { Field } from '../form/fields';
import { givenText, isTicked, textOf, type Values } from '../form/values';
import { createVolume, ebsKeyField, ec2 } from './volume-actions';

const isEncrypted = (values: Values, { encryption }: SnapshotRecord) =>
  encryption !== undefined || isTicked(values, 'encrypted');

/** The KMS key of a copy: one of the Region where it is to be. */
function copyKey(values: Values, world: ConsoleWorld): Field {
  const to = textOf(values, 'region');
  if (to === '' || to === world.region) return ebsKeyField(world);
  return {
    ...{ kind: 'text', name: 'key', label: 'KMS key in that Region', placeholder: 'aws/ebs' },
  };
}

/** What may be done with a snapshot. */
export const snapshotActions: readonly Action<SnapshotRecord>[] = [
  {
    ...{ id: 'copy', title: 'Copy snapshot' },
    steps: (values, snapshot, world) => [
      {
        title: 'Copy',
        notes:
          snapshot.encryption === undefined
            ? undefined
            : ['The copy of an encrypted snapshot is encrypted: only the KMS key can be another.'],
        fields: [
          { kind: 'text', name: 'description', label: 'Description' },
          {
            ...{ kind: 'text', name: 'region', label: 'Destination Region', required: true },
            value: snapshot.region,
          },
          ...(snapshot.encryption === undefined
            ? [{ kind: 'tick', name: 'encrypted', label: 'Encrypt this snapshot' } as const]
            : []),
          ...(isEncrypted(values, snapshot) ? [copyKey(values, world)] : []),
        ],
      },
    ],
    // CopySnapshot goes to the Region where the copy is to be.
    requests: (values, snapshot, world) => {
      const to = textOf(values, 'region');
      const input = {
        ...{ SourceRegion: snapshot.region, SourceSnapshotId: snapshot.SnapshotId },
        Description: givenText(values, 'description'),
        ...(isEncrypted(values, snapshot)
          ? { Encrypted: true, KmsKeyId: givenText(values, 'key') }
          : {}),
      };
      return [ec2('CopySnapshot', input, to === world.region ? undefined : to)];
    },
    after: (outputs, values, { region }) =>
      textOf(values, 'region') === region
        ? { resource: (outputs[0] as { readonly SnapshotId: string }).SnapshotId }
        : undefined,
  },
  {
    ...{ id: 'share', title: 'Modify permissions', tab: 'permissions', submit: 'Share' },
    closed: ({ encryption }) =>
      encryption?.awsManaged === true
        ? 'A snapshot under the AWS managed key aws/ebs cannot be shared: copy it under a key of your own first.'
        : undefined,
    steps: (_, { encryption }) => [
      {
        title: 'Share',
        notes:
          encryption === undefined
            ? undefined
            : ['The other account also needs to use the KMS key: its key policy has to let it.'],
        fields: [{ kind: 'text', name: 'account', label: 'AWS account ID', required: true }],
      },
    ],
    requests: (values, { SnapshotId }) => [
      ec2('ModifySnapshotAttribute', {
        ...{ SnapshotId, Attribute: 'createVolumePermission', OperationType: 'add' },
        UserIds: [textOf(values, 'account')],
      }),
    ],
  },
  {
    ...{ id: 'volume', title: 'Create volume from snapshot' },
    steps: (values, _, world) =>
      createVolume.steps(values, undefined, world).map((step) => ({
        ...step,
        fields: step.fields.filter(({ name }) => name !== 'snapshot' && name !== 'size'),
      })),
    requests: (values, { SnapshotId }, world) =>
      createVolume.requests({ ...values, snapshot: SnapshotId, size: '' }, undefined, world),
    after: (outputs) => ({
      ...{ list: undefined, resource: (outputs[0] as { readonly VolumeId: string }).VolumeId },
    }),
  },
  {
    ...{ id: 'delete', title: 'Delete snapshot', isDangerous: true },
    steps: () => [],
    requests: (_, { SnapshotId }) => [ec2('DeleteSnapshot', { SnapshotId })],
    after: () => ({ resource: undefined }),
  },
];
