import type { Existing, Made, ResourceHandler, Work } from './handler';
import { document, flag, given, number, text } from './read-properties';
import { tagChanges, tagsOf } from './tags';

interface CreatedKey {
  readonly KeyMetadata: { readonly KeyId: string; readonly Arn: string };
}

const kmsTags = (tags: Readonly<Record<string, string>>) =>
  Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));

/** Source: AWS CloudFormation Template Reference, AWS::KMS::Key. */
export const kmsKey: ResourceHandler = {
  type: 'AWS::KMS::Key',
  properties: [
    ...[
      'BypassPolicyLockoutSafetyCheck',
      'Description',
      'Enabled',
      'EnableKeyRotation',
      'KeyPolicy',
    ],
    ...['KeySpec', 'KeyUsage', 'MultiRegion', 'Origin', 'PendingWindowInDays'],
    ...['RotationPeriodInDays', 'Tags'],
  ],
  replacedBy: ['KeySpec', 'KeyUsage', 'MultiRegion', 'Origin'],
  attributes: ['Arn', 'KeyId'],
  async create(work) {
    const { properties } = work;
    const { KeyMetadata } = await work.call<CreatedKey>('kms', 'CreateKey', {
      ...given('Description', text(properties, 'Description')),
      ...given('Policy', document(properties, 'KeyPolicy')),
      ...given('KeySpec', text(properties, 'KeySpec')),
      ...given('KeyUsage', text(properties, 'KeyUsage')),
      ...given('MultiRegion', flag(properties, 'MultiRegion')),
      ...given('Origin', text(properties, 'Origin')),
      ...given(
        'BypassPolicyLockoutSafetyCheck',
        flag(properties, 'BypassPolicyLockoutSafetyCheck'),
      ),
      Tags: kmsTags(tagsOf(work)),
    });
    const made = keyMade(KeyMetadata);
    work.made(made);
    await rotate(work, {}, KeyMetadata.KeyId);
    if (flag(properties, 'Enabled') === false) {
      await work.call('kms', 'DisableKey', { KeyId: KeyMetadata.KeyId });
    }
    return made;
  },
  async update(work, before) {
    const { properties } = work;
    const KeyId = before.PhysicalResourceId;
    const Description = text(properties, 'Description') ?? '';
    if (Description !== (text(before.properties, 'Description') ?? '')) {
      await work.call('kms', 'UpdateKeyDescription', { KeyId, Description });
    }
    const Policy = document(properties, 'KeyPolicy');
    if (Policy !== undefined && Policy !== document(before.properties, 'KeyPolicy')) {
      await work.call('kms', 'PutKeyPolicy', {
        ...{ KeyId, PolicyName: 'default', Policy },
        ...given(
          'BypassPolicyLockoutSafetyCheck',
          flag(properties, 'BypassPolicyLockoutSafetyCheck'),
        ),
      });
    }
    await enable(work, before);
    await rotate(work, before.properties, KeyId);
    const { set, removed } = tagChanges(
      tagsOf({ ...before, stackTags: work.stackTags }),
      tagsOf(work),
    );
    if (Object.keys(set).length > 0) {
      await work.call('kms', 'TagResource', { KeyId, Tags: kmsTags(set) });
    }
    if (removed.length > 0) await work.call('kms', 'UntagResource', { KeyId, TagKeys: removed });
    return before;
  },
  async delete({ call, properties }, { PhysicalResourceId: KeyId }) {
    await call('kms', 'ScheduleKeyDeletion', {
      KeyId,
      ...given('PendingWindowInDays', number(properties, 'PendingWindowInDays')),
    });
  },
};

async function enable(work: Work, before: Existing): Promise<void> {
  const isEnabled = flag(work.properties, 'Enabled') ?? true;
  if (isEnabled === (flag(before.properties, 'Enabled') ?? true)) return;
  const operation = isEnabled ? 'EnableKey' : 'DisableKey';
  await work.call('kms', operation, { KeyId: before.PhysicalResourceId });
}

async function rotate(
  { call, properties }: Work,
  before: Existing['properties'],
  KeyId: string,
): Promise<void> {
  const rotates = flag(properties, 'EnableKeyRotation') ?? false;
  const period = number(properties, 'RotationPeriodInDays');
  const rotated = flag(before, 'EnableKeyRotation') ?? false;
  if (rotates && (!rotated || period !== number(before, 'RotationPeriodInDays'))) {
    await call('kms', 'EnableKeyRotation', { KeyId, ...given('RotationPeriodInDays', period) });
  }
  if (!rotates && rotated) await call('kms', 'DisableKeyRotation', { KeyId });
}

function keyMade({ KeyId, Arn }: CreatedKey['KeyMetadata']): Made {
  return { PhysicalResourceId: KeyId, attributes: { Arn, KeyId } };
}
