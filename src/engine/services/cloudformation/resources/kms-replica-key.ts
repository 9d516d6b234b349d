import { parseArn } from '../../../arn';
import type { ResourceHandler } from './handler';
import { document, flag, given, number, text } from './read-properties';
import { tagsOf } from './tags';

interface Replicated {
  readonly ReplicaKeyMetadata: { readonly KeyId: string; readonly Arn: string };
}

/** Source: AWS CloudFormation Template Reference, AWS::KMS::ReplicaKey. */
export const kmsReplicaKey: ResourceHandler = {
  type: 'AWS::KMS::ReplicaKey',
  properties: [
    ...['Description', 'Enabled', 'KeyPolicy', 'PendingWindowInDays', 'PrimaryKeyArn', 'Tags'],
  ],
  required: ['KeyPolicy', 'PrimaryKeyArn'],
  replacedBy: ['PrimaryKeyArn'],
  attributes: ['Arn', 'KeyId'],
  async create(work) {
    const { properties, region } = work;
    const primary = text(properties, 'PrimaryKeyArn') ?? '';
    const { ReplicaKeyMetadata } = await work.call<Replicated>(
      'kms',
      'ReplicateKey',
      {
        ...{ KeyId: primary, ReplicaRegion: region },
        ...given('Policy', document(properties, 'KeyPolicy')),
        ...given('Description', text(properties, 'Description')),
        Tags: Object.entries(tagsOf(work)).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
      },
      // The primary key's Region makes replicas.
      parseArn(primary)?.region,
    );
    const { KeyId, Arn } = ReplicaKeyMetadata;
    const made = { PhysicalResourceId: KeyId, attributes: { Arn, KeyId } };
    work.made(made);
    if (flag(properties, 'Enabled') === false) await work.call('kms', 'DisableKey', { KeyId });
    return made;
  },
  async update({ call, properties }, before) {
    const KeyId = before.PhysicalResourceId;
    const Description = text(properties, 'Description') ?? '';
    if (Description !== (text(before.properties, 'Description') ?? '')) {
      await call('kms', 'UpdateKeyDescription', { KeyId, Description });
    }
    const Policy = document(properties, 'KeyPolicy');
    if (Policy !== undefined && Policy !== document(before.properties, 'KeyPolicy')) {
      await call('kms', 'PutKeyPolicy', { KeyId, PolicyName: 'default', Policy });
    }
    const isEnabled = flag(properties, 'Enabled') ?? true;
    if (isEnabled !== (flag(before.properties, 'Enabled') ?? true)) {
      await call('kms', isEnabled ? 'EnableKey' : 'DisableKey', { KeyId });
    }
    return before;
  },
  async delete({ call, properties }, { PhysicalResourceId: KeyId }) {
    await call('kms', 'ScheduleKeyDeletion', {
      KeyId,
      ...given('PendingWindowInDays', number(properties, 'PendingWindowInDays')),
    });
  },
};
