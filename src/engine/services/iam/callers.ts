import { formatArn } from '../../arn';
import type { Tags } from '../../iam/index';
import type { Caller, InfrastructureRole, Service } from '../../operation';
import type { Reader } from '../../tables';
import type { Bearer, SessionRecord } from '../sts/state';
import { entityKey, rolesTable, usersTable, type RoleRecord, type UserRecord } from './state';

type Who = Pick<Caller, 'principal' | 'account' | 'arn' | 'userId'>;

// One Caller a user and key: a user record is replaced when anything about it changes.
const userCallers = new WeakMap<UserRecord, Map<string, Caller>>();

/** A user as the caller that signs with this access key. */
export function userCaller(user: UserRecord, accessKeyId: string): Caller {
  let known = userCallers.get(user);
  if (known === undefined) userCallers.set(user, (known = new Map()));
  let caller = known.get(accessKeyId);
  if (caller === undefined) {
    caller = { ...aUser(user), accessKeyId };
    known.set(accessKeyId, caller);
  }
  return caller;
}

/** The ARN that stands for an account and for its root user. */
export function rootArn(account: string): string {
  return formatArn('iam', '', account, 'root');
}

/** The root user of an account as the caller that signs with this access key. */
export function rootCaller(account: string, accessKeyId: string): Caller {
  return { ...theRoot(account), accessKeyId };
}

/** A service that acts for itself: when a timer of its own falls due, or it calls another one. */
export function serviceCaller(
  { eventSource, hasRegionalPrincipal }: Pick<Service, 'eventSource' | 'hasRegionalPrincipal'>,
  region: string,
): Caller {
  const service =
    hasRegionalPrincipal === true
      ? eventSource.replace('.amazonaws.com', `.${region}.amazonaws.com`)
      : eventSource;
  return {
    principal: { type: 'Service', service },
    account: '',
    arn: service,
    userId: service,
    accessKeyId: '',
  };
}

/** The ARN of a session of a role that a service's machines have. */
export function infrastructureArn({ account, role, session }: InfrastructureRole): string {
  return formatArn('sts', '', account, `assumed-role/${role}/${session}`);
}

/**
 * A service's machines at work for a resource of a customer. Source: Amazon EBS User Guide,
 * "Requirements for Amazon EBS encryption: Permissions for instances", and AWS KMS Developer Guide,
 * "Amazon EC2 example two".
 */
export function infrastructureCaller(of: InfrastructureRole): Caller {
  const { account, role, session: sessionName } = of;
  const arn = infrastructureArn(of);
  const userId = `${account}:${role}:${sessionName}`;
  const roleArn = formatArn('iam', '', account, `role/${role}`);
  const principal = { type: 'AssumedRole', account, arn, roleArn, userId, sessionName } as const;
  return { principal, account, arn, userId, accessKeyId: '' };
}

/** Whoever sends a request that nobody has signed. */
export const anonymous: Caller = {
  principal: { type: 'Anonymous' },
  account: '',
  // Source: denied requests of anonymous users, as public bug reports quote them.
  arn: 'anonymous',
  userId: '',
  accessKeyId: '',
};

// A session's caller depends on its user or role, too, whose record is replaced on any change.
const sessionCallers = new WeakMap<SessionRecord, { entity: object | null; caller: Caller }>();

/** Who bears temporary credentials; undefined when the user or role behind them is gone. */
export function sessionCaller(reader: Reader, session: SessionRecord): Caller | undefined {
  const entity = entityBehind(reader, session);
  if (entity === undefined) return undefined;
  const known = sessionCallers.get(session);
  if (known?.entity === entity) return known.caller;
  const caller = {
    ...bearerOf(session, entity),
    accessKeyId: session.AccessKeyId,
    session,
  };
  sessionCallers.set(session, { entity, caller });
  return caller;
}

/** The user or role that a session draws its permissions from; null for the root user. */
function entityBehind(
  reader: Reader,
  { account, bearer }: SessionRecord,
): UserRecord | RoleRecord | null | undefined {
  switch (bearer.type) {
    case 'Root':
      return null;
    case 'AssumedRole': {
      const role = reader.get(rolesTable, entityKey(account, bearer.RoleName));
      // A new role of the same name is another role.
      return role?.RoleId === bearer.RoleId ? role : undefined;
    }
    case 'User':
    case 'FederatedUser': {
      const issuer = bearer.type === 'User' ? bearer : bearer.issuer;
      if (issuer === null) return null;
      const user = reader.get(usersTable, entityKey(account, issuer.UserName));
      return user?.UserId === issuer.UserId ? user : undefined;
    }
  }
}

function bearerOf(session: SessionRecord, entity: UserRecord | RoleRecord | null): Who {
  const { account, bearer } = session;
  switch (bearer.type) {
    case 'Root':
      return theRoot(account);
    case 'User':
      return aUser(entity as UserRecord);
    case 'AssumedRole':
      return anAssumedRole(entity as RoleRecord, bearer, session.tags);
    case 'FederatedUser':
      return aFederatedUser(account, entity as UserRecord | null, bearer.name, session.tags);
  }
}

function theRoot(account: string): Who {
  const arn = rootArn(account);
  return { principal: { type: 'Root', account, arn }, account, arn, userId: account };
}

function aUser({ account, Arn: arn, UserName: userName, UserId: userId, tags }: UserRecord): Who {
  return {
    principal: { type: 'User', account, arn, userName, userId, tags },
    account,
    arn,
    userId,
  };
}

function anAssumedRole(
  { account, RoleName, RoleId, Arn: roleArn, tags }: RoleRecord,
  { sessionName }: Extract<Bearer, { type: 'AssumedRole' }>,
  sessionTags: Tags,
): Who {
  const arn = formatArn('sts', '', account, `assumed-role/${RoleName}/${sessionName}`);
  const userId = `${RoleId}:${sessionName}`;
  return {
    principal: {
      ...{ type: 'AssumedRole', account, arn, roleArn, userId, sessionName },
      tags: overlaidTags(tags, sessionTags),
    },
    ...{ account, arn, userId },
  };
}

function aFederatedUser(
  account: string,
  user: UserRecord | null,
  name: string,
  sessionTags: Tags,
): Who {
  const arn = formatArn('sts', '', account, `federated-user/${name}`);
  const userId = `${account}:${name}`;
  return {
    principal: {
      ...{ type: 'FederatedUser', account, arn, userId },
      ...(user === null ? {} : { userArn: user.Arn }),
      tags: overlaidTags(user?.tags ?? {}, sessionTags),
    },
    ...{ account, arn, userId },
  };
}

/**
 * Tags under tags that go before them, whatever the case of their keys.
 * Source: IAM User Guide, "Pass session tags in AWS STS".
 */
export function overlaidTags(tags: Tags, over: Tags): Tags {
  const keys = new Set(Object.keys(over).map((key) => key.toLowerCase()));
  if (keys.size === 0) return tags;
  const kept = Object.entries(tags).filter(([key]) => !keys.has(key.toLowerCase()));
  return { ...Object.fromEntries(kept), ...over };
}
