import type {
  CreatePolicyRequest,
  CreatePolicyResponse,
  DeletePolicyRequest,
  DescribePolicyRequest,
  DescribePolicyResponse,
  ListPoliciesRequest,
  ListPoliciesResponse,
  Policy,
  PolicySummary,
  UpdatePolicyRequest,
  UpdatePolicyResponse,
} from '@aws-sdk/client-organizations';
import { formatArn } from '../../arn';
import {
  PolicySyntaxError,
  policySize,
  policySizeLimits,
  validatePolicy,
  type PolicyKind,
} from '../../iam/index';
import type { Context, Operation } from '../../operation';
import { managedOrganization, permissionOn, policyArn, targetsOf } from './access';
import { fullAccess } from './aws-managed-policies';
import { constraintViolation, invalidInput, notFound, organizationsErrors } from './errors';
import { organizationsId } from './founding';
import { policyById } from './membership';
import { page } from './paging';
import {
  keyIn,
  policiesTable,
  policyTypes,
  type OrganizationRecord,
  type PolicyRecord,
  type PolicyType,
} from './state';

/** How policies of each type are read, and how long they may be. */
const kinds: Readonly<Record<PolicyType, { kind: PolicyKind; limit: 'scp' | 'rcp' }>> = {
  SERVICE_CONTROL_POLICY: { kind: 'scp', limit: 'scp' },
  RESOURCE_CONTROL_POLICY: { kind: 'rcp', limit: 'rcp' },
};

/** The types of this model; those that decide about no permission are not in it. */
export function requireType(type: string | undefined): PolicyType {
  const known = policyTypes.find((name) => name === type);
  if (known === undefined) throw invalidInput('INVALID_ENUM_POLICY_TYPE');
  return known;
}

/** What lists show of a policy. */
export function summary({
  Id,
  Type,
  Description,
  AwsManaged,
  policy,
}: PolicyRecord): PolicySummary {
  return { Id, Arn: policy.arn, Name: policy.name, Description, Type, AwsManaged };
}

const describe = (record: PolicyRecord): Policy => ({
  PolicySummary: summary(record),
  Content: record.policy.document,
});

/** A policy of the organization that the caller manages. */
export interface FoundPolicy {
  readonly organization: OrganizationRecord;
  readonly record: PolicyRecord;
}

/** Finds a policy of the organization or of AWS; throws PolicyNotFoundException. */
export function findPolicy(ctx: Context, id: string, missing = notFound.policy): FoundPolicy {
  const organization = managedOrganization(ctx);
  const record = policyById(ctx, organization.Id, id);
  if (record === undefined) throw missing();
  return { organization, record };
}

function checkContent(type: PolicyType, content: string): void {
  const { kind, limit } = kinds[type];
  if (policySize([content], policySizeLimits[limit]) > policySizeLimits[limit].characters) {
    throw constraintViolation('POLICY_CONTENT_LIMIT_EXCEEDED');
  }
  try {
    validatePolicy(content, kind);
  } catch (error) {
    if (error instanceof PolicySyntaxError)
      throw organizationsErrors.malformedPolicy(error.message);
    throw error;
  }
}

function policiesOf(ctx: Context, { Id }: OrganizationRecord, type: PolicyType): PolicyRecord[] {
  const own = ctx.range(policiesTable, { prefix: keyIn(Id, '') }).map(([, record]) => record);
  return [fullAccess[type], ...own.filter(({ Type }) => Type === type)];
}

export const CreatePolicy: Operation<CreatePolicyRequest, CreatePolicyResponse> = {
  handle({ Name: name = '', Type, Description = '', Content = '' }, ctx) {
    const organization = managedOrganization(ctx);
    const type = requireType(Type);
    if (organization.FeatureSet !== 'ALL') throw organizationsErrors.policyTypeNotAvailable();
    checkContent(type, Content);
    if (policiesOf(ctx, organization, type).some(({ policy }) => policy.name === name)) {
      throw organizationsErrors.duplicatePolicy();
    }
    const Id = organizationsId('p-', 8, ctx.random);
    const resource = `policy/${organization.Id}/${type.toLowerCase()}/${Id}`;
    const arn = formatArn('organizations', '', organization.managementAccount, resource);
    const record: PolicyRecord = {
      ...{ Id, Type: type, Description, AwsManaged: false },
      policy: { name, arn, document: Content },
    };
    ctx.put(policiesTable, keyIn(organization.Id, Id), record);
    return { Policy: describe(record) };
  },
};

export const UpdatePolicy: Operation<UpdatePolicyRequest, UpdatePolicyResponse, FoundPolicy> = {
  target: ({ PolicyId = '' }, ctx) => findPolicy(ctx, PolicyId),
  permissions: (_, { record }) => permissionOn('UpdatePolicy', policyArn(record)),
  handle({ Name, Description, Content }, ctx, { organization, record }) {
    if (record.AwsManaged) throw invalidInput('IMMUTABLE_POLICY');
    const { name: oldName, document: oldContent } = record.policy;
    const name = Name ?? oldName;
    const document = Content ?? oldContent;
    if (Content !== undefined) checkContent(record.Type, Content);
    const others = policiesOf(ctx, organization, record.Type).filter(({ Id }) => Id !== record.Id);
    if (others.some(({ policy }) => policy.name === name)) {
      throw organizationsErrors.duplicatePolicy();
    }
    const changed = {
      ...record,
      Description: Description ?? record.Description,
      policy: { ...record.policy, name, document },
    };
    ctx.put(policiesTable, keyIn(organization.Id, record.Id), changed);
    return { Policy: describe(changed) };
  },
};

export const DescribePolicy: Operation<DescribePolicyRequest, DescribePolicyResponse, FoundPolicy> =
  {
    target: ({ PolicyId = '' }, ctx) => findPolicy(ctx, PolicyId, notFound.describedPolicy),
    permissions: (_, { record }) => permissionOn('DescribePolicy', policyArn(record)),
    handle: (_, __, { record }) => ({ Policy: describe(record) }),
  };

export const DeletePolicy: Operation<DeletePolicyRequest, void, FoundPolicy> = {
  target: ({ PolicyId = '' }, ctx) => findPolicy(ctx, PolicyId),
  permissions: (_, { record }) => permissionOn('DeletePolicy', policyArn(record)),
  handle(_, ctx, { organization, record: { Id, Type, AwsManaged } }) {
    if (AwsManaged) throw invalidInput('IMMUTABLE_POLICY');
    const targets = targetsOf(ctx, organization);
    if (targets.some(({ record }) => record.attached[Type]?.includes(Id))) {
      throw organizationsErrors.policyInUse();
    }
    ctx.delete(policiesTable, keyIn(organization.Id, Id));
  },
};

export const ListPolicies: Operation<ListPoliciesRequest, ListPoliciesResponse> = {
  handle(input, ctx) {
    const organization = managedOrganization(ctx);
    const { items, more } = page(policiesOf(ctx, organization, requireType(input.Filter)), input);
    return { Policies: items.map(summary), ...more };
  },
};
