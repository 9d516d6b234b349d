import type { ResourceHandler, Work } from './handler';
import { flag, given, map, number, only, text } from './read-properties';

async function rotate({ call, properties, token }: Work, isNew: boolean) {
  const rules = map(properties, 'RotationRules');
  if (rules !== undefined) {
    only(rules, 'RotationRules', ['AutomaticallyAfterDays', 'Duration', 'ScheduleExpression']);
  }
  const { ARN } = await call<{ readonly ARN: string }>('secretsmanager', 'RotateSecret', {
    ...{ SecretId: text(properties, 'SecretId'), ClientRequestToken: token() },
    ...given('RotationLambdaARN', text(properties, 'RotationLambdaARN')),
    ...(rules === undefined
      ? {}
      : {
          RotationRules: {
            ...given('AutomaticallyAfterDays', number(rules, 'AutomaticallyAfterDays')),
            ...given('Duration', text(rules, 'Duration')),
            ...given('ScheduleExpression', text(rules, 'ScheduleExpression')),
          },
        }),
    RotateImmediately: isNew || (flag(properties, 'RotateImmediatelyOnUpdate') ?? false),
  });
  return { PhysicalResourceId: ARN, attributes: { Id: ARN } };
}

/**
 * A secret is rotated at once when its schedule is made. Source: AWS CloudFormation Template
 * Reference, AWS::SecretsManager::RotationSchedule.
 */
export const secretsManagerRotationSchedule: ResourceHandler = {
  type: 'AWS::SecretsManager::RotationSchedule',
  properties: ['RotateImmediatelyOnUpdate', 'RotationLambdaARN', 'RotationRules', 'SecretId'],
  required: ['SecretId'],
  replacedBy: ['SecretId'],
  attributes: ['Id'],
  create: (work) => rotate(work, true),
  update: (work) => rotate(work, false),
  async delete({ call }, { PhysicalResourceId: SecretId }) {
    await call('secretsmanager', 'CancelRotateSecret', { SecretId });
  },
};
