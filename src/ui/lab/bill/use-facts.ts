import { decodeBase64 } from '../../../engine/base64';
import type { UseFacts } from '../../../engine/prices/index';
import type { KeyRecord } from '../../../engine/services/kms/state';
import type { bucketKeyLifetime } from '../../../engine/services/s3/bucket-keys';
import type { ParameterRecord, VersionRecord } from '../../../engine/services/ssm/state';
import type { TrailEvent } from '../../../engine/trail/index';
import type { WorldTables } from '../world-view';

/** For how long S3 uses a bucket key here, as the engine does; AWS does not publish it. */
const bucketKeyTime: typeof bucketKeyLifetime = 300_000;

/** Bytes of the greatest value of a standard parameter. Source: Systems Manager User Guide. */
const standardBytes = 4096;

const dataKeyRequests = new Set(['GenerateDataKey', 'GenerateDataKeyWithoutPlaintext', 'Decrypt']);

/** What an account's records say for a bill that could be otherwise. */
export function useFacts(tables: WorldTables, account: string, month: string): UseFacts {
  return {
    ...keyRequests(tables, account, month),
    keys: chargedKeys(tables, account),
    ...advancedParameters(tables, account),
  };
}

function keyRequests(
  tables: WorldTables,
  account: string,
  month: string,
): Pick<UseFacts, 's3' | 'dataKeys'> {
  const sent = new Map<string, number>();
  const fetched = new Map<string, Set<string>>();
  const direct = new Map<string, number>();
  for (const row of tables.get('cloudtrail.events')?.values() ?? []) {
    const event = row as TrailEvent;
    if (!isDataKeyRequest(event, account, month)) continue;
    const { awsRegion: region } = event;
    const { invokedBy } = event.userIdentity;
    if (invokedBy === undefined) direct.set(region, (direct.get(region) ?? 0) + 1);
    if (invokedBy !== 's3.amazonaws.com') continue;
    sent.set(region, (sent.get(region) ?? 0) + 1);
    const known = fetched.get(region) ?? new Set<string>();
    fetched.set(region, known.add(bucketKeyOf(event)));
  }
  const s3 = [...sent].map(([region, count]) => {
    return [region, { sent: count, withBucketKeys: fetched.get(region)?.size ?? 0 }] as const;
  });
  return { s3: Object.fromEntries(s3), dataKeys: Object.fromEntries(direct) };
}

function isDataKeyRequest(event: TrailEvent, account: string, month: string): boolean {
  return (
    event.eventSource === 'kms.amazonaws.com' &&
    dataKeyRequests.has(event.eventName) &&
    event.errorCode === undefined &&
    event.userIdentity.accountId === account &&
    event.recipientAccountId === account &&
    new Date(event.eventTime).toISOString().startsWith(month)
  );
}

/** Which bucket key would have served a request: one a bucket, requester, direction and time. */
function bucketKeyOf({ eventName, eventTime, requestParameters, userIdentity }: TrailEvent) {
  const { encryptionContext } = (requestParameters ?? {}) as {
    readonly encryptionContext?: Readonly<Record<string, string>>;
  };
  const [bucket = ''] = (encryptionContext?.['aws:s3:arn'] ?? '').split('/');
  const time = Math.floor(eventTime / bucketKeyTime);
  return [bucket, userIdentity.principalId, eventName, time].join('|');
}

function chargedKeys(tables: WorldTables, account: string): number {
  let count = 0;
  for (const row of tables.get('kms.keys')?.values() ?? []) {
    const { AWSAccountId, KeyManager, KeyState } = row as KeyRecord;
    const isPending = KeyState === 'PendingDeletion' || KeyState === 'PendingReplicaDeletion';
    if (AWSAccountId === account && KeyManager === 'CUSTOMER' && !isPending) count += 1;
  }
  return count;
}

function advancedParameters(
  tables: WorldTables,
  account: string,
): Pick<UseFacts, 'advanced' | 'bound'> {
  const versions = tables.get('ssm.parameter-versions') as
    ReadonlyMap<string, VersionRecord> | undefined;
  let advanced = 0;
  let bound = 0;
  for (const [key, row] of tables.get('ssm.parameters') ?? []) {
    const parameter = row as ParameterRecord;
    if (parameter.Tier !== 'Advanced' || !key.startsWith(`${account}|`)) continue;
    advanced += 1;
    const version = versions?.get(`${key}|${String(parameter.Version).padStart(10, '0')}`);
    if (version !== undefined && needsAdvanced(parameter, version)) bound += 1;
  }
  return { advanced, bound };
}

/** Whether a value may only be kept in the advanced tier. Of a SecureString the ciphertext counts. */
function needsAdvanced({ Type }: ParameterRecord, { Value, policies = [] }: VersionRecord) {
  if (policies.length > 0) return true;
  const bytes =
    Type === 'SecureString'
      ? (decodeBase64(Value)?.length ?? 0)
      : new TextEncoder().encode(Value).length;
  return bytes > standardBytes;
}
