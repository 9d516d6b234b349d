import { parseArn } from '../arn';
import type { Caller } from '../operation';
import { isoTime } from './times';

/**
 * Who called, as CloudTrail tells it. Source: CloudTrail User Guide, "CloudTrail userIdentity
 * element".
 */
export interface UserIdentity {
  /** Absent where a service acts of its own. */
  readonly type?: string;
  readonly principalId?: string;
  readonly arn?: string;
  readonly accountId?: string;
  readonly accessKeyId?: string;
  readonly userName?: string;
  readonly sessionContext?: SessionContext;
  /** The service that called on somebody's behalf. */
  readonly invokedBy?: string;
}

/** Where temporary credentials come from. */
export interface SessionContext {
  readonly sessionIssuer?: {
    readonly type: string;
    readonly principalId: string;
    readonly arn: string;
    readonly accountId: string;
    readonly userName?: string;
  };
  readonly attributes: { readonly creationDate?: string; readonly mfaAuthenticated: 'false' };
  readonly sourceIdentity?: string;
}

// A caller is the same object from request to request, and so is its identity.
const known = new WeakMap<Caller, UserIdentity>();

/** The caller in the trail of its own account. */
export function userIdentity(caller: Caller, invokedBy?: string): UserIdentity {
  let identity = known.get(caller);
  if (identity === undefined) known.set(caller, (identity = identityOf(caller)));
  return invokedBy === undefined ? identity : { ...identity, invokedBy };
}

/** The caller in the trail of another account, whose resource it used: nothing but where from. */
export function foreignIdentity({ userId, account }: Caller): UserIdentity {
  return { type: 'AWSAccount', principalId: userId, accountId: account };
}

/** A service that acts of its own in somebody's account. */
export function internalIdentity(account: string, invokedBy = 'AWS Internal'): UserIdentity {
  return { accountId: account, invokedBy };
}

function identityOf(caller: Caller): UserIdentity {
  const { principal, account, arn, userId, accessKeyId } = caller;
  const base = { principalId: userId, arn, accountId: account, accessKeyId };
  switch (principal.type) {
    case 'Root':
      return { type: 'Root', ...base };
    case 'User':
      return { type: 'IAMUser', ...base, userName: principal.userName, ...sessionOf(caller) };
    case 'AssumedRole': {
      const sessionIssuer = {
        type: 'Role',
        principalId: userId.slice(0, userId.lastIndexOf(':')),
        arn: principal.roleArn,
        accountId: account,
        userName: lastPart(principal.roleArn),
      };
      return { type: 'AssumedRole', ...base, ...sessionOf(caller, sessionIssuer) };
    }
    case 'FederatedUser': {
      const { userArn } = principal;
      const sessionIssuer =
        userArn === undefined
          ? { type: 'Root', principalId: account, arn: rootArn(account), accountId: account }
          : {
              type: 'IAMUser',
              principalId: userId,
              arn: userArn,
              accountId: account,
              userName: lastPart(userArn),
            };
      return { type: 'FederatedUser', ...base, ...sessionOf(caller, sessionIssuer) };
    }
    case 'Federated':
      return { type: 'WebIdentityUser', principalId: userId, userName: userId };
    // Source: CloudTrail User Guide, "CloudTrail userIdentity element".
    case 'Anonymous':
      return { type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' };
    case 'Service':
      return { type: 'AWSService', invokedBy: principal.service };
  }
}

/** The session behind temporary credentials; nothing for long-term ones. */
function sessionOf(
  caller: Caller,
  sessionIssuer?: SessionContext['sessionIssuer'],
): { sessionContext?: SessionContext } {
  const { session } = caller;
  if (session === undefined && sessionIssuer === undefined) return {};
  const { issuedAt, sourceIdentity } = session ?? {};
  return {
    sessionContext: {
      ...(sessionIssuer === undefined ? {} : { sessionIssuer }),
      attributes: {
        ...(issuedAt === undefined ? {} : { creationDate: isoTime(issuedAt) }),
        mfaAuthenticated: 'false',
      },
      ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
    },
  };
}

function rootArn(account: string): string {
  return `arn:aws:iam::${account}:root`;
}

/** The name at the end of a path: of `role/team/app` it is `app`. */
function lastPart(arn: string): string {
  const resource = parseArn(arn)?.resource ?? arn;
  return resource.slice(resource.lastIndexOf('/') + 1);
}
