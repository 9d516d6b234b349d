import type { ResourceHandler } from './handler';
import { given, text } from './read-properties';

const named = ['Action', 'EventSourceToken', 'Principal', 'PrincipalOrgID', 'SourceAccount'];
const all = [...named, 'FunctionName', 'SourceArn'];

/** Source: AWS CloudFormation Template Reference, AWS::Lambda::Permission. */
export const lambdaPermission: ResourceHandler = {
  type: 'AWS::Lambda::Permission',
  properties: all,
  required: ['Action', 'FunctionName', 'Principal'],
  replacedBy: all,
  attributes: ['Id'],
  async create({ call, properties, ...work }) {
    const StatementId = work.newName({ max: 100 });
    await call('lambda', 'AddPermission', {
      ...{ StatementId, FunctionName: text(properties, 'FunctionName') },
      ...Object.assign({}, ...named.map((name) => given(name, text(properties, name)))),
      ...given('SourceArn', text(properties, 'SourceArn')),
    });
    return { PhysicalResourceId: StatementId, attributes: { Id: StatementId } };
  },
  async delete({ call }, { PhysicalResourceId: StatementId, properties }) {
    const FunctionName = text(properties, 'FunctionName');
    await call('lambda', 'RemovePermission', { FunctionName, StatementId });
  },
};
