import { formatArn } from '../../../arn';
import type { Made, ResourceHandler, Work } from './handler';
import { given, number, text } from './read-properties';
import { tagsOf } from './tags';

/** Source: AWS CloudFormation Template Reference, AWS::Logs::LogGroup. */
export const logsLogGroup: ResourceHandler = {
  type: 'AWS::Logs::LogGroup',
  properties: ['KmsKeyId', 'LogGroupClass', 'LogGroupName', 'RetentionInDays', 'Tags'],
  replacedBy: ['LogGroupClass', 'LogGroupName'],
  attributes: ['Arn'],
  async create(work) {
    const { properties } = work;
    const logGroupName = text(properties, 'LogGroupName') ?? work.newName({ max: 512 });
    const tags = tagsOf(work);
    await work.call('logs', 'CreateLogGroup', {
      logGroupName,
      ...given('kmsKeyId', text(properties, 'KmsKeyId')),
      ...given('logGroupClass', text(properties, 'LogGroupClass')),
      ...(Object.keys(tags).length === 0 ? {} : { tags }),
    });
    const made = groupMade(work, logGroupName);
    work.made(made);
    await retain(work, logGroupName, undefined);
    return made;
  },
  async update(work, { PhysicalResourceId: logGroupName, properties: before }) {
    const kmsKeyId = text(work.properties, 'KmsKeyId');
    if (kmsKeyId !== text(before, 'KmsKeyId')) {
      if (kmsKeyId === undefined) await work.call('logs', 'DisassociateKmsKey', { logGroupName });
      else await work.call('logs', 'AssociateKmsKey', { logGroupName, kmsKeyId });
    }
    await retain(work, logGroupName, number(before, 'RetentionInDays'));
    return groupMade(work, logGroupName);
  },
  async delete({ call }, { PhysicalResourceId: logGroupName }) {
    await call('logs', 'DeleteLogGroup', { logGroupName });
  },
};

async function retain(
  { call, properties }: Work,
  logGroupName: string,
  before: number | undefined,
) {
  const retentionInDays = number(properties, 'RetentionInDays');
  if (retentionInDays === before) return;
  if (retentionInDays === undefined) await call('logs', 'DeleteRetentionPolicy', { logGroupName });
  else await call('logs', 'PutRetentionPolicy', { logGroupName, retentionInDays });
}

function groupMade({ account, region }: Work, name: string): Made {
  const Arn = formatArn('logs', region, account, `log-group:${name}:*`);
  return { PhysicalResourceId: name, attributes: { Arn } };
}
