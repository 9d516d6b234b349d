import type { ResourceHandler, Work } from './handler';
import { PropertyError } from './handler';
import { given, text } from './read-properties';
import { tagChanges, tagList, tagsOf } from './tags';

const described = ['AllowedPattern', 'DataType', 'Description', 'Policies', 'Tier'];

function settings({ properties }: Work) {
  const Type = text(properties, 'Type');
  // Source: Template Reference, AWS::SSM::Parameter: "AWS CloudFormation doesn't support creating a
  // SecureString parameter type". The text is from memory.
  if (Type !== 'String' && Type !== 'StringList') {
    throw new PropertyError(
      `Properties validation failed for resource with message: #/Type: ${Type} is not a valid enum value`,
    );
  }
  return {
    ...{ Type, Value: text(properties, 'Value') },
    ...Object.assign({}, ...described.map((name) => given(name, text(properties, name)))),
  } as { readonly Type: string; readonly Value: string };
}

/** Source: AWS CloudFormation Template Reference, AWS::SSM::Parameter. */
export const ssmParameter: ResourceHandler = {
  type: 'AWS::SSM::Parameter',
  properties: ['Name', 'Tags', 'Type', 'Value', ...described],
  required: ['Type', 'Value'],
  replacedBy: ['Name'],
  attributes: ['Type', 'Value'],
  async create(work) {
    const Name =
      text(work.properties, 'Name') ?? `CFN-${work.logicalId}-${work.newName().slice(-12)}`;
    const input = settings(work);
    const { Type, Value } = input;
    await work.call('ssm', 'PutParameter', { Name, ...input, Tags: tagList(work) });
    return { PhysicalResourceId: Name, attributes: { Type, Value } };
  },
  async update(work, { PhysicalResourceId: Name, properties }) {
    const input = settings(work);
    const { Type, Value } = input;
    await work.call('ssm', 'PutParameter', { Name, ...input, Overwrite: true });
    const { stackTags } = work;
    const { set, removed } = tagChanges(tagsOf({ properties, stackTags }), tagsOf(work));
    const resource = { ResourceType: 'Parameter', ResourceId: Name };
    if (Object.keys(set).length > 0) {
      const Tags = Object.entries(set).map(([Key, Value]) => ({ Key, Value }));
      await work.call('ssm', 'AddTagsToResource', { ...resource, Tags });
    }
    if (removed.length > 0) {
      await work.call('ssm', 'RemoveTagsFromResource', { ...resource, TagKeys: removed });
    }
    return { PhysicalResourceId: Name, attributes: { Type, Value } };
  },
  async delete({ call }, { PhysicalResourceId: Name }) {
    await call('ssm', 'DeleteParameter', { Name });
  },
};
