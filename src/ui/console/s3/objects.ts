import type { ObjectVersion, Version } from '../../../engine/services/s3/state';
import { dateText, keyFact, sizeText, tagsOf } from '../common';
import type { ConsoleWorld } from '../console-world';
import { subList, type Action, type Fact, type ListDefinition } from '../definition';
import { textOf } from '../form/values';
import { encryptionModes, keyFields, modeName, objectEncryption } from './encryption-fields';

type ObjectAction = Action<Version>;

/** The current objects of a bucket. */
export function objectsOf(bucket: string, world: ConsoleWorld): ObjectVersion[] {
  return world
    .all<Version>('s3.objects', `${bucket}/`)
    .filter((version): version is ObjectVersion => version.kind === 'object');
}

/** All versions of a key, the newest first. */
function versionsOf({ bucket, Key }: Version, world: ConsoleWorld): Version[] {
  return ['s3.objects', 's3.noncurrent-versions']
    .flatMap((table) => world.all<Version>(table, `${bucket}/`))
    .filter((version) => version.Key === Key)
    .sort((a, b) => b.sequence - a.sequence);
}

const at = ({ bucket, Key }: Version) => ({ Bucket: bucket, Key });

/** How an object is encrypted, in a word. */
export function encryptionText(version: Version): string {
  return version.kind === 'object' ? modeName(version.encryption.mode) : '–';
}

const download: ObjectAction = {
  ...{ id: 'download', title: 'Download' },
  closed: (version) =>
    version.kind === 'object' && version.encryption.mode === 'SSE-C'
      ? 'Only who sends the customer’s key can read it: the console cannot, the CLI and the SDKs can.'
      : undefined,
  steps: (_, version, world) => [
    {
      title: 'Download',
      fields: [
        {
          ...{ kind: 'select', name: 'version', label: 'Version' },
          options: [
            { value: '', label: 'The current one' },
            ...versionsOf(version, world)
              .filter(({ kind, VersionId }) => kind === 'object' && VersionId !== 'null')
              .map(({ VersionId }) => ({ value: VersionId, label: VersionId })),
          ],
        },
      ],
    },
  ],
  requests: (values, version) => [
    {
      ...{ service: 's3', operation: 'GetObject' },
      input: { ...at(version), VersionId: textOf(values, 'version') || undefined },
    },
  ],
  saves([output], { Key }) {
    const { Body } = output as { readonly Body?: Uint8Array };
    return { name: Key.split('/').at(-1) || 'object', bytes: Body ?? new Uint8Array(0) };
  },
  shows([output]) {
    const { Body = new Uint8Array(0) } = output as { readonly Body?: Uint8Array };
    const text = new TextDecoder().decode(Body.subarray(0, 1000));
    if (text.includes('\ufffd')) return [];
    return [{ label: `Content, ${sizeText(Body.length)}`, value: text, tone: 'secret' }];
  },
};

const reencrypt: ObjectAction = {
  ...{ id: 'encryption', title: 'Edit server-side encryption' },
  submit: 'Save changes',
  closed: download.closed!,
  steps: (values, version, world) => {
    const mode = version.kind === 'object' ? version.encryption.mode : 'AES256';
    return [
      {
        title: 'Server-side encryption',
        notes: ['The object is copied over itself: in a versioned bucket that is a new version.'],
        fields: [
          {
            ...{ kind: 'choice', name: 'mode', label: 'Encryption type', required: true },
            ...{ options: encryptionModes, value: mode },
          },
          ...keyFields(textOf(values, 'mode') || mode, world),
        ],
      },
    ];
  },
  requests: (values, version) => [
    {
      ...{ service: 's3', operation: 'CopyObject' },
      input: {
        ...at(version),
        CopySource: `${version.bucket}/${version.Key.split('/').map(encodeURIComponent).join('/')}`,
        ...objectEncryption(values),
      },
    },
  ],
};

const remove: ObjectAction = {
  ...{ id: 'delete', title: 'Delete', isDangerous: true },
  steps: (_, version, world) => {
    const versions = versionsOf(version, world).filter(({ VersionId }) => VersionId !== 'null');
    const isVersioned = versions.length > 0;
    const note = isVersioned
      ? 'Without a version, a delete marker hides the object; a version is gone for good.'
      : 'The object is gone for good.';
    return [
      {
        title: 'Delete',
        notes: [note],
        fields: isVersioned
          ? [
              {
                ...{ kind: 'select', name: 'version', label: 'Version' },
                options: [
                  { value: '', label: 'None: add a delete marker' },
                  ...versions.map(({ VersionId, kind }) => ({
                    ...{
                      value: VersionId,
                      label: kind === 'object' ? VersionId : `${VersionId} (${kind})`,
                    },
                  })),
                ],
              },
            ]
          : [],
      },
    ];
  },
  requests: (values, version) => [
    {
      ...{ service: 's3', operation: 'DeleteObject' },
      input: { ...at(version), VersionId: textOf(values, 'version') || undefined },
    },
  ],
  after: (_, __, { bucket }) => ({ list: undefined, resource: bucket }),
};

/** What the Amazon S3 encryption client notes beside an object: it came as ciphertext. */
function clientSide(metadata: Readonly<Record<string, string>>): readonly Fact[] {
  const algorithm = metadata['x-amz-cek-alg'] ?? metadata['x-amz-c'];
  if (algorithm === undefined) return [];
  return [
    {
      ...{ label: 'Client-side encryption', value: 'Amazon S3 Encryption Client', tone: 'cipher' },
      note: `${algorithm}. Amazon S3 has no key to it, and encrypts it once more.`,
    },
  ];
}

const facts = (version: Version, world: ConsoleWorld) => {
  const head = [
    {
      label: 'Bucket',
      value: version.bucket,
      place: { service: 's3' as const, resource: version.bucket },
    },
    { label: 'Last modified', value: dateText(version.LastModified) },
    { label: 'Version ID', value: version.VersionId, mono: true },
  ];
  if (version.kind !== 'object') return [...head, { label: 'Kind', value: 'Delete marker' }];
  const { Size, ETag, StorageClass, encryption } = version;
  const [first] = encryption.dataKeys;
  return [
    ...head,
    { label: 'Size', value: sizeText(Size) },
    { label: 'Encryption type', value: modeName(encryption.mode), tone: 'cipher' as const },
    ...(encryption.mode.startsWith('aws:kms')
      ? [
          keyFact(world, 'AWS KMS key', encryption.kmsKeyArn, 'aws/s3'),
          { label: 'Bucket Key', value: first?.under === 'bucket key' ? 'Used' : 'Not used' },
        ]
      : []),
    ...(encryption.context === undefined
      ? []
      : [{ label: 'Encryption context', value: JSON.stringify(encryption.context), mono: true }]),
    ...clientSide(version.Metadata),
    { label: 'ETag', value: ETag, mono: true },
    { label: 'Storage class', value: StorageClass },
  ];
};

/** Objects from near; their list is their bucket's. */
export const objectList: ListDefinition<Version> = {
  ...{ id: 'objects', title: 'Objects', one: 'object', actions: [], columns: [] },
  parent(id) {
    const [bucket = ''] = id.split('/');
    return { title: bucket, place: { service: 's3', resource: bucket } };
  },
  rows: () => [],
  find(id, world) {
    const slash = id.indexOf('/');
    const [bucket, key] = [id.slice(0, slash), id.slice(slash + 1)];
    return world.all<Version>('s3.objects', `${bucket}/`).find(({ Key }) => Key === key);
  },
  idOf: ({ bucket, Key }) => `${bucket}/${Key}`,
  empty: '',
  detail: {
    title: ({ Key }) => Key,
    facts,
    tabs: [
      {
        ...{ id: 'versions', title: 'Versions', kind: 'table' },
        table: subList<Version, Version>({
          rows: versionsOf,
          columns: [
            { title: 'Version ID', text: ({ VersionId }) => VersionId },
            { title: 'Kind', text: ({ kind }) => (kind === 'object' ? 'Object' : 'Delete marker') },
            { title: 'Encryption', text: encryptionText },
            { title: 'Size', text: (one) => (one.kind === 'object' ? sizeText(one.Size) : '–') },
            { title: 'Last modified', text: ({ LastModified }) => dateText(LastModified) },
          ],
          idOf: ({ VersionId, sequence }) => `${VersionId} ${sequence}`,
          buttons: [
            {
              label: 'Delete',
              action: 'delete',
              values: ({ VersionId }) => ({ version: VersionId === 'null' ? '' : VersionId }),
            },
          ],
          empty: 'There is no version.',
        }),
      },
      {
        ...{ id: 'tags', title: 'Tags', kind: 'table' },
        table: subList<Version, { readonly Key: string; readonly Value: string }>({
          rows: (version) => (version.kind === 'object' ? tagsOf(version.tags) : []),
          columns: [
            { title: 'Key', text: ({ Key }) => Key },
            { title: 'Value', text: ({ Value }) => Value },
          ],
          idOf: ({ Key }) => Key,
          empty: 'The object has no tags.',
        }),
      },
    ],
    actions: [download, reencrypt, remove],
  },
};
