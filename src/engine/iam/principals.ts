import type { PrincipalElement } from './parse';
import type { Principal } from './request';

/**
 * What a `Principal` element names of the caller, from the narrowest: the `caller` itself (or
 * everyone), the `identity` behind a session (the role assumed, the user who federated), or the
 * `account`, which thereby may delegate by IAM policies.
 */
export type NamedAs = 'caller' | 'identity' | 'account';

/** How a value of a `Principal` element fits the caller, if it does. */
export interface PrincipalMatch {
  readonly value: string;
  readonly namedAs: NamedAs;
}

type Entry = PrincipalElement['entries'][number];

const ranks: Readonly<Record<NamedAs, number>> = { caller: 2, identity: 1, account: 0 };

/** The narrowest match of the caller among the entries of an element. */
export function matchPrincipal(
  element: PrincipalElement,
  principal: Principal,
): PrincipalMatch | null {
  let best: PrincipalMatch | null = null;
  for (const entry of element.entries) {
    const namedAs = namedBy(entry, principal);
    if (namedAs === undefined) continue;
    if (best === null || ranks[namedAs] > ranks[best.namedAs]) {
      best = { value: entry.value, namedAs };
    }
  }
  return best;
}

/**
 * Whether a `NotPrincipal` element leaves the caller out. AWS checks the account, then the
 * identity, then the session, so the element must name each of them to exempt the caller.
 * Source: IAM User Guide, "AWS JSON policy elements: NotPrincipal".
 */
export function isExempt({ entries }: PrincipalElement, principal: Principal): boolean {
  const names = entries.map((entry) => namedBy(entry, principal));
  if (entries.some(isEveryone)) return true;
  if (principal.type === 'Service' || principal.type === 'Federated') {
    return names.includes('caller');
  }
  if (principal.type === 'Root') return names.includes('caller');
  const levels: NamedAs[] = ['account', 'caller'];
  if (hasIdentity(principal)) levels.push('identity');
  return levels.every((level) => names.includes(level));
}

const hasIdentity = (principal: Principal): boolean =>
  principal.type === 'AssumedRole' ||
  (principal.type === 'FederatedUser' && principal.userArn !== undefined);

const isEveryone = (entry: Entry): boolean => entry.type === 'AWS' && entry.value === '*';

function namedBy(entry: Entry, principal: Principal): NamedAs | undefined {
  const { type, value } = entry;
  if (isEveryone(entry)) return 'caller';
  if (principal.type === 'Service') {
    return type === 'Service' && value === principal.service ? 'caller' : undefined;
  }
  if (principal.type === 'Federated') {
    return type === 'Federated' && value === principal.provider ? 'caller' : undefined;
  }
  if (type === 'CanonicalUser') {
    return value === principal.canonicalUserId ? accountName(principal) : undefined;
  }
  if (type !== 'AWS') return undefined;
  if (value === principal.account || isRootArn(value, principal.account)) {
    return accountName(principal);
  }
  if (value === principal.arn) return 'caller';
  switch (principal.type) {
    case 'User':
      return value === principal.userId ? 'caller' : undefined;
    case 'AssumedRole':
      if (value === principal.userId) return 'caller';
      return value === principal.roleArn || principal.userId.startsWith(`${value}:`)
        ? 'identity'
        : undefined;
    case 'FederatedUser':
      return value === principal.userArn ? 'identity' : undefined;
    case 'Root':
      return undefined;
  }
}

/** The root user is the account: what the account may do, it may do itself. */
const accountName = (principal: Principal): NamedAs =>
  principal.type === 'Root' ? 'caller' : 'account';

/** `arn:<partition>:iam::<account>:root` */
function isRootArn(value: string, account: string): boolean {
  return (
    value.endsWith(':root') &&
    value.startsWith('arn:') &&
    value.slice(value.indexOf(':', 4)) === `:iam::${account}:root`
  );
}
