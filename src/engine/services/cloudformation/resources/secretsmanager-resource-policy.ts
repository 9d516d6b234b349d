import type { ResourceHandler, Work } from './handler';
import { document, flag, given, text } from './read-properties';

async function put({ call, properties }: Work) {
  const { ARN } = await call<{ readonly ARN: string }>('secretsmanager', 'PutResourcePolicy', {
    ...{ SecretId: text(properties, 'SecretId') },
    ResourcePolicy: document(properties, 'ResourcePolicy'),
    ...given('BlockPublicPolicy', flag(properties, 'BlockPublicPolicy')),
  });
  return { PhysicalResourceId: ARN, attributes: { Id: ARN } };
}

/** Source: AWS CloudFormation Template Reference, AWS::SecretsManager::ResourcePolicy. */
export const secretsManagerResourcePolicy: ResourceHandler = {
  type: 'AWS::SecretsManager::ResourcePolicy',
  properties: ['BlockPublicPolicy', 'ResourcePolicy', 'SecretId'],
  required: ['ResourcePolicy', 'SecretId'],
  replacedBy: ['SecretId'],
  attributes: ['Id'],
  create: put,
  update: put,
  async delete({ call }, { PhysicalResourceId: SecretId }) {
    await call('secretsmanager', 'DeleteResourcePolicy', { SecretId });
  },
};
