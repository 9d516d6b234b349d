import type { Volume } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../errors';
import { unlessRefused } from '../../../refusals';
import type { ResourceHandler, Work } from './handler';
import { flag, given, number, text } from './read-properties';
import { tagList } from './tags';

interface Described {
  readonly Volumes: readonly Volume[];
}

const changing = ['Iops', 'Size', 'Throughput', 'VolumeType'];
const fixed = ['AvailabilityZone', 'Encrypted', 'KmsKeyId', 'SnapshotId'];

/** Source: AWS CloudFormation Template Reference, AWS::EC2::Volume. */
export const ec2Volume: ResourceHandler = {
  type: 'AWS::EC2::Volume',
  properties: [...changing, ...fixed, 'Tags'],
  required: ['AvailabilityZone'],
  replacedBy: fixed,
  attributes: ['VolumeId'],
  async create(work) {
    const { properties } = work;
    const Tags = tagList(work);
    const { VolumeId } = await work.call<{ readonly VolumeId: string }>('ec2', 'CreateVolume', {
      AvailabilityZone: text(properties, 'AvailabilityZone'),
      ...given('Encrypted', flag(properties, 'Encrypted')),
      ...given('KmsKeyId', text(properties, 'KmsKeyId')),
      ...given('SnapshotId', text(properties, 'SnapshotId')),
      ...sizes(work),
      ...(Tags.length === 0 ? {} : { TagSpecifications: [{ ResourceType: 'volume', Tags }] }),
    });
    return { PhysicalResourceId: VolumeId, attributes: { VolumeId } };
  },
  async update(work, before) {
    await work.call('ec2', 'ModifyVolume', { VolumeId: before.PhysicalResourceId, ...sizes(work) });
    return before;
  },
  async delete({ call }, { PhysicalResourceId: VolumeId }, keepsSnapshot) {
    if (keepsSnapshot) await call('ec2', 'CreateSnapshot', { VolumeId });
    await call('ec2', 'DeleteVolume', { VolumeId });
  },
  async ready({ call }, made) {
    const { Volumes } = await call<Described>('ec2', 'DescribeVolumes', {
      VolumeIds: [made.PhysicalResourceId],
    });
    const state = Volumes[0]?.State;
    return state === 'available' || state === 'in-use' ? made : undefined;
  },
  async gone({ call }, { PhysicalResourceId }) {
    const input = { VolumeIds: [PhysicalResourceId] };
    const answer = await unlessRefused(call<Described>('ec2', 'DescribeVolumes', input));
    if (answer instanceof AwsError && answer.code !== 'InvalidVolume.NotFound') throw answer;
    return answer instanceof AwsError || answer.Volumes.length === 0;
  },
};

function sizes({ properties }: Work) {
  return {
    ...given('Iops', number(properties, 'Iops')),
    ...given('Size', number(properties, 'Size')),
    ...given('Throughput', number(properties, 'Throughput')),
    ...given('VolumeType', text(properties, 'VolumeType')),
  };
}
