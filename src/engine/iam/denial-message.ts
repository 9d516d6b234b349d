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

/** How a denial speaks of its resource, where that is not by its ARN. */
export interface ResourceWording {
  /** What stands in place of the ARN. */
  readonly shownAs?: string;
  /** What stands in place of `resource: <ARN>`. */
  readonly unnamed?: string;
  /** True where the service does not speak of the resource. */
  readonly withoutResource?: boolean;
  /** True for a resource of which other accounts are not told what its owner's policies say. */
  readonly ofOtherAccount?: boolean;
  /** All that is said, to callers who are told no reason. */
  readonly unexplained?: string;
}

/**
 * What AWS tells a caller whom policies deny: one type of policy, never all of them.
 * Source: IAM User Guide, "Troubleshoot access denied error messages".
 */
export function denialMessage(
  { request, reason }: Evaluation,
  wording: ResourceWording = {},
): string {
  const { shownAs, unnamed, withoutResource, ofOtherAccount, unexplained } = wording;
  const { principal, action, resource } = request;
  const caller = nameOf(principal);
  const why = because(reason, action);
  if (why === undefined) throw new Error(`${action} is allowed: there is no denial to word`);
  if (ofOtherAccount === true && isByOwner(reason)) {
    return unseenDenial(caller, action, unnamed ?? 'this resource');
  }
  if (unexplained !== undefined) return unexplained;
  const on = withoutResource === true ? '' : ` on ${unnamed ?? `resource: ${shownAs ?? resource}`}`;
  return `User: ${caller} is not authorized to perform: ${action}${on} ${why}`;
}

/**
 * What AWS KMS tells of a key in another account, whether it exists or not. Source: Mountpoint for
 * Amazon S3 and AWS Backup documentation, "Troubleshooting".
 */
export function unseenDenial(caller: string, action: string, resource: string): string {
  return `User: ${caller} is not authorized to perform: ${action} on ${resource} because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`;
}

function isByOwner(reason: Reason): boolean {
  if (reason.rule === 'nothing allows') return reason.type === 'resource-based policy';
  return reason.rule === 'explicit deny' && reason.by.type === 'resource-based policy';
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
    case 'Anonymous':
      return 'anonymous';
    case 'Root':
    case 'User':
    case 'AssumedRole':
    case 'FederatedUser':
      return principal.arn;
  }
}
