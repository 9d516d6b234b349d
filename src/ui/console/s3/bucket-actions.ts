import type { BucketRecord } from '../../../engine/services/s3/state';
import { prettyJson, tagChange, tagsField } from '../common';
import type { Action } from '../definition';
import type { Field } from '../form/fields';
import { fileOf, isTicked, pairsOf, tagList, textOf, tickedOf, type Values } from '../form/values';
import { editCors } from './cors';
import {
  bucketEncryption,
  encryptionModes,
  keyFields,
  modeName,
  objectEncryption,
} from './encryption-fields';
import { createLifecycle, deleteLifecycle } from './lifecycle';
import { editObjectLock } from './object-lock';
import { createReplication, deleteReplication } from './replication';
import { s3 } from './request';

type BucketAction = Action<BucketRecord>;

/** The four settings of block public access, in the console's words. */
export const blocks = [
  {
    value: 'BlockPublicAcls',
    label: 'Block public access granted through new access control lists',
  },
  {
    value: 'IgnorePublicAcls',
    label: 'Ignore public access granted through any access control lists',
  },
  { value: 'BlockPublicPolicy', label: 'Block public access granted through new bucket policies' },
  {
    value: 'RestrictPublicBuckets',
    label: 'Block public and cross-account access through any public policy',
  },
] as const;

const blockConfiguration = (ticked: readonly string[]) =>
  Object.fromEntries(blocks.map(({ value }) => [value, ticked.includes(value)]));

const blockField = (value: readonly string[]): Field => ({
  ...{
    kind: 'ticks',
    name: 'blocks',
    label: 'Block Public Access settings',
    options: blocks,
    value,
  },
});

const allBlocks = blocks.map(({ value }) => value);

/** The page that creates a bucket. */
export const createBucket: Action<undefined> = {
  id: 'create',
  title: 'Create bucket',
  steps: (values, _, world) => [
    {
      title: 'Create bucket',
      fields: [
        {
          ...{ kind: 'text', name: 'name', label: 'Bucket name', required: true },
          help: 'Unique among all buckets of all AWS accounts.',
        },
        blockField(allBlocks),
        { kind: 'tick', name: 'versioning', label: 'Bucket Versioning' },
        tagsField(),
        {
          ...{ kind: 'choice', name: 'mode', label: 'Encryption type', required: true },
          options: encryptionModes,
        },
        ...keyFields(textOf(values, 'mode'), world),
        {
          ...{ kind: 'tick', name: 'lock', label: 'Object Lock' },
          help: 'Versions can be kept from being deleted. It switches versioning on, and stays for good.',
        },
      ],
    },
  ],
  requests(values, _, { region }) {
    const Bucket = textOf(values, 'name');
    const tags = tagList(values);
    const mode = textOf(values, 'mode');
    const ticked = tickedOf(values, 'blocks');
    return [
      s3('CreateBucket', {
        Bucket,
        ...(isTicked(values, 'lock') ? { ObjectLockEnabledForBucket: true } : {}),
        ...(region === 'us-east-1'
          ? {}
          : { CreateBucketConfiguration: { LocationConstraint: region } }),
      }),
      ...(ticked.length === allBlocks.length
        ? []
        : [
            s3('PutPublicAccessBlock', {
              ...{ Bucket, PublicAccessBlockConfiguration: blockConfiguration(ticked) },
            }),
          ]),
      ...(isTicked(values, 'versioning') ? [versioning(Bucket, 'Enabled')] : []),
      ...(mode === 'AES256' || mode === ''
        ? []
        : [
            s3('PutBucketEncryption', {
              ...{ Bucket, ServerSideEncryptionConfiguration: bucketEncryption(values) },
            }),
          ]),
      ...(tags === undefined
        ? []
        : [s3('PutBucketTagging', { Bucket, Tagging: { TagSet: tags } })]),
    ];
  },
  after: (_, values) => ({ resource: textOf(values, 'name') }),
};

const versioning = (Bucket: string, Status: string) =>
  s3('PutBucketVersioning', { Bucket, VersioningConfiguration: { Status } });

const upload: BucketAction = {
  ...{ id: 'upload', title: 'Upload', tab: 'objects' },
  steps: (values, { encryption }, world) => [
    {
      title: 'Upload',
      fields: [
        {
          ...{ kind: 'choice', name: 'source', label: 'What to upload', required: true },
          options: [
            { value: 'text', label: 'Text' },
            { value: 'file', label: 'A file of your computer', help: 'It stays in this page.' },
          ],
        },
        textOf(values, 'source') === 'file'
          ? { kind: 'file', name: 'file', label: 'File', required: true }
          : { kind: 'area', name: 'text', label: 'Text', required: true },
        {
          ...{ kind: 'text', name: 'name', label: 'Key', required: true },
          value: fileOf(values, 'file')?.name ?? '',
          help: 'The object’s name; slashes make folders of it.',
        },
        {
          ...{ kind: 'choice', name: 'mode', label: 'Server-side encryption', required: true },
          value: '',
          options: [
            {
              ...{ value: '', label: 'Use the bucket’s default' },
              help: modeName(encryption.SSEAlgorithm),
            },
            ...encryptionModes,
            {
              ...{ value: 'SSE-C', label: 'SSE-C' },
              closed: 'With a key of your own only the CLI and the SDKs upload, not the console.',
            },
          ],
        },
        ...keyFields(textOf(values, 'mode'), world),
      ],
    },
  ],
  requests: (values, { Name }) => [
    s3('PutObject', {
      ...{ Bucket: Name, Key: textOf(values, 'name'), Body: bodyOf(values) },
      ...(textOf(values, 'source') === 'file' ? {} : { ContentType: 'text/plain' }),
      ...objectEncryption(values),
    }),
  ],
};

function bodyOf(values: Values): Uint8Array {
  const file = textOf(values, 'source') === 'file' ? fileOf(values, 'file') : undefined;
  return file?.bytes ?? new TextEncoder().encode(textOf(values, 'text'));
}

const encryption: BucketAction = {
  ...{ id: 'encryption', title: 'Edit default encryption', tab: 'properties' },
  submit: 'Save changes',
  steps: (values, bucket, world) => [
    {
      title: 'Default encryption',
      notes: ['Objects that are there already stay encrypted as they are.'],
      fields: [
        {
          ...{ kind: 'choice', name: 'mode', label: 'Encryption type', required: true },
          ...{ options: encryptionModes, value: bucket.encryption.SSEAlgorithm },
        },
        ...keyFields(textOf(values, 'mode') || bucket.encryption.SSEAlgorithm, world, {
          key: bucket.encryption.KMSMasterKeyID,
          bucketKey: bucket.encryption.BucketKeyEnabled,
        }),
        {
          ...{
            kind: 'tick',
            name: 'blocked',
            label: 'Block encryption with customer-provided keys',
          },
          value: bucket.encryption.blocked === 'SSE-C',
          help: 'Requests for SSE-C are refused. Buckets made since April 2026 begin with it.',
        },
      ],
    },
  ],
  requests: (values, { Name }) => [
    s3('PutBucketEncryption', {
      ...{ Bucket: Name, ServerSideEncryptionConfiguration: bucketEncryption(values) },
    }),
  ],
};

const editVersioning: BucketAction = {
  ...{ id: 'versioning', title: 'Edit versioning', tab: 'properties' },
  submit: 'Save changes',
  steps: (_, bucket) => [
    {
      title: 'Bucket versioning',
      fields: [
        {
          ...{ kind: 'choice', name: 'status', label: 'Versioning', required: true },
          value: bucket.versioning ?? 'Suspended',
          options: [
            { value: 'Enabled', label: 'Enable' },
            {
              ...{ value: 'Suspended', label: 'Suspend' },
              help: 'Versions that are there stay. It can never be switched off altogether.',
            },
          ],
        },
      ],
    },
  ],
  requests: (values, { Name }) => [versioning(Name, textOf(values, 'status'))],
};

const editTags: BucketAction = {
  ...{ id: 'tags', title: 'Edit tags', tab: 'properties', submit: 'Save changes' },
  steps: (_, { tags }) => [{ title: 'Tags', fields: [tagsField(tags)] }],
  requests(values, { Name, tags }) {
    const { set, remove } = tagChange(tags, pairsOf(values, 'tags'));
    if (set.length === 0 && remove.length === 0) return [];
    const TagSet = tagList(values);
    if (TagSet === undefined) return [s3('DeleteBucketTagging', { Bucket: Name })];
    return [s3('PutBucketTagging', { Bucket: Name, Tagging: { TagSet } })];
  },
};

const editPolicy: BucketAction = {
  ...{ id: 'policy', title: 'Edit bucket policy', tab: 'permissions', submit: 'Save changes' },
  steps: (_, { policy }) => [
    {
      title: 'Bucket policy',
      fields: [
        {
          ...{ kind: 'policy', name: 'policy', label: 'Bucket policy', policy: 'bucket' },
          value: prettyJson(policy?.document),
        },
      ],
    },
  ],
  edits: (values, { Name }) => ({
    arn: `arn:aws:s3:::${Name}`,
    document: textOf(values, 'policy').trim(),
  }),
  requests(values, { Name }) {
    const Policy = textOf(values, 'policy');
    if (Policy.trim() === '') return [s3('DeleteBucketPolicy', { Bucket: Name })];
    return [s3('PutBucketPolicy', { Bucket: Name, Policy })];
  },
};

const editBlocks: BucketAction = {
  ...{ id: 'public-access', title: 'Edit block public access', tab: 'permissions' },
  submit: 'Save changes',
  steps: (_, { publicAccessBlock }) => [
    {
      title: 'Block public access',
      fields: [blockField(allBlocks.filter((name) => publicAccessBlock?.[name] === true))],
    },
  ],
  requests: (values, { Name }) => [
    s3('PutPublicAccessBlock', {
      Bucket: Name,
      PublicAccessBlockConfiguration: blockConfiguration(tickedOf(values, 'blocks')),
    }),
  ],
};

const deleteBucket: BucketAction = {
  ...{ id: 'delete', title: 'Delete bucket', isDangerous: true },
  steps: () => [
    {
      title: 'Delete bucket',
      notes: [
        'Only an empty bucket can be deleted: no objects, no versions, no uploads under way.',
      ],
      fields: [],
    },
  ],
  requests: (_, { Name }) => [s3('DeleteBucket', { Bucket: Name })],
  after: () => ({ resource: undefined }),
};

/** What may be done with a bucket. */
export const bucketActions: readonly BucketAction[] = [
  ...[upload, encryption, editVersioning, editTags, editPolicy, editBlocks, deleteBucket],
  ...[createLifecycle, deleteLifecycle, createReplication, deleteReplication],
  ...[editCors, editObjectLock],
];
