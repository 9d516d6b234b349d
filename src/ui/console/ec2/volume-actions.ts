import type { EbsSettings, VolumeRecord } from '../../../engine/services/ec2/state';
import { keyField, tagChange, tagsField } from '../common';
import type { ConsoleWorld } from '../console-world';
import type { Action } from '../definition';
import type { Field } from '../form/fields';
import {
  givenNumber,
  givenText,
  isTicked,
  pairsOf,
  tagList,
  textOf,
  type Values,
} from '../form/values';
import type { PlannedRequest } from '../requests';

/** One request of Amazon EC2. */
export const ec2 = (
  operation: string,
  input: PlannedRequest['input'],
  region?: string,
): PlannedRequest => ({ service: 'ec2', operation, input, ...(region ? { region } : {}) });

const types = ['gp3', 'gp2', 'io2', 'io1', 'st1', 'sc1', 'standard'].map((value) => ({
  ...{ value, label: value },
}));

/** The fields of encryption: whether, and under which KMS key. */
function encryptionFields(values: Values, world: ConsoleWorld): readonly Field[] {
  const on: Field = {
    ...{ kind: 'tick', name: 'encrypted', label: 'Encrypt this resource' },
    help: 'Cannot be changed later. Where encryption by default is on, it is encrypted anyway.',
  };
  return isTicked(values, 'encrypted') ? [on, ebsKeyField(world)] : [on];
}

/** The field of the KMS key of a volume or a snapshot. */
export const ebsKeyField = (world: ConsoleWorld) =>
  keyField(world, { label: 'KMS key', own: 'aws/ebs' });

/** Encryption as most operations take it. */
const encryptionInput = (values: Values) =>
  isTicked(values, 'encrypted') ? { Encrypted: true, KmsKeyId: givenText(values, 'key') } : {};

/** Tags of a resource that is made. */
export function tagSpecifications(values: Values, ResourceType: string) {
  const Tags = tagList(values);
  return Tags === undefined ? undefined : [{ ResourceType, Tags }];
}

/** The page that creates a volume. */
export const createVolume: Action<undefined> = {
  ...{ id: 'create', title: 'Create volume' },
  steps: (values, _, world) => [
    {
      title: 'Volume settings',
      fields: [
        { kind: 'select', name: 'type', label: 'Volume type', options: types },
        { kind: 'number', name: 'size', label: 'Size (GiB)', value: '8', required: true },
        {
          ...{ kind: 'select', name: 'zone', label: 'Availability Zone', required: true },
          options: ['a', 'b', 'c'].map((letter) => ({
            ...{ value: `${world.region}${letter}`, label: `${world.region}${letter}` },
          })),
        },
        {
          ...{ kind: 'text', name: 'snapshot', label: 'Snapshot ID' },
          placeholder: 'none: a blank volume',
        },
        ...encryptionFields(values, world),
        tagsField(),
      ],
    },
  ],
  requests: (values) => [
    ec2('CreateVolume', {
      ...{ AvailabilityZone: textOf(values, 'zone'), VolumeType: textOf(values, 'type') },
      ...{ Size: givenNumber(values, 'size'), SnapshotId: givenText(values, 'snapshot') },
      ...encryptionInput(values),
      TagSpecifications: tagSpecifications(values, 'volume'),
    }),
  ],
  after: ([output]) => ({ resource: (output as { readonly VolumeId: string }).VolumeId }),
};

/** What new volumes and copies are encrypted with, whatever a request says. */
export const editDefault: Action<undefined> = {
  ...{ id: 'defaults', title: 'EBS encryption', submit: 'Update EBS encryption' },
  steps: (values, _, world) => {
    const { encryptionByDefault = false, KmsKeyId } =
      world.one<EbsSettings>('ec2.ebs-settings', `${world.region}|${world.account}`) ?? {};
    return [
      {
        title: 'EBS encryption',
        notes: ['For this account in this Region. What is there already stays as it is.'],
        fields: [
          {
            ...{ kind: 'tick', name: 'default', label: 'Always encrypt new EBS volumes' },
            value: encryptionByDefault,
          },
          keyField(world, {
            ...{ label: 'Default encryption key', own: 'aws/ebs' },
            ...(KmsKeyId === undefined ? {} : { value: KmsKeyId }),
          }),
        ],
      },
    ];
  },
  requests(values) {
    const key = givenText(values, 'key');
    return [
      ec2(
        isTicked(values, 'default')
          ? 'EnableEbsEncryptionByDefault'
          : 'DisableEbsEncryptionByDefault',
        {},
      ),
      key === undefined
        ? ec2('ResetEbsDefaultKmsKeyId', {})
        : ec2('ModifyEbsDefaultKmsKeyId', { KmsKeyId: key }),
    ];
  },
};

/** What may be done with a volume. */
export const volumeActions: readonly Action<VolumeRecord>[] = [
  {
    ...{ id: 'snapshot', title: 'Create snapshot' },
    steps: () => [
      {
        title: 'Snapshot',
        notes: ['It is encrypted as the volume is, under the same KMS key.'],
        fields: [{ kind: 'text', name: 'description', label: 'Description' }, tagsField()],
      },
    ],
    requests: (values, { VolumeId }) => [
      ec2('CreateSnapshot', {
        ...{ VolumeId, Description: givenText(values, 'description') },
        TagSpecifications: tagSpecifications(values, 'snapshot'),
      }),
    ],
    after: ([output]) => ({
      ...{ list: 'snapshots', resource: (output as { readonly SnapshotId: string }).SnapshotId },
    }),
  },
  {
    ...{ id: 'encrypt', title: 'Encrypt' },
    closed: ({ encryption }) =>
      encryption === undefined
        ? 'Neither the console nor the API encrypts a volume that exists: create a snapshot, copy that with a KMS key, and create a volume of the copy.'
        : 'It is encrypted. Another KMS key takes a copy of a snapshot, and a volume of that.',
    steps: () => [],
    requests: () => [],
  },
  {
    ...{ id: 'tags', title: 'Manage tags', tab: 'tags', submit: 'Save' },
    steps: (_, { tags }) => [{ title: 'Tags', fields: [tagsField(tags)] }],
    requests(values, { VolumeId, tags }) {
      const { set, remove } = tagChange(tags, pairsOf(values, 'tags'));
      const Resources = [VolumeId];
      const Tags = set.map(([Key, Value]) => ({ Key, Value }));
      return [
        ...(remove.length === 0
          ? []
          : [ec2('DeleteTags', { Resources, Tags: remove.map((Key) => ({ Key })) })]),
        ...(Tags.length === 0 ? [] : [ec2('CreateTags', { Resources, Tags })]),
      ];
    },
  },
  {
    ...{ id: 'delete', title: 'Delete volume', isDangerous: true },
    steps: () => [],
    requests: (_, { VolumeId }) => [ec2('DeleteVolume', { VolumeId })],
    after: () => ({ resource: undefined }),
  },
];
