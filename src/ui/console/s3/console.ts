import type { BucketRecord, ObjectVersion } from '../../../engine/services/s3/state';
import { dateText, keyFact, prettyJson, sizeText } from '../common';
import { subList, type ConsoleDefinition, type ListDefinition } from '../definition';
import { blocks, bucketActions, createBucket } from './bucket-actions';
import { corsText } from './cors';
import { managementTabs } from './management';
import { retentionText } from './object-lock';
import { modeName } from './encryption-fields';
import { encryptionText, objectList, objectsOf } from './objects';

/** Source: Amazon S3 User Guide, "Controlling ownership of objects" (from memory). */
const ownerships: Readonly<Record<string, string>> = {
  BucketOwnerEnforced: 'Bucket owner enforced',
  BucketOwnerPreferred: 'Bucket owner preferred',
  ObjectWriter: 'Object writer',
};

const yesNo = (is: boolean | undefined) => (is === true ? 'On' : 'Off');

const buckets: ListDefinition<BucketRecord> = {
  ...{ id: 'buckets', title: 'General purpose buckets', one: 'bucket' },
  rows: (world) =>
    world.all<BucketRecord>('s3.buckets').filter(({ account }) => account === world.account),
  idOf: ({ Name }) => Name,
  columns: [
    { title: 'Name', share: 2, text: ({ Name }) => Name },
    { title: 'AWS Region', text: ({ region }) => region },
    { title: 'Default encryption', text: ({ encryption }) => modeName(encryption.SSEAlgorithm) },
    { title: 'Versioning', narrow: false, text: ({ versioning }) => versioning ?? 'Disabled' },
    {
      title: 'Created',
      narrow: false,
      share: 1.4,
      text: ({ CreationDate }) => dateText(CreationDate),
    },
  ],
  empty:
    'This account has no bucket yet. Create one: whatever is put into it is encrypted at rest, by default with keys of Amazon S3’s own.',
  actions: [createBucket],
  detail: {
    title: ({ Name }) => Name,
    facts: ({ Name, region, CreationDate, encryption, versioning }, world) => [
      { label: 'AWS Region', value: region },
      { label: 'ARN', value: `arn:aws:s3:::${Name}`, mono: true },
      { label: 'Default encryption', value: modeName(encryption.SSEAlgorithm), tone: 'cipher' },
      ...(encryption.SSEAlgorithm === 'AES256'
        ? []
        : [keyFact(world, 'AWS KMS key', encryption.KMSMasterKeyID, 'aws/s3')]),
      { label: 'Versioning', value: versioning ?? 'Disabled' },
      { label: 'Created', value: dateText(CreationDate) },
    ],
    tabs: [
      {
        ...{ id: 'objects', title: 'Objects', kind: 'list', one: 'object' },
        table: subList<BucketRecord, ObjectVersion>({
          rows: ({ Name }, world) => objectsOf(Name, world),
          columns: [
            { title: 'Key', share: 2, text: ({ Key }) => Key },
            { title: 'Encryption', text: encryptionText, tone: () => 'cipher' },
            { title: 'Size', text: ({ Size }) => sizeText(Size), sort: ({ Size }) => Size },
            { title: 'Storage class', narrow: false, text: ({ StorageClass }) => StorageClass },
            {
              ...{ title: 'Last modified', narrow: false, share: 1.4 },
              text: ({ LastModified }) => dateText(LastModified),
            },
          ],
          idOf: ({ Key }) => Key,
          place: ({ bucket, Key }) => ({
            ...{ service: 's3', list: 'objects', resource: `${bucket}/${Key}` },
          }),
          empty: 'The bucket is empty. Upload a text or a file.',
        }),
      },
      {
        ...{ id: 'properties', title: 'Properties', kind: 'facts' },
        facts: ({ encryption, versioning, tags, objectLock }, world) => [
          { label: 'Bucket Versioning', value: versioning ?? 'Disabled' },
          { label: 'Encryption type', value: modeName(encryption.SSEAlgorithm) },
          ...(encryption.SSEAlgorithm === 'AES256'
            ? []
            : [keyFact(world, 'Encryption key', encryption.KMSMasterKeyID, 'aws/s3')]),
          { label: 'Bucket Key', value: yesNo(encryption.BucketKeyEnabled) },
          { label: 'Blocked encryption types', value: encryption.blocked ?? '–' },
          { label: 'Object Lock', value: yesNo(objectLock !== undefined) },
          { label: 'Default retention', value: retentionText(objectLock?.defaultRetention) },
          {
            label: 'Tags',
            value:
              Object.entries(tags ?? {})
                .map((pair) => pair.join('='))
                .join(', ') || '–',
          },
        ],
      },
      {
        ...{ id: 'permissions', title: 'Permissions', kind: 'facts' },
        facts: ({ publicAccessBlock, ObjectOwnership, policy, cors }) => [
          ...blocks.map(({ value: name, label }) => {
            const isOn = publicAccessBlock?.[name] === true;
            return { label, value: yesNo(isOn), tone: isOn ? ('ok' as const) : ('warn' as const) };
          }),
          { label: 'Object Ownership', value: ownerships[ObjectOwnership ?? ''] ?? '–' },
          { label: 'Bucket policy', value: prettyJson(policy?.document) || 'None', mono: true },
          {
            label: 'Cross-origin resource sharing (CORS)',
            value: corsText(cors) || 'None',
            mono: true,
          },
        ],
      },
      ...managementTabs,
    ],
    actions: bucketActions,
  },
};

/** The console of Amazon S3. */
export const s3Console: ConsoleDefinition = {
  ...{ service: 's3', title: 'S3', lists: [buckets, objectList] },
};
