import type { ResourceHandler } from './handler';
import { forPrincipals } from './iam-principals';
import { document, text } from './read-properties';

/** An inline policy of users, groups and roles. Source: Template Reference, AWS::IAM::Policy. */
export const iamPolicy: ResourceHandler = {
  type: 'AWS::IAM::Policy',
  properties: ['Groups', 'PolicyDocument', 'PolicyName', 'Roles', 'Users'],
  required: ['PolicyDocument', 'PolicyName'],
  replacedBy: ['PolicyName'],
  attributes: ['Id'],
  capability: () => 'CAPABILITY_IAM',
  async create(work) {
    const { properties } = work;
    const id = work.newName();
    const made = { PhysicalResourceId: id, attributes: { Id: id } };
    work.made(made);
    const PolicyName = text(properties, 'PolicyName');
    const PolicyDocument = document(properties, 'PolicyDocument');
    await forPrincipals(work, properties, 'Put', { PolicyName, PolicyDocument });
    return made;
  },
  async update(work, before) {
    const { properties } = work;
    const PolicyName = text(properties, 'PolicyName');
    const PolicyDocument = document(properties, 'PolicyDocument');
    await forPrincipals(work, properties, 'Put', { PolicyName, PolicyDocument });
    await forPrincipals(work, before.properties, 'Delete', { PolicyName }, properties);
    return before;
  },
  async delete(work, { properties }) {
    await forPrincipals(work, properties, 'Delete', { PolicyName: text(properties, 'PolicyName') });
  },
};
