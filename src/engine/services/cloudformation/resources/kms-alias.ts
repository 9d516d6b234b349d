import type { ResourceHandler } from './handler';
import { text } from './read-properties';

/** Source: AWS CloudFormation Template Reference, AWS::KMS::Alias. */
export const kmsAlias: ResourceHandler = {
  type: 'AWS::KMS::Alias',
  properties: ['AliasName', 'TargetKeyId'],
  required: ['AliasName', 'TargetKeyId'],
  replacedBy: ['AliasName'],
  attributes: [],
  async create({ call, properties }) {
    const AliasName = text(properties, 'AliasName')!;
    await call('kms', 'CreateAlias', { AliasName, TargetKeyId: text(properties, 'TargetKeyId') });
    return { PhysicalResourceId: AliasName };
  },
  async update({ call, properties }, before) {
    const AliasName = before.PhysicalResourceId;
    await call('kms', 'UpdateAlias', { AliasName, TargetKeyId: text(properties, 'TargetKeyId') });
    return before;
  },
  async delete({ call }, { PhysicalResourceId: AliasName }) {
    await call('kms', 'DeleteAlias', { AliasName });
  },
};
