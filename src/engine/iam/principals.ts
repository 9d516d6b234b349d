import type { PrincipalElement, PrincipalType } from './parse';
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

/** A value of a `Principal` element, with the account it stands for, if it is one. */
export interface PrincipalEntry {
  readonly type: PrincipalType;
  readonly value: string;
  readonly account: string | null;
}

/** Prepares a `Principal` element: account IDs and root ARNs both stand for an account. */
export function compilePrincipals({ entries }: PrincipalElement): readonly PrincipalEntry[] {
  return entries.map(({ type, value }) => {
    const [, id, ofRoot] = /^(?:(\d{12})|arn:[^:]+:iam::(\d{12}):root)$/.exec(value) ?? [];
    return { type, value, account: type === 'AWS' ? (id ?? ofRoot ?? null) : null };
  });
}

const fromWidest: readonly (NamedAs | null)[] = [null, 'account', 'identity', 'caller'];

/** Whether one match says more about the caller than another; null is no match. */
export function isNarrower(a: NamedAs | null, b: NamedAs | null): boolean {
  return fromWidest.indexOf(a) > fromWidest.indexOf(b);
}

/** The narrowest match of the caller among the entries of an element. */
export function matchPrincipal(
  entries: readonly PrincipalEntry[],
  principal: Principal,
): PrincipalMatch | null {
  let best: PrincipalMatch | null = null;
  for (const entry of entries) {
    const namedAs = namedBy(entry, principal);
    if (namedAs === undefined) continue;
    if (isNarrower(namedAs, best?.namedAs ?? null)) best = { value: entry.value, namedAs };
  }
  return best;
}

/**
 * Whether a `NotPrincipal` element leaves the caller out. AWS checks the account, then the
 * identity, then the session, so the element must name each of them to exempt the caller.
 * Source: IAM User Guide, "AWS JSON policy elements: NotPrincipal".
 */
export function isExempt(entries: readonly PrincipalEntry[], principal: Principal): boolean {
  const names = entries.map((entry) => namedBy(entry, principal));
  if (entries.some(isEveryone)) return true;
  return levelsOf(principal).every((level) => names.includes(level));
}

function levelsOf(principal: Principal): readonly NamedAs[] {
  switch (principal.type) {
    case 'Root':
    case 'Service':
    case 'Federated':
    case 'Anonymous':
      return ['caller'];
    case 'User':
      return ['account', 'caller'];
    case 'AssumedRole':
      return ['account', 'identity', 'caller'];
    case 'FederatedUser':
      return principal.userArn === undefined
        ? ['account', 'caller']
        : ['account', 'identity', 'caller'];
  }
}

const isEveryone = (entry: PrincipalEntry): boolean => entry.type === 'AWS' && entry.value === '*';

function namedBy(entry: PrincipalEntry, principal: Principal): NamedAs | undefined {
  const { type, value } = entry;
  if (isEveryone(entry)) return 'caller';
  if (principal.type === 'Service') {
    return type === 'Service' && value === principal.service ? 'caller' : undefined;
  }
  if (principal.type === 'Federated') {
    return type === 'Federated' && value === principal.provider ? 'caller' : undefined;
  }
  if (principal.type === 'Anonymous') return undefined;
  if (type === 'CanonicalUser') {
    return value === principal.canonicalUserId ? accountName(principal) : undefined;
  }
  if (type !== 'AWS') return undefined;
  if (entry.account !== null) {
    return entry.account === principal.account ? accountName(principal) : undefined;
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
