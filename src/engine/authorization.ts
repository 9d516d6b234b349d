import {
  evaluate,
  resourceAccount,
  type Context,
  type Evaluation,
  type Policies,
} from './iam/index';
import type { Caller, Permission, Session } from './operation';
import { principalPolicies } from './services/iam/principal-policies';
import { membershipOf, type Membership } from './services/organizations/membership';
import type { Reader } from './tables';

/**
 * The decision on a permission of a caller, by every policy that applies: those of the caller, of
 * the resource, and of the organizations of both. `keys` are the condition keys of the request.
 */
export function decide(
  reader: Reader,
  caller: Caller,
  permission: Permission,
  keys: Context,
): Evaluation {
  const { principal } = caller;
  const { action, resource, resourceAccount: owner, context, policies } = permission;
  // Written out, and the smaller set last: members that are added to a copy one by one would be a
  // good part of what a request costs.
  const request = {
    principal,
    action,
    resource,
    resourceAccount: owner,
    context: { ...context, ...keys },
  };
  const ofCaller = principalPolicies(reader, caller);
  const own = policies === undefined ? ofCaller : { ...ofCaller, ...policies };
  const accountOfResource = resourceAccount(request);
  const home = membershipOf(reader, caller.account);
  const foreign =
    accountOfResource === undefined || accountOfResource === caller.account
      ? home
      : membershipOf(reader, accountOfResource);
  if (home === undefined && foreign === undefined && caller.session === undefined) {
    return evaluate(request, own);
  }
  const more = {
    ...(caller.session && sessionKeys(caller.session)),
    ...organizationKeys('Principal', home),
    ...organizationKeys('Resource', foreign),
  };
  return evaluate(
    { ...request, context: { ...context, ...keys, ...more } },
    { ...own, ...organizationPolicies(caller, home, foreign, permission) },
  );
}

/** Source: IAM User Guide, "AWS global condition context keys". Nobody here has an MFA device. */
function sessionKeys({ issuedAt, sourceIdentity }: Session): Context {
  return {
    'aws:TokenIssueTime': new Date(issuedAt).toISOString(),
    'aws:MultiFactorAuthPresent': 'false',
    ...(sourceIdentity === undefined ? {} : { 'aws:SourceIdentity': sourceIdentity }),
  };
}

function organizationKeys(
  of: 'Principal' | 'Resource',
  membership: Membership | undefined,
): Context {
  if (membership === undefined) return {};
  return {
    [`aws:${of}OrgID`]: membership.organizationId,
    [`aws:${of}OrgPaths`]: [membership.path],
  };
}

/**
 * SCPs limit the principals of member accounts, RCPs the resources of member accounts of the
 * services below; neither touches service-linked roles. Source: AWS Organizations User Guide,
 * "Service control policies (SCPs)" and "Resource control policies (RCPs)".
 */
function organizationPolicies(
  { principal }: Caller,
  home: Membership | undefined,
  foreign: Membership | undefined,
  { action, resource, withoutRcps }: Permission,
): Pick<Policies, 'scps' | 'rcps'> {
  const isServiceLinked =
    principal.type === 'AssumedRole' && principal.roleArn.includes(':role/aws-service-role/');
  if (isServiceLinked) return {};
  const { scps } = home ?? {};
  const limitsResource =
    resource !== '*' && withoutRcps !== true && action !== 'kms:RetireGrant' && knowsRcps(action);
  const rcps = limitsResource ? foreign?.rcps : undefined;
  return { ...(scps === undefined ? {} : { scps }), ...(rcps === undefined ? {} : { rcps }) };
}

/** Of the services that support RCPs those of this model. As of 2026-11, same source. */
const servicesWithRcps: ReadonlySet<string> = new Set([
  ...['kms', 'logs', 's3', 'secretsmanager', 'sts'],
]);

function knowsRcps(action: string): boolean {
  return servicesWithRcps.has(action.slice(0, action.indexOf(':')));
}
