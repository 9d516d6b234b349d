import type { Credentials } from '@aws-sdk/client-sts';
import type { Context, Session } from '../../operation';
import { accessKeyId, secretAccessKey } from '../iam/ids';
import { sealSessionToken, stsKey } from './session-tokens';
import { sessionsTable, type Bearer, type SessionRecord } from './state';

const second = 1000;

/** Gives out temporary credentials for so many seconds. */
export function openSession(
  ctx: Context,
  account: string,
  bearer: Bearer,
  seconds: number,
  session: Omit<Session, 'issuedAt' | 'expiresAt'>,
): { readonly record: SessionRecord; readonly Credentials: Credentials } {
  const key = stsKey(ctx, 'session tokens');
  if (key === undefined) throw new Error('this world has no STS secret');
  const expiresAt = ctx.now + seconds * second;
  const AccessKeyId = accessKeyId('ASIA', account, ctx.random);
  const record: SessionRecord = {
    ...session,
    AccessKeyId,
    SecretAccessKey: secretAccessKey(ctx.random),
    SessionToken: sealSessionToken(key, AccessKeyId, expiresAt, ctx.random),
    ...{ account, bearer, issuedAt: ctx.now, expiresAt },
  };
  ctx.put(sessionsTable, AccessKeyId, record);
  ctx.setTimer({
    id: `sts/${AccessKeyId}`,
    at: expiresAt,
    kind: 'expire',
    payload: AccessKeyId,
  });
  const { SecretAccessKey, SessionToken } = record;
  const Expiration = new Date(expiresAt);
  return { record, Credentials: { AccessKeyId, SecretAccessKey, SessionToken, Expiration } };
}

/** Forgets expired credentials; their token still says that they have expired. */
export function expire(id: string, ctx: Context): void {
  ctx.delete(sessionsTable, id);
}
