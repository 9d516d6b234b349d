import { resourceAccount, type AuthorizationRequest, type Principal } from './request';

/** The value of a condition key in a request; undefined where the request does not have it. */
export type KeyValue = string | readonly string[] | undefined;

/** A condition key as a policy spells it, with the lower-case form it is compared by. */
export interface KeyName {
  readonly written: string;
  readonly lower: string;
}

/** Prepares a condition key for look-up. */
export function keyName(written: string): KeyName {
  return { written, lower: written.toLowerCase() };
}

/**
 * Looks a condition key up. What AWS derives from the principal is derived here, so a caller need
 * not repeat it in the context. A key without values counts as absent.
 */
export function keyValue(request: AuthorizationRequest, key: KeyName): KeyValue {
  const value =
    (key.lower.startsWith('aws:') ? derivedKey(request, key.lower) : undefined) ??
    contextKey(request, key);
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

// Source: IAM User Guide, "AWS global condition context keys" and the table of principal key
// values in "IAM policy elements: Variables and tags".
function derivedKey(request: AuthorizationRequest, lower: string): KeyValue {
  const { principal } = request;
  switch (lower) {
    case 'aws:principalarn':
      return principalArn(principal);
    case 'aws:principalaccount':
      return 'account' in principal ? principal.account : undefined;
    case 'aws:principaltype':
      return principalType(principal);
    case 'aws:userid':
      if (principal.type === 'Root') return principal.account;
      return 'userId' in principal ? principal.userId : undefined;
    case 'aws:username':
      return principal.type === 'User' ? principal.userName : undefined;
    case 'aws:principalisawsservice':
      return String(principal.type === 'Service');
    case 'aws:principalservicename':
      return principal.type === 'Service' ? principal.service : undefined;
    case 'aws:resourceaccount':
      return resourceAccount(request);
    default:
      if (!lower.startsWith(principalTag) || !('tags' in principal)) return undefined;
      return caseInsensitive(principal.tags ?? {}, lower.slice(principalTag.length));
  }
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
      return principal.type;
    case 'Federated':
    case 'Service':
      return undefined;
  }
}
