import type { ResourceHandler, Work } from './handler';
import { document, text } from './read-properties';

async function put({ call, properties }: Work) {
  const Bucket = text(properties, 'Bucket')!;
  await call('s3', 'PutBucketPolicy', { Bucket, Policy: document(properties, 'PolicyDocument') });
  return { PhysicalResourceId: Bucket };
}

/** Source: AWS CloudFormation Template Reference, AWS::S3::BucketPolicy. */
export const s3BucketPolicy: ResourceHandler = {
  type: 'AWS::S3::BucketPolicy',
  properties: ['Bucket', 'PolicyDocument'],
  required: ['Bucket', 'PolicyDocument'],
  replacedBy: ['Bucket'],
  attributes: [],
  create: put,
  update: put,
  async delete({ call }, { PhysicalResourceId: Bucket }) {
    await call('s3', 'DeleteBucketPolicy', { Bucket });
  },
};
