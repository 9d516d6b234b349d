import type { SnapshotRecord } from '../../../engine/services/ec2/state';
import type { Action } from '../definition';
import { givenText, textOf } from '../form/values';
import { createVolume, ec2, encryptionFields, encryptionInput } from './volume-actions';

/** What may be done with a snapshot. */
export const snapshotActions: readonly Action<SnapshotRecord>[] = [
  {
    ...{ id: 'copy', title: 'Copy snapshot' },
    steps: (values, { encryption, region }, world) => [
      {
        title: 'Copy',
        fields: [
          {
            ...{ kind: 'text', name: 'region', label: 'Destination Region', required: true },
            value: region,
          },
          { kind: 'text', name: 'description', label: 'Description' },
          ...(textOf(values, 'region') === '' || textOf(values, 'region') === world.region
            ? encryptionFields(values, world, { isForced: encryption !== undefined })
            : [
                {
                  ...({ kind: 'tick', name: 'encrypted' } as const),
                  ...{ label: 'Encrypt this resource', value: encryption !== undefined },
                },
                {
                  ...({ kind: 'text', name: 'key', label: 'KMS key in that Region' } as const),
                  placeholder: 'aws/ebs',
                },
              ]),
        ],
      },
    ],
    // CopySnapshot goes to the Region where the copy is to be.
    requests: (values, { SnapshotId, region }, world) => {
      const to = textOf(values, 'region');
      const input = {
        ...{ SourceRegion: region, SourceSnapshotId: SnapshotId },
        Description: givenText(values, 'description'),
        ...encryptionInput(values),
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
