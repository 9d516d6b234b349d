import {
  principalAccount,
  resourceAccount,
  type AuthorizationRequest,
  type Principal,
} from './request';

/** The value of a condition key in a request; undefined where the request does not have it. */
export type KeyValue = string | readonly string[] | undefined;

/** A condition key as a policy spells it, ready to be looked up. */
export interface KeyName {
  readonly written: string;
  readonly lower: string;
  /** For keys whose value follows from the request itself, not from its context. */
  readonly derive: ((request: AuthorizationRequest) => KeyValue) | undefined;
}

/** Prepares a condition key for look-up. */
export function keyName(written: string): KeyName {
  const lower = written.toLowerCase();
  const tag = lower.startsWith(principalTag) ? lower.slice(principalTag.length) : undefined;
  const derive = tag === undefined ? derivedKeys.get(lower) : derivePrincipalTag(tag);
  return { written, lower, derive };
}

/**
 * Looks a condition key up. What AWS derives from the principal is derived here, so a caller need
 * not repeat it in the context. A key without values counts as absent.
 */
export function keyValue(request: AuthorizationRequest, key: KeyName): KeyValue {
  const value = key.derive?.(request) ?? contextKey(request, key);
  return typeof value === 'object' && value.length === 0 ? undefined : value;
}

function contextKey({ context }: AuthorizationRequest, key: KeyName): KeyValue {
  if (Object.hasOwn(context, key.written)) return context[key.written];
  return caseInsensitive(context, key.lower);
}

function caseInsensitive<V>(record: Readonly<Record<string, V>>, lower: string): V | undefined {
  for (const name in record) {
    if (name.length === lower.length && name.toLowerCase() === lower) return record[name];
  }
  return undefined;
}

const principalTag = 'aws:principaltag/';

const derivePrincipalTag =
  (tag: string) =>
  ({ principal }: AuthorizationRequest) =>
    'tags' in principal ? caseInsensitive(principal.tags ?? {}, tag) : undefined;

// Source: IAM User Guide, "AWS global condition context keys" and the table of principal key
// values in "IAM policy elements: Variables and tags".
const derivedKeys: ReadonlyMap<string, (request: AuthorizationRequest) => KeyValue> = new Map([
  ['aws:principalarn', ({ principal }) => principalArn(principal)],
  ['aws:principalaccount', ({ principal }) => principalAccount(principal)],
  ['aws:principaltype', ({ principal }) => principalType(principal)],
  ['aws:userid', ({ principal }) => userId(principal)],
  ['aws:username', ({ principal }) => (principal.type === 'User' ? principal.userName : undefined)],
  ['aws:principalisawsservice', ({ principal }) => String(principal.type === 'Service')],
  [
    'aws:principalservicename',
    ({ principal }) => (principal.type === 'Service' ? principal.service : undefined),
  ],
  ['aws:resourceaccount', resourceAccount],
]);

function userId(principal: Principal): string | undefined {
  if (principal.type === 'Root') return principal.account;
  if (principal.type === 'Anonymous') return 'anonymous';
  return 'userId' in principal ? principal.userId : undefined;
}

/** A session's `aws:PrincipalArn` is the ARN of its role, not its own. */
function principalArn(principal: Principal): string | undefined {
  if (principal.type === 'AssumedRole') return principal.roleArn;
  return 'arn' in principal ? principal.arn : undefined;
}

function principalType(principal: Principal): string | undefined {
  switch (principal.type) {
    case 'Root':
      return 'Account';
    case 'User':
    case 'AssumedRole':
    case 'FederatedUser':
    case 'Anonymous':
      return principal.type;
    case 'Federated':
    case 'Service':
      return undefined;
  }
}
