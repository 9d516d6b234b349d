import type {
  GetKeyLastUsageRequest,
  GetKeyLastUsageResponse,
  KeyLastUsageTrackingOperation,
} from '@aws-sdk/client-kms';
import type { Context, NotedCall, Operation } from '../../operation';
import { table } from '../../tables';
import { findKeyByIdOrArn, type FoundKey } from './lookup';
import { keyPermission } from './permissions';
import type { KeyRecord } from './state';

/** The last successful cryptographic operation with a key. */
export interface KeyUsageRecord {
  readonly Operation: KeyLastUsageTrackingOperation;
  readonly Timestamp: number;
  readonly CloudTrailEventId: string;
  readonly KmsRequestId: string;
}

/** When each key was used last, by key ARN. */
export const keyUsageTable = table<KeyUsageRecord>('kms.key-usage');

// Source: AWS KMS API Reference, KeyLastUsageData (2026).
const tracked = {
  Decapsulate: true,
  Decrypt: true,
  DeriveSharedSecret: true,
  Encapsulate: true,
  Encrypt: true,
  GenerateDataKey: true,
  GenerateDataKeyPair: true,
  GenerateDataKeyPairWithoutPlaintext: true,
  GenerateDataKeyWithoutPlaintext: true,
  GenerateMac: true,
  ReEncrypt: true,
  Sign: true,
  Verify: true,
  VerifyMac: true,
} as const satisfies Readonly<Record<KeyLastUsageTrackingOperation, true>>;

function isTracked(operation: string): operation is KeyLastUsageTrackingOperation {
  return Object.hasOwn(tracked, operation);
}

/** The day on which AWS KMS began to keep this. Source: AWS Security Blog, 2026-06-02. */
const trackingBegan = Date.UTC(2026, 3, 23);

const day = 24 * 60 * 60 * 1000;

type Target = FoundKey | { readonly source: FoundKey; readonly destination: FoundKey };

/** Keeps which keys a successful call used, and by which entry of the audit trail to find it. */
export function noteUsage({ operation, target, now, requestId, events, book }: NotedCall): void {
  if (!isTracked(operation)) return;
  const used = target as Target;
  const keys = 'key' in used ? [used.key] : [used.source.key, used.destination.key];
  for (const { Arn, AWSAccountId } of keys) {
    // The owner of a key finds the call in the owner's own trail.
    const own = events.find((event) => event.recipientAccountId === AWSAccountId) ?? events[0];
    book(keyUsageTable, Arn, {
      Operation: operation,
      Timestamp: now,
      CloudTrailEventId: own?.eventID ?? '',
      KmsRequestId: requestId,
    });
  }
}

const trackingStart = ({ CreationDate }: KeyRecord) => Math.max(CreationDate, trackingBegan);

/** The value of `kms:TrailingDaysWithoutKeyUsage`: whole days since the key was used, or known of. */
export function daysWithoutUsage(ctx: Pick<Context, 'get' | 'now'>, key: KeyRecord): number {
  const since = ctx.get(keyUsageTable, key.Arn)?.Timestamp ?? trackingStart(key);
  return Math.max(0, Math.floor((ctx.now - since) / day));
}

export const GetKeyLastUsage: Operation<GetKeyLastUsageRequest, GetKeyLastUsageResponse, FoundKey> =
  {
    target: ({ KeyId = '' }, ctx) => findKeyByIdOrArn(ctx, KeyId),
    permissions: (_, found, ctx) => [keyPermission('kms:GetKeyLastUsage', found, ctx)],
    handle(_, ctx, { key }) {
      const usage = ctx.get(keyUsageTable, key.Arn);
      return {
        KeyId: key.KeyId,
        KeyLastUsage:
          usage === undefined
            ? {}
            : { ...usage, Timestamp: new Date(wholeSeconds(usage.Timestamp)) },
        TrackingStartDate: new Date(trackingStart(key)),
        KeyCreationDate: new Date(key.CreationDate),
      };
    },
  };

// As AWS's own example has it, beside dates with milliseconds.
const wholeSeconds = (time: number) => Math.floor(time / 1000) * 1000;
