import type { Reader } from '../../tables';
import { sessionsTable, type SessionRecord } from '../sts/state';
import { sessionCaller } from './callers';
import { accessKeysTable } from './state';

/** ARN of the principal whose access key this is; undefined for one that is nobody's. */
export function readBearer(reader: Reader, accessKeyId: string): string | undefined {
  const session: SessionRecord | undefined = reader.get(sessionsTable, accessKeyId);
  if (session !== undefined) return sessionCaller(reader, session)?.arn;
  return reader.get(accessKeysTable, accessKeyId)?.userArn;
}
