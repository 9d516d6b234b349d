import type {
  EbsSettings,
  Encryption,
  SnapshotRecord,
  VolumeRecord,
} from '../../../engine/services/ec2/state';
import { dateText, keyFact, keyName, stateTone, tagsOf } from '../common';
import type { ConsoleWorld } from '../console-world';
import { subList, type ConsoleDefinition, type Fact, type ListDefinition } from '../definition';
import { snapshotActions } from './snapshot-actions';
import { createVolume, editDefault, volumeActions } from './volume-actions';

const keyText = (encryption: Encryption | undefined, world: ConsoleWorld) =>
  encryption === undefined ? 'Not encrypted' : keyName(world, encryption.KmsKeyId);

function encryptionFacts(encryption: Encryption | undefined, world: ConsoleWorld): Fact[] {
  if (encryption === undefined) {
    return [{ label: 'Encryption', value: 'Not encrypted', tone: 'warn' }];
  }
  return [
    { label: 'Encryption', value: 'Encrypted', tone: 'cipher' },
    keyFact(world, 'KMS key', encryption.KmsKeyId, 'aws/ebs'),
  ];
}

const volumeState = ({ attachments }: VolumeRecord) =>
  attachments.length === 0 ? 'available' : 'in-use';

/** As `snapshotState` in src/engine/services/ec2/state.ts has it. */
function snapshotState({ creation, copy }: SnapshotRecord): string {
  if (copy === undefined) return creation ?? 'completed';
  return copy.state === 'completed' || copy.state === 'error' ? copy.state : 'pending';
}

const here = (world: ConsoleWorld) => (row: { account: string }) => row.account === world.account;

const nameOf = ({ tags }: { readonly tags: Readonly<Record<string, string>> }) =>
  tags['Name'] ?? '–';

const tagColumns = [
  { title: 'Key', text: ({ Key }: { readonly Key: string }) => Key },
  { title: 'Value', text: ({ Value }: { readonly Value: string }) => Value },
];

const volumes: ListDefinition<VolumeRecord> = {
  ...{ id: 'volumes', title: 'Volumes', one: 'volume' },
  rows: (world) => world.all<VolumeRecord>('ec2.volumes', `${world.region}|`).filter(here(world)),
  idOf: ({ VolumeId }) => VolumeId,
  columns: [
    { title: 'Volume ID', share: 1.4, text: ({ VolumeId }) => VolumeId },
    { title: 'Name', narrow: false, text: nameOf },
    { title: 'Size', text: ({ Size }) => `${Size} GiB`, sort: ({ Size }) => Size },
    { title: 'State', text: volumeState, tone: (row) => stateTone(volumeState(row)) },
    { title: 'KMS key', text: ({ encryption }, world) => keyText(encryption, world) },
  ],
  empty: 'There is no volume in this Region yet.',
  actions: [createVolume, editDefault],
  detail: {
    title: ({ VolumeId }) => VolumeId,
    facts: (volume, world) => [
      {
        ...{ label: 'State', value: volumeState(volume) },
        tone: stateTone(volumeState(volume)),
      },
      ...encryptionFacts(volume.encryption, world),
      { label: 'Type', value: volume.VolumeType },
      { label: 'Size', value: `${volume.Size} GiB` },
      { label: 'Availability Zone', value: volume.AvailabilityZone },
      { label: 'Snapshot', value: volume.SnapshotId || '–' },
      { label: 'Created', value: dateText(volume.CreateTime) },
      {
        label: 'Attached to',
        value: volume.attachments.map(({ InstanceId }) => InstanceId).join(', ') || '–',
      },
    ],
    tabs: [
      {
        ...{ id: 'tags', title: 'Tags', kind: 'table' },
        table: subList<VolumeRecord, { readonly Key: string; readonly Value: string }>({
          ...{ columns: tagColumns, empty: 'The volume has no tags.' },
          rows: ({ tags }) => tagsOf(tags),
          idOf: ({ Key }) => Key,
        }),
      },
      {
        ...{ id: 'defaults', title: 'Encryption by default', kind: 'facts' },
        facts: (_, world) => {
          const at = `${world.region}|${world.account}`;
          const settings = world.one<EbsSettings>('ec2.ebs-settings', at);
          return [
            {
              label: 'New volumes in this Region',
              value: settings?.encryptionByDefault === true ? 'Always encrypted' : 'As asked for',
            },
            keyFact(world, 'Default encryption key', settings?.KmsKeyId, 'aws/ebs'),
          ];
        },
      },
    ],
    actions: volumeActions,
  },
};

const snapshots: ListDefinition<SnapshotRecord> = {
  ...{ id: 'snapshots', title: 'Snapshots', one: 'snapshot' },
  rows: (world) =>
    world.all<SnapshotRecord>('ec2.snapshots', `${world.region}|`).filter(here(world)),
  idOf: ({ SnapshotId }) => SnapshotId,
  columns: [
    { title: 'Snapshot ID', share: 1.4, text: ({ SnapshotId }) => SnapshotId },
    { title: 'Name', narrow: false, text: nameOf },
    { title: 'Status', text: snapshotState, tone: (row) => stateTone(snapshotState(row)) },
    { title: 'KMS key', text: ({ encryption }, world) => keyText(encryption, world) },
    { title: 'Started', narrow: false, text: ({ StartTime }) => dateText(StartTime) },
  ],
  empty: 'There is no snapshot in this Region yet. Create one of a volume.',
  note: 'A snapshot takes time: the world’s clock moves it on.',
  actions: [],
  detail: {
    title: ({ SnapshotId }) => SnapshotId,
    facts: (snapshot, world) => [
      {
        ...{ label: 'Status', value: snapshotState(snapshot) },
        ...{ tone: stateTone(snapshotState(snapshot)), note: snapshot.StateMessage },
      },
      ...encryptionFacts(snapshot.encryption, world),
      {
        ...{ label: 'Volume', value: snapshot.VolumeId },
        place: { service: 'ec2', resource: snapshot.VolumeId },
      },
      { label: 'Volume size', value: `${snapshot.VolumeSize} GiB` },
      { label: 'Description', value: snapshot.Description || '–' },
      { label: 'Started', value: dateText(snapshot.StartTime) },
      ...(snapshot.copy === undefined
        ? []
        : [
            {
              label: 'Copied from',
              value: `${snapshot.copy.SourceSnapshotId} in ${snapshot.copy.SourceRegion}`,
            },
          ]),
    ],
    tabs: [
      {
        ...{ id: 'permissions', title: 'Permissions', kind: 'table' },
        table: subList<SnapshotRecord, { readonly account: string }>({
          rows: ({ sharedWith }) => sharedWith.map((account) => ({ account })),
          columns: [{ title: 'Shared with', text: ({ account }) => account }],
          idOf: ({ account }) => account,
          empty: 'The snapshot is private to this account.',
        }),
      },
    ],
    actions: snapshotActions,
  },
};

/** The console of Amazon EC2 as far as EBS goes. */
export const ec2Console: ConsoleDefinition = {
  ...{ service: 'ec2', title: 'EC2: Elastic Block Store', lists: [volumes, snapshots] },
};
