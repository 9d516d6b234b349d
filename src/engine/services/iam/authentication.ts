import { badSignature, unknownAccessKey } from '../../common-errors';
import type { NamedPolicy } from '../../iam/index';
import type { Caller, Credentials, Service } from '../../operation';
import type { Reader } from '../../tables';
import { identityPoliciesOf } from './identity-policies';
import { accessKeysTable, entityKey, usersTable, type UserRecord } from './state';

/**
 * Finds out who signed a request. Throws the service's error for an access key that does not
 * exist or is inactive, and for a secret that is not the key's.
 */
export function authenticate(reader: Reader, credentials: Credentials, service: Service): Caller {
  const { protocol } = service.model;
  const key = reader.get(accessKeysTable, credentials.accessKeyId);
  if (key === undefined || key.Status !== 'Active') throw unknownAccessKey(protocol);
  if (!signedWith(credentials, key.SecretAccessKey)) throw badSignature(protocol);
  const user = reader.get(usersTable, entityKey(key.account, key.UserName));
  if (user === undefined) throw unknownAccessKey(protocol);
  return userCaller(user, key.AccessKeyId);
}

function signedWith(credentials: Credentials, secretAccessKey: string): boolean {
  return 'isSignedWith' in credentials
    ? credentials.isSignedWith(secretAccessKey)
    : credentials.secretAccessKey === secretAccessKey;
}

// One Caller a user and key: a user record is replaced when anything about it changes.
const callers = new WeakMap<UserRecord, Map<string, Caller>>();

/** A user as the caller that signs with this access key. */
export function userCaller(user: UserRecord, accessKeyId: string): Caller {
  let known = callers.get(user);
  if (known === undefined) callers.set(user, (known = new Map()));
  let caller = known.get(accessKeyId);
  if (caller === undefined) {
    const { account, Arn: arn, UserName: userName, UserId: userId, tags } = user;
    caller = {
      principal: { type: 'User', account, arn, userName, userId, tags },
      account,
      arn,
      userId,
      accessKeyId,
    };
    known.set(accessKeyId, caller);
  }
  return caller;
}

/** The policies attached to who calls, as they stand now. */
export function identityPolicies(reader: Reader, caller: Caller): readonly NamedPolicy[] {
  const { principal } = caller;
  if (principal.type !== 'User') return [];
  const user = reader.get(usersTable, entityKey(principal.account, principal.userName));
  return user === undefined ? [] : identityPoliciesOf(reader, user);
}

/** A service that acts for itself: when one of its timers falls due. */
export function serviceCaller(service: Service): Caller {
  const { eventSource } = service;
  return {
    principal: { type: 'Service', service: eventSource },
    account: '',
    arn: eventSource,
    userId: eventSource,
    accessKeyId: '',
  };
}
