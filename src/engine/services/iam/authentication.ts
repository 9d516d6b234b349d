import { badSignature, expiredToken, invalidToken, unknownAccessKey } from '../../common-errors';
import type { Caller, Credentials, Service } from '../../operation';
import type { Reader } from '../../tables';
import { readSessionToken, stsKey } from '../sts/session-tokens';
import { sessionsTable, type SessionRecord } from '../sts/state';
import { rootArn, rootCaller, sessionCaller, userCaller } from './callers';
import { accessKeysTable, entityKey, usersTable } from './state';

/**
 * Finds out who signed a request, at world time `now` (ms). Throws the service's error for an
 * access key that does not exist or is inactive, for a session token that is missing, wrong or
 * expired, and for a secret that is not the key's.
 */
export function authenticate(
  reader: Reader,
  credentials: Credentials,
  service: Pick<Service, 'name' | 'model'>,
  now: number,
): Caller {
  const { protocol } = service.model;
  const { accessKeyId, sessionToken } = credentials;
  const session = reader.get(sessionsTable, accessKeyId);
  if (session !== undefined) {
    if (sessionToken !== session.SessionToken) throw invalidToken(protocol);
    if (session.expiresAt <= now) throw expiredToken(protocol);
    if (!signedWith(credentials, session.SecretAccessKey)) throw badSignature(protocol);
    const caller = sessionCaller(reader, session);
    if (caller === undefined || !takesSession(service, session)) throw unknownAccessKey(protocol);
    return caller;
  }
  // Nothing is left of an expired session, but its token says itself until when it was good.
  if (sessionToken !== undefined) {
    const key = stsKey(reader, 'session tokens');
    const expiry = key && readSessionToken(key, accessKeyId, sessionToken);
    const isExpired = expiry !== undefined && expiry <= now;
    throw isExpired ? expiredToken(protocol) : invalidToken(protocol);
  }
  const key = reader.get(accessKeysTable, accessKeyId);
  if (key === undefined || key.Status !== 'Active') throw unknownAccessKey(protocol);
  if (!signedWith(credentials, key.SecretAccessKey)) throw badSignature(protocol);
  if (key.userArn === rootArn(key.account)) return rootCaller(key.account, accessKeyId);
  const user = reader.get(usersTable, entityKey(key.account, key.UserName));
  if (user === undefined) throw unknownAccessKey(protocol);
  return userCaller(user, accessKeyId);
}

/**
 * IAM takes a role's temporary credentials, but those of GetFederationToken never and those of
 * GetSessionToken with MFA only, which this model has not.
 * Source: AWS STS API Reference, GetFederationToken and GetSessionToken.
 */
function takesSession({ name }: Pick<Service, 'name'>, { by }: SessionRecord): boolean {
  return name !== 'iam' || by === 'AssumeRole';
}

function signedWith(credentials: Credentials, secretAccessKey: string): boolean {
  return 'isSignedWith' in credentials
    ? credentials.isSignedWith(secretAccessKey)
    : credentials.secretAccessKey === secretAccessKey;
}
