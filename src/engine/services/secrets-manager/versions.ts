import { parseArn } from '../../arn';
import type { Context } from '../../operation';
import { secretQuotas } from '../../quotas/index';
import { limitExceeded, values as errors } from './errors';
import { findVersion, versionsOf } from './lookup';
import { versionKey, versionsTable, without, type SecretRecord, type VersionRecord } from './state';
import { hasValue, sealValue, type PlainValue } from './values';

/** The labels that Secrets Manager moves itself. */
export const labels = {
  current: 'AWSCURRENT',
  previous: 'AWSPREVIOUS',
  pending: 'AWSPENDING',
} as const;

type Stages = SecretRecord['stages'];

const hour = 60 * 60 * 1000;
const day = 24 * hour;

/** The id of the version that a request makes. Throws without one. */
export function tokenOf(
  { operation }: Pick<Context, 'operation'>,
  { ClientRequestToken }: { readonly ClientRequestToken?: string | undefined },
): string {
  if (ClientRequestToken === undefined) throw errors.tokenRequired(operation);
  return ClientRequestToken;
}

/**
 * Staging labels after `moved` went to a version, each away from the one it was on. Where AWSCURRENT
 * leaves a version, AWSPREVIOUS comes to it, and AWSPENDING goes if it was there as well (recorded
 * against AWS). Throws LimitExceededException where there are too many labels.
 */
export function moveLabels(before: Stages, versionId: string, moved: readonly string[]): Stages {
  const stages: Record<string, string> = { ...before };
  for (const label of moved) stages[label] = versionId;
  const current = before[labels.current];
  if (current !== undefined && stages[labels.current] !== current) {
    stages[labels.previous] = current;
    if (stages[labels.pending] === current) delete stages[labels.pending];
  }
  if (Object.keys(stages).length > secretQuotas.labels.value) throw limitExceeded();
  return stages;
}

/** A version that a request with a value asks for, and the secret that has it; not written yet. */
export interface NewVersion {
  readonly secret: SecretRecord;
  readonly version: VersionRecord;
}

/**
 * Makes a version with a value, under the labels of the request: AWSCURRENT where it names none, and
 * where it is the first version. Undefined where the version is there with this value: the request
 * was sent again, and changes nothing. Throws ResourceExistsException where it has another.
 */
export async function makeVersion(
  ctx: Context,
  key: string,
  secret: SecretRecord,
  VersionId: string,
  value: PlainValue,
  stages: readonly string[] = [labels.current],
): Promise<NewVersion | undefined> {
  const before = findVersion(ctx, key, VersionId);
  if (before?.value !== undefined) {
    if (await hasValue(ctx, secret, before, value)) return undefined;
    throw errors.tokenInUse(VersionId, secret.ARN);
  }
  const isFirst = secret.stages[labels.current] === undefined;
  const moved = isFirst ? [...stages, labels.current] : stages;
  // A new version that becomes current ends the rotation that was under way. Source: Secrets Manager
  // User Guide, "Log entries for rotation": RotationAbandoned.
  const kept = moved.includes(labels.current)
    ? without(secret.stages, labels.pending)
    : secret.stages;
  const sealed = await sealValue(ctx, secret, VersionId, value);
  const number = before?.number ?? secret.versions + 1;
  const version: VersionRecord = { VersionId, number, CreatedDate: ctx.now, value: sealed };
  return {
    version,
    secret: {
      ...secret,
      stages: moveLabels(kept, VersionId, moved),
      versions: Math.max(secret.versions, number),
    },
  };
}

/** Writes a version of a secret, and removes what has become one too many. */
export function putVersion(
  ctx: Context,
  key: string,
  version: VersionRecord,
  secret: SecretRecord,
) {
  ctx.put(versionsTable, versionKey(key, version.VersionId), version);
  prune(ctx, key, secret);
}

/**
 * Removes the oldest versions without labels where there are more than a hundred, except those of the
 * last 24 hours. Where AWS refuses another version it does not say, and this model never does.
 * Source: Secrets Manager User Guide, "Secret versions" and "AWS Secrets Manager quotas".
 */
function prune(ctx: Context, key: string, { stages, ARN }: SecretRecord): void {
  const most = secretQuotas.versions.value;
  if (ctx.size(versionsTable, versionKey(key, '')) <= most) return;
  const labelled = new Set(Object.values(stages));
  const deprecated = versionsOf(ctx, key).filter(({ VersionId }) => !labelled.has(VersionId));
  const { account = '' } = parseArn(ARN) ?? {};
  for (const { VersionId, CreatedDate } of deprecated.slice(0, -most)) {
    if (CreatedDate > ctx.now - day) return;
    ctx.delete(versionsTable, versionKey(key, VersionId));
    ctx.serviceEvent({
      ...{ eventName: 'SecretVersionDeletion', account },
      additionalEventData: { SecretId: ARN, SecretVersionId: VersionId },
    });
  }
}

/** The day of a time, in UTC: reads are noted by the day. */
export function dayOf(time: number): number {
  return time - (time % day);
}
