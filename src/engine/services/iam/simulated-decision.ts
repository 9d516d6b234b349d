import type { EvaluationResult, Statement } from '@aws-sdk/client-iam';
import {
  evaluate,
  statementPositions,
  type AuthorizationRequest,
  type Evaluation,
  type Policies,
  type PolicyExplanation,
} from '../../iam/index';

const decisions = {
  Allow: 'allowed',
  ExplicitDeny: 'explicitDeny',
  ImplicitDeny: 'implicitDeny',
} as const;

/** Where the simulated caller stands to the resource, and to an organization. */
export interface Situation {
  readonly isCrossAccount: boolean;
  readonly isInOrganization: boolean;
}

/**
 * What the policy simulator says to one action on one resource: the decision of the evaluator that
 * judges real requests. Source: IAM API Reference, EvaluationResult, and answers recorded against
 * AWS in LocalStack's test_iam.snapshot.json.
 */
export function simulatedDecision(
  request: AuthorizationRequest,
  policies: Policies,
  { isCrossAccount, isInOrganization }: Situation,
): EvaluationResult {
  const evaluation = evaluate(request, policies);
  const EvalDecision = decisions[evaluation.decision];
  const MatchedStatements = matchedStatements(evaluation, policies);
  const MissingContextValues = missingKeys(evaluation);
  const onResource = request.resource !== '*';
  const details = isCrossAccount ? contributions(evaluation) : {};
  return {
    EvalActionName: request.action,
    EvalResourceName: request.resource,
    ...{ EvalDecision, MatchedStatements },
    MissingContextValues: onResource ? [] : MissingContextValues,
    ...(onResource || isCrossAccount ? { EvalDecisionDetails: details } : {}),
    ...(isInOrganization ? organizationsDetail(evaluation, policies) : {}),
    ...boundaryDetail(evaluation),
    ...(onResource
      ? {
          ResourceSpecificResults: [
            {
              ...{ EvalResourceName: request.resource, EvalResourceDecision: EvalDecision },
              ...{ MatchedStatements, MissingContextValues },
              ...(isCrossAccount ? { EvalDecisionDetails: details } : {}),
            },
          ],
        }
      : {}),
  };
}

/** The statements that decide: those that deny, else those that allow; none where nothing does. */
function matchedStatements(evaluation: Evaluation, policies: Policies): Statement[] {
  if (evaluation.decision === 'ImplicitDeny') return [];
  const effect = evaluation.decision === 'ExplicitDeny' ? 'Deny' : 'Allow';
  return evaluation.policies
    .filter(({ type }) => sourceTypes[type] !== undefined)
    .flatMap((policy) => {
      const document = documentOf(policy, policies);
      const positions = statementPositions(document);
      return policy.statements
        .filter((statement) => statement.matched && statement.effect === effect)
        .map(({ index }) => ({
          SourcePolicyId: policy.name,
          // The API model knows other names; this is what AWS sends.
          SourcePolicyType: sourceTypes[policy.type] as Statement['SourcePolicyType'],
          ...positions[index],
        }));
    });
}

const sourceTypes: Partial<Record<PolicyExplanation['type'], string>> = {
  'identity-based policy': 'IAM Policy',
  'resource-based policy': 'Resource Policy',
  'permissions boundary': 'IAM Permissions Boundary Policy',
};

function documentOf({ name, arn, type }: PolicyExplanation, policies: Policies): string {
  const { identity, resource, boundary } = policies;
  const given =
    type === 'resource-based policy'
      ? resource
      : type === 'permissions boundary'
        ? boundary
        : identity.find((policy) => policy.name === name && (policy.arn ?? null) === arn);
  return given?.document ?? '';
}

/** Keys that statements about this action and resource test and nobody gave. */
function missingKeys({ policies }: Evaluation): string[] {
  const keys = policies
    .flatMap(({ statements }) => statements)
    .filter(({ action, resource }) => action.matched && resource?.matched !== false)
    .flatMap(({ conditions }) => conditions)
    .filter(({ actual, operator }) => actual === null && operator !== 'Null')
    .map(({ key }) => key);
  return [...new Set(keys)];
}

/** Whether the SCPs, which a management account does not have, leave the action allowed. */
function organizationsDetail({ policies }: Evaluation, { scps = [] }: Policies) {
  const levels = scps.map((_, level) =>
    policies.filter((policy) => policy.type === 'service control policy' && policy.level === level),
  );
  const isAllowed = levels.every(
    (level) =>
      level.some(({ says }) => says === 'Allow') && !level.some(({ says }) => says === 'Deny'),
  );
  return { OrganizationsDecisionDetail: { AllowedByOrganizations: isAllowed } };
}

function boundaryDetail({ policies }: Evaluation) {
  const boundary = policies.find(({ type }) => type === 'permissions boundary');
  if (boundary === undefined) return {};
  return {
    PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: boundary.says === 'Allow' },
  };
}

/** How each side of a cross-account request decides. */
function contributions({
  policies,
}: Evaluation): Record<string, 'allowed' | 'explicitDeny' | 'implicitDeny'> {
  const decided = (type: PolicyExplanation['type']) => {
    const said = policies.filter((policy) => policy.type === type).map(({ says }) => says);
    if (said.includes('Deny')) return decisions.ExplicitDeny;
    return said.includes('Allow') ? decisions.Allow : decisions.ImplicitDeny;
  };
  return {
    'IAM Policy': decided('identity-based policy'),
    'Resource Policy': decided('resource-based policy'),
  };
}
