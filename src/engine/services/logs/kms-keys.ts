import type {
  AssociateKmsKeyRequest,
  DisassociateKmsKeyRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import { parseArn } from '../../arn';
import { AwsError } from '../../errors';
import type { Context, Operation } from '../../operation';
import { keyNotAllowed, keys as errors } from './errors';
import { describeKey, generateDataKey } from './kms-calls';
import { notImplemented } from './left-out';
import { existing, findGroup, lookUp, type FoundGroup } from './lookup';
import { groupArn, readIdentifier } from './names';
import { streamPermission } from './permissions';
import { groupsTable, type LogGroupRecord, type Sealing } from './state';

/**
 * How long it takes until a log group's key is another, in ms. AWS says "up to five minutes": here it
 * is always that long. Source: CloudWatch Logs User Guide, "Encrypt log data in CloudWatch Logs using
 * AWS Key Management Service".
 */
export const keyChangeDelay = 5 * 60_000;

/**
 * Checks that a key can encrypt a log group: the caller may describe it, it is enabled and symmetric,
 * and its policy lets the service make a data key for this log group.
 */
export async function checkKey(ctx: Context, kmsKeyId: string, arn: string): Promise<void> {
  if (parseArn(kmsKeyId)?.resource.startsWith('key/') !== true) throw errors.noArn();
  const metadata = await describeKey(ctx, kmsKeyId).catch((error: unknown) => {
    if (error instanceof AwsError && error.code === 'NotFoundException') throw keyNotAllowed(arn);
    throw error;
  });
  if (metadata.KeySpec !== 'SYMMETRIC_DEFAULT') throw errors.notSymmetric(kmsKeyId);
  if (metadata.KeyState === 'Disabled') throw errors.disabled(kmsKeyId);
  await generateDataKey(ctx, kmsKeyId, arn);
}

/** How a log group's events are sealed once a change of its key is on its way. */
function changed(
  { sealing }: LogGroupRecord,
  now: number,
  kmsKeyId: string | undefined,
): readonly Sealing[] {
  const current = sealing.findLast(({ since }) => since <= now);
  const next = { since: now + keyChangeDelay, ...(kmsKeyId === undefined ? {} : { kmsKeyId }) };
  return current === undefined ? [next] : [current, next];
}

interface NamesResource {
  readonly logGroupName?: string | undefined;
  readonly resourceIdentifier?: string | undefined;
}

function target({ logGroupName, resourceIdentifier }: NamesResource, ctx: Context): FoundGroup {
  if ((logGroupName === undefined) === (resourceIdentifier === undefined)) {
    throw errors.groupAndResource();
  }
  if (logGroupName !== undefined) return findGroup(ctx, logGroupName);
  const identifier = resourceIdentifier ?? '';
  if (identifier.includes(':query-result:')) {
    throw notImplemented('there are no query results to encrypt here');
  }
  return lookUp(ctx, readIdentifier(ctx, identifier));
}

export const AssociateKmsKey: Operation<AssociateKmsKeyRequest, object, FoundGroup> = {
  target,
  permissions: (_, found) => [streamPermission('AssociateKmsKey', found)],
  async handle({ kmsKeyId = '' }, ctx, found) {
    const group = existing(ctx, found);
    await checkKey(ctx, kmsKeyId, groupArn(found.reference));
    const sealing = changed(group, ctx.now, kmsKeyId);
    ctx.put(groupsTable, found.key, { ...group, kmsKeyId, sealing });
    return {};
  },
};

export const DisassociateKmsKey: Operation<DisassociateKmsKeyRequest, object, FoundGroup> = {
  target,
  permissions: (_, found) => [streamPermission('DisassociateKmsKey', found)],
  handle(_, ctx, found) {
    const { kmsKeyId, ...group } = existing(ctx, found);
    if (kmsKeyId === undefined) return {};
    ctx.put(groupsTable, found.key, { ...group, sealing: changed(group, ctx.now, undefined) });
    return {};
  },
};
