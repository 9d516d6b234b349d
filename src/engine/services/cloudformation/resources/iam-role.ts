import type { Existing, ResourceHandler, Work } from './handler';
import { document, given, maps, number, text, texts } from './read-properties';
import { tagChanges, tagList, tagsOf } from './tags';
import type { Values } from '../template/value';

interface CreatedRole {
  readonly Role: { readonly Arn: string; readonly RoleId: string };
}

/** Source: AWS CloudFormation Template Reference, AWS::IAM::Role. */
export const iamRole: ResourceHandler = {
  type: 'AWS::IAM::Role',
  properties: [
    ...['AssumeRolePolicyDocument', 'Description', 'ManagedPolicyArns', 'MaxSessionDuration'],
    ...['Path', 'PermissionsBoundary', 'Policies', 'RoleName', 'Tags'],
  ],
  required: ['AssumeRolePolicyDocument'],
  replacedBy: ['Path', 'RoleName'],
  attributes: ['Arn', 'RoleId'],
  capability: ({ RoleName }) =>
    RoleName === undefined ? 'CAPABILITY_IAM' : 'CAPABILITY_NAMED_IAM',
  async create(work) {
    const { call, properties } = work;
    const RoleName = text(properties, 'RoleName') ?? work.newName();
    const { Role } = await call<CreatedRole>('iam', 'CreateRole', {
      RoleName,
      AssumeRolePolicyDocument: document(properties, 'AssumeRolePolicyDocument'),
      ...given('Description', text(properties, 'Description')),
      ...given('MaxSessionDuration', number(properties, 'MaxSessionDuration')),
      ...given('Path', text(properties, 'Path')),
      ...given('PermissionsBoundary', text(properties, 'PermissionsBoundary')),
      ...(tagList(work).length === 0 ? {} : { Tags: tagList(work) }),
    });
    const { Arn, RoleId } = Role;
    const made = { PhysicalResourceId: RoleName, attributes: { Arn, RoleId } };
    work.made(made);
    await policies(work, RoleName, {});
    return made;
  },
  async update(work, before) {
    const { call, properties } = work;
    const RoleName = before.PhysicalResourceId;
    const PolicyDocument = document(properties, 'AssumeRolePolicyDocument');
    if (PolicyDocument !== document(before.properties, 'AssumeRolePolicyDocument')) {
      await call('iam', 'UpdateAssumeRolePolicy', { RoleName, PolicyDocument });
    }
    await settings(work, before);
    await boundary(work, before);
    await policies(work, RoleName, before.properties);
    const { stackTags } = work;
    const { set, removed } = tagChanges(tagsOf({ ...before, stackTags }), tagsOf(work));
    const Tags = Object.entries(set).map(([Key, Value]) => ({ Key, Value }));
    if (Tags.length > 0) await call('iam', 'TagRole', { RoleName, Tags });
    if (removed.length > 0) await call('iam', 'UntagRole', { RoleName, TagKeys: removed });
    return before;
  },
  async delete(work, { PhysicalResourceId: RoleName, properties }) {
    await policies({ ...work, properties: {} }, RoleName, properties);
    await work.call('iam', 'DeleteRole', { RoleName });
  },
};

async function settings({ call, properties }: Work, before: Existing): Promise<void> {
  const read = (values: Values) => ({
    Description: text(values, 'Description') ?? '',
    ...given('MaxSessionDuration', number(values, 'MaxSessionDuration')),
  });
  const now = read(properties);
  if (JSON.stringify(now) === JSON.stringify(read(before.properties))) return;
  await call('iam', 'UpdateRole', { RoleName: before.PhysicalResourceId, ...now });
}

async function boundary({ call, properties }: Work, before: Existing): Promise<void> {
  const RoleName = before.PhysicalResourceId;
  const PermissionsBoundary = text(properties, 'PermissionsBoundary');
  if (PermissionsBoundary === text(before.properties, 'PermissionsBoundary')) return;
  if (PermissionsBoundary === undefined) {
    await call('iam', 'DeleteRolePermissionsBoundary', { RoleName });
  } else await call('iam', 'PutRolePermissionsBoundary', { RoleName, PermissionsBoundary });
}

/** Makes a role's managed and inline policies those of its properties. */
async function policies({ call, properties }: Work, RoleName: string, before: Values) {
  const had = texts(before, 'ManagedPolicyArns') ?? [];
  const has = texts(properties, 'ManagedPolicyArns') ?? [];
  for (const PolicyArn of has.filter((arn) => !had.includes(arn))) {
    await call('iam', 'AttachRolePolicy', { RoleName, PolicyArn });
  }
  for (const PolicyArn of had.filter((arn) => !has.includes(arn))) {
    await call('iam', 'DetachRolePolicy', { RoleName, PolicyArn });
  }
  const old = inline(before);
  const next = inline(properties);
  for (const [PolicyName, PolicyDocument] of next) {
    if (old.get(PolicyName) === PolicyDocument) continue;
    await call('iam', 'PutRolePolicy', { RoleName, PolicyName, PolicyDocument });
  }
  for (const PolicyName of [...old.keys()].filter((name) => !next.has(name))) {
    await call('iam', 'DeleteRolePolicy', { RoleName, PolicyName });
  }
}

function inline(properties: Values): Map<string, string> {
  return new Map(
    (maps(properties, 'Policies') ?? []).map((policy) => [
      text(policy, 'PolicyName') ?? '',
      document(policy, 'PolicyDocument') ?? '',
    ]),
  );
}
