import type { Evaluation, PolicyExplanation, PolicyType, Reason } from './evaluation';
import { explainPolicies, referenceTo, resourcePolicyType, type Explained } from './policies';
import {
  principalAccount,
  resourceAccount,
  type AuthorizationRequest,
  type Policies,
  type Principal,
} from './request';

/**
 * Decides a request by all policies that apply to it, and explains every statement. Throws
 * `PolicySyntaxError` when a document is not a policy; services check before they store one.
 * Source: IAM User Guide, "How AWS enforcement code logic evaluates requests to allow or deny
 * access"; AWS KMS Developer Guide, "Default key policy" and "Grants in AWS KMS".
 */
export function evaluate(request: AuthorizationRequest, policies: Policies): Evaluation {
  const subject = {
    request,
    lowerAction: request.action.toLowerCase(),
    hasBoundary: policies.boundary !== undefined,
  };
  const explained = explainPolicies(subject, policies);
  const reason =
    explicitDeny(explained) ??
    notEvenAllowedTo(explained) ??
    grantOr(permission(request, policies, explained), request, policies, explained);
  const decision = decisionBy(reason);
  const allowed = decision === 'Allow';
  return { allowed, decision, reason, policies: explained.all, request, given: policies };
}

function decisionBy({ rule }: Reason): Evaluation['decision'] {
  if (rule === 'explicit deny') return 'ExplicitDeny';
  return rule === 'nothing allows' ? 'ImplicitDeny' : 'Allow';
}

function explicitDeny({ all }: Explained): Reason | undefined {
  const policy = all.find(({ says }) => says === 'Deny');
  return policy && { rule: 'explicit deny', by: referenceTo(policy) };
}

const nothingAllows = (type: PolicyType): Reason => ({ rule: 'nothing allows', type });

const allows = ({ says }: PolicyExplanation): boolean => says === 'Allow';

/** The limits that hold whoever grants: organization and VPC endpoint. */
function notEvenAllowedTo({ rcps, scps, endpoint }: Explained): Reason | undefined {
  if (rcps?.every((level) => level.some(allows)) === false) {
    return nothingAllows('resource control policy');
  }
  if (scps?.every((level) => level.some(allows)) === false) {
    return nothingAllows('service control policy');
  }
  if (endpoint !== undefined && !allows(endpoint)) return nothingAllows('VPC endpoint policy');
  return undefined;
}

/**
 * A grant names its grantee, so it needs no policy beside it, in whichever account; one to an
 * account lets that delegate.
 */
function grantOr(
  reason: Reason,
  request: AuthorizationRequest,
  { grant }: Policies,
  explained: Explained,
): Reason {
  if (reason.rule !== 'nothing allows' || grant === undefined) return reason;
  if (grant.delegates === true) {
    const ownSide = allowedByOwnAccount(request, explained);
    if (!ownSide.allowed) return ownSide.reason;
  }
  return { rule: 'grant allows', grantId: grant.id };
}

function permission(
  request: AuthorizationRequest,
  policies: Policies,
  explained: Explained,
): Reason {
  const account = principalAccount(request.principal);
  const resource =
    explained.resource && allows(explained.resource) ? explained.resource : undefined;
  const type = resourcePolicyType(policies);
  if (account === undefined) {
    if (resource?.namedAs !== 'caller') return nothingAllows(type);
    return { rule: 'resource allows', by: referenceTo(resource) };
  }
  const ownSide = allowedByOwnAccount(request, explained);
  if (account === resourceAccount(request)) {
    return sameAccount(request, policies, explained, resource, ownSide);
  }
  if (!ownSide.allowed) return ownSide.reason;
  if (resource === undefined) return nothingAllows(type);
  return { rule: 'both accounts allow', by: referenceTo(resource), identity: ownSide.identity };
}

type OwnSide =
  | { readonly allowed: false; readonly reason: Reason }
  | { readonly allowed: true; readonly reason: Reason; readonly identity: Reference | null };
type Reference = ReturnType<typeof referenceTo>;

/** Identity-based policies, within what permissions boundary and session policies leave. */
function allowedByOwnAccount(request: AuthorizationRequest, explained: Explained): OwnSide {
  const isRoot = actsAsRoot(request.principal);
  const identity = explained.identity.find(allows);
  const missing =
    identity === undefined && !isRoot ? 'identity-based policy' : missingLimit(request, explained);
  if (missing !== undefined) return { allowed: false, reason: nothingAllows(missing) };
  if (identity === undefined) {
    return { allowed: true, reason: { rule: 'root user' }, identity: null };
  }
  const by = referenceTo(identity);
  return { allowed: true, reason: { rule: 'identity allows', by }, identity: by };
}

/** The root user, or whom the root user has federated: no identity-based policies are needed. */
function actsAsRoot(principal: Principal): boolean {
  if (principal.type === 'FederatedUser') return principal.userArn === undefined;
  return principal.type === 'Root';
}

/** A federated user without a session policy has no permissions of its own. */
function missingLimit(
  { principal }: AuthorizationRequest,
  { boundary, session }: Explained,
): PolicyType | undefined {
  if (boundary !== undefined && !allows(boundary)) return 'permissions boundary';
  const unlimited = session === undefined && principal.type !== 'FederatedUser';
  return unlimited || session?.some(allows) === true ? undefined : 'session policy';
}

/**
 * Within an account the resource's policy is enough when it names the caller; when it names the
 * role behind a session, boundary and session policies still limit; the account it names may
 * only delegate.
 */
function sameAccount(
  request: AuthorizationRequest,
  policies: Policies,
  explained: Explained,
  resource: PolicyExplanation | undefined,
  ownSide: OwnSide,
): Reason {
  if (resource?.namedAs === 'caller' || resource?.namedAs === 'identity') {
    const missing = resource.namedAs === 'identity' ? missingLimit(request, explained) : undefined;
    if (missing !== undefined) return nothingAllows(missing);
    return { rule: 'resource allows', by: referenceTo(resource) };
  }
  const mustAllow = (policies.resourceRule ?? 'standard') !== 'standard';
  if (mustAllow && resource === undefined) return nothingAllows(resourcePolicyType(policies));
  if (!mustAllow || resource === undefined || !ownSide.allowed) return ownSide.reason;
  return { rule: 'account delegates', by: referenceTo(resource), identity: ownSide.identity };
}
