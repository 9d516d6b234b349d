import type { ResourceHandler, Work } from './handler';
import { forPrincipals } from './iam-principals';
import { document, given, text } from './read-properties';

interface CreatedPolicy {
  readonly Policy: { readonly Arn: string; readonly PolicyId: string };
}

interface Versions {
  readonly Versions: readonly { readonly VersionId: string; readonly IsDefaultVersion: boolean }[];
}

/** Source: AWS CloudFormation Template Reference, AWS::IAM::ManagedPolicy. */
export const iamManagedPolicy: ResourceHandler = {
  type: 'AWS::IAM::ManagedPolicy',
  properties: [
    ...['Description', 'Groups', 'ManagedPolicyName', 'Path', 'PolicyDocument', 'Roles', 'Users'],
  ],
  required: ['PolicyDocument'],
  replacedBy: ['Description', 'ManagedPolicyName', 'Path'],
  attributes: ['PolicyArn', 'PolicyId'],
  capability: ({ ManagedPolicyName }) =>
    ManagedPolicyName === undefined ? 'CAPABILITY_IAM' : 'CAPABILITY_NAMED_IAM',
  async create(work) {
    const { properties } = work;
    const { Policy } = await work.call<CreatedPolicy>('iam', 'CreatePolicy', {
      PolicyName: text(properties, 'ManagedPolicyName') ?? work.newName({ max: 128 }),
      PolicyDocument: document(properties, 'PolicyDocument'),
      ...given('Description', text(properties, 'Description')),
      ...given('Path', text(properties, 'Path')),
    });
    const { Arn: PolicyArn, PolicyId } = Policy;
    const made = { PhysicalResourceId: PolicyArn, attributes: { PolicyArn, PolicyId } };
    work.made(made);
    await forPrincipals(work, properties, 'Attach', { PolicyArn });
    return made;
  },
  async update(work, before) {
    const { properties } = work;
    const PolicyArn = before.PhysicalResourceId;
    const PolicyDocument = document(properties, 'PolicyDocument');
    if (PolicyDocument !== document(before.properties, 'PolicyDocument')) {
      await work.call('iam', 'CreatePolicyVersion', {
        PolicyArn,
        PolicyDocument,
        SetAsDefault: true,
      });
      await deleteOldVersions(work, PolicyArn);
    }
    await forPrincipals(work, properties, 'Attach', { PolicyArn }, before.properties);
    await forPrincipals(work, before.properties, 'Detach', { PolicyArn }, properties);
    return before;
  },
  async delete(work, { PhysicalResourceId: PolicyArn, properties }) {
    await forPrincipals(work, properties, 'Detach', { PolicyArn });
    await deleteOldVersions(work, PolicyArn);
    await work.call('iam', 'DeletePolicy', { PolicyArn });
  },
};

async function deleteOldVersions({ call }: Work, PolicyArn: string): Promise<void> {
  const { Versions } = await call<Versions>('iam', 'ListPolicyVersions', { PolicyArn });
  for (const { VersionId, IsDefaultVersion } of Versions) {
    if (!IsDefaultVersion) await call('iam', 'DeletePolicyVersion', { PolicyArn, VersionId });
  }
}
