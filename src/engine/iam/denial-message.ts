import type { Evaluation, PolicyType, Reason } from './evaluation';
import type { Principal } from './request';

/** AWS names the ARN of a denying policy of these types, if it has one. */
const namesArn: ReadonlySet<PolicyType> = new Set<PolicyType>([
  'resource control policy',
  'service control policy',
  'identity-based policy',
  'permissions boundary',
  'session policy',
]);

/**
 * What AWS tells a caller whom policies deny: one type of policy, never all of them. `shownAs` is
 * for services that do not call a resource by its ARN.
 * Source: IAM User Guide, "Troubleshoot access denied error messages".
 */
export function denialMessage({ request, reason }: Evaluation, shownAs?: string): string {
  const { principal, action, resource } = request;
  const why = because(reason, action);
  if (why === undefined) throw new Error(`${action} is allowed: there is no denial to word`);
  return `User: ${nameOf(principal)} is not authorized to perform: ${action} on resource: ${shownAs ?? resource} ${why}`;
}

function because(reason: Reason, action: string): string | undefined {
  switch (reason.rule) {
    case 'explicit deny': {
      const { type, arn } = reason.by;
      const policyArn = arn !== null && namesArn.has(type) ? `: ${arn}` : '';
      return `with an explicit deny in ${articles[type]} ${type}${policyArn}`;
    }
    case 'nothing allows':
      return `because no ${reason.type} allows the ${action} action`;
    case 'resource allows':
    case 'identity allows':
    case 'account delegates':
    case 'both accounts allow':
    case 'root user':
    case 'grant allows':
      return undefined;
  }
}

const articles: Readonly<Record<PolicyType, string>> = {
  'resource control policy': 'a',
  'service control policy': 'a',
  'VPC endpoint policy': 'a',
  'resource-based policy': 'a',
  'role trust policy': 'the',
  'identity-based policy': 'an',
  'permissions boundary': 'a',
  'session policy': 'a',
};

function nameOf(principal: Principal): string {
  switch (principal.type) {
    case 'Service':
      return principal.service;
    case 'Federated':
      return principal.provider;
    case 'Root':
    case 'User':
    case 'AssumedRole':
    case 'FederatedUser':
      return principal.arn;
  }
}
