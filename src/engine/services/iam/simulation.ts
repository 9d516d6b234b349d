import type {
  ContextEntry,
  GetContextKeysForCustomPolicyRequest,
  GetContextKeysForPolicyResponse,
  GetContextKeysForPrincipalPolicyRequest,
  SimulateCustomPolicyRequest,
  SimulatePolicyResponse,
  SimulatePrincipalPolicyRequest,
} from '@aws-sdk/client-iam';
import {
  contextKeysIn,
  resourceAccount,
  type Context as ConditionContext,
  type NamedPolicy,
  type Policies,
  type Principal,
} from '../../iam/index';
import type { Context, Operation } from '../../operation';
import { membershipOf, type Membership } from '../organizations/membership';
import { rootArn } from './callers';
import { invalidInput } from './errors';
import { page } from './paging';
import { simulatedDecision } from './simulated-decision';
import { callerOf, findSubject, inputPolicies, type Subject } from './simulation-subject';

type Simulation = Omit<SimulateCustomPolicyRequest, 'PolicyInputList'>;

/** May this user, group or role do that? Nothing is done, and resources need not exist. */
export const SimulatePrincipalPolicy: Operation<
  SimulatePrincipalPolicyRequest,
  SimulatePolicyResponse,
  Subject
> = {
  target: ({ PolicySourceArn = '' }, ctx) => findSubject(ctx, PolicySourceArn),
  permissions: ({ PolicySourceArn = '' }) => [
    { action: 'iam:SimulatePrincipalPolicy', resource: PolicySourceArn },
  ],
  handle(input, ctx, subject) {
    const { PolicyInputList, CallerArn, ResourcePolicy, PolicySourceArn = '' } = input;
    const isUser = PolicySourceArn.includes(':user/');
    if (ResourcePolicy !== undefined && CallerArn === undefined && !isUser) {
      throw invalidInput('CallerArn is required when a resource policy is simulated.');
    }
    const identity = [...subject.identity, ...inputPolicies(PolicyInputList, 'PolicyInputList')];
    return simulate(input, ctx, { ...subject, identity });
  },
};

/** May somebody with these policies do that? */
export const SimulateCustomPolicy: Operation<SimulateCustomPolicyRequest, SimulatePolicyResponse> =
  {
    handle(input, ctx) {
      const { PolicyInputList, CallerArn } = input;
      const { account } = ctx.caller;
      const nobody = { type: 'User', account, userName: '', userId: '' } as const;
      const principal: Principal =
        CallerArn === undefined ? { ...nobody, arn: rootArn(account) } : callerOf(ctx, CallerArn);
      const identity = inputPolicies(PolicyInputList, 'PolicyInputList');
      return simulate(input, ctx, { principal, identity, boundary: undefined });
    },
  };

function simulate(input: Simulation, ctx: Context, subject: Subject): SimulatePolicyResponse {
  const { ActionNames = [], ResourceArns = ['*'], ContextEntries = [], CallerArn } = input;
  const principal = CallerArn === undefined ? subject.principal : callerOf(ctx, CallerArn);
  const context = contextOf(ContextEntries);
  const pairs = ActionNames.flatMap((action) => {
    if (!/^[^:]+:[^:]+$/.test(action)) throw invalidInput(`Invalid Action: ${action}`);
    return ResourceArns.map((resource) => ({ action, resource }));
  });
  // Pages of pairs: their place is the marker.
  const numbered = pairs.map((pair, i) => ({ ...pair, place: String(i).padStart(8, '0') }));
  const { items, ...more } = page(numbered, ({ place }) => place, input);
  const owner = input.ResourceOwner === undefined ? {} : ownerOf(input.ResourceOwner);
  const home = 'account' in principal ? principal.account : '';
  const membership = membershipOf(ctx, home);
  const EvaluationResults = items.map(({ action, resource }) => {
    const request = { ...{ principal, action, resource, context }, ...owner };
    return simulatedDecision(request, policiesFor(input, subject, membership, action), {
      isCrossAccount: resourceAccount(request) !== home,
      isInOrganization: membership !== undefined,
    });
  });
  return { EvaluationResults, ...more };
}

/** Given as an account ID, or as the ARN of its root. */
function ownerOf(owner: string): { resourceAccount: string } {
  const account = /\d{12}/.exec(owner)?.[0];
  if (account === undefined) throw invalidInput(`Invalid Resource Owner: ${owner}`);
  return { resourceAccount: account };
}

function policiesFor(
  { ResourcePolicy, PermissionsBoundaryPolicyInputList }: Simulation,
  { identity, boundary }: Subject,
  membership: Membership | undefined,
  action: string,
): Policies {
  const [given] = inputPolicies(
    PermissionsBoundaryPolicyInputList,
    'PermissionsBoundaryPolicyInputList',
  );
  const limit = given ?? boundary;
  const documents = ResourcePolicy === undefined ? [] : [ResourcePolicy];
  const [resource] = inputPolicies(documents, 'ResourcePolicy');
  const { scps } = membership ?? {};
  return {
    identity,
    ...(limit === undefined ? {} : { boundary: limit }),
    ...(scps === undefined ? {} : { scps }),
    ...(resource === undefined ? {} : { resource, ...ruleOf(action) }),
  };
}

/** A key policy decides about its key as no other policy does about its resource. */
function ruleOf(action: string): Pick<Policies, 'resourceRule'> {
  return action.toLowerCase().startsWith('kms:') ? { resourceRule: 'kms-key' } : {};
}

function contextOf(entries: readonly ContextEntry[]): ConditionContext {
  const context: Record<string, string | readonly string[]> = {};
  for (const { ContextKeyName, ContextKeyValues = [], ContextKeyType = 'string' } of entries) {
    if (ContextKeyName === undefined) continue;
    const isList = ContextKeyType.endsWith('List');
    context[ContextKeyName] = isList ? ContextKeyValues : (ContextKeyValues[0] ?? '');
  }
  return context;
}

/** The keys that a simulation of the entity's policies must be told. */
export const GetContextKeysForPrincipalPolicy: Operation<
  GetContextKeysForPrincipalPolicyRequest,
  GetContextKeysForPolicyResponse,
  Subject
> = {
  target: ({ PolicySourceArn = '' }, ctx) => findSubject(ctx, PolicySourceArn),
  permissions: ({ PolicySourceArn = '' }) => [
    { action: 'iam:GetContextKeysForPrincipalPolicy', resource: PolicySourceArn },
  ],
  handle: ({ PolicyInputList }, _, { identity }) =>
    contextKeys([...identity, ...inputPolicies(PolicyInputList, 'PolicyInputList')]),
};

export const GetContextKeysForCustomPolicy: Operation<
  GetContextKeysForCustomPolicyRequest,
  GetContextKeysForPolicyResponse
> = {
  handle: ({ PolicyInputList }) => contextKeys(inputPolicies(PolicyInputList, 'PolicyInputList')),
};

function contextKeys(policies: readonly NamedPolicy[]): GetContextKeysForPolicyResponse {
  const names = new Map<string, string>();
  for (const key of policies.flatMap(({ document }) => contextKeysIn(document, 'identity'))) {
    if (!names.has(key.toLowerCase())) names.set(key.toLowerCase(), key);
  }
  return { ContextKeyNames: [...names.values()] };
}
