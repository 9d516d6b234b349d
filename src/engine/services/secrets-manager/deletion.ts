import type {
  DeleteSecretRequest,
  DeleteSecretResponse,
  RestoreSecretRequest,
  RestoreSecretResponse,
} from '@aws-sdk/client-secrets-manager';
import { parseArn } from '../../arn';
import type { Context, Operation } from '../../operation';
import { deleting as errors, markedForDeletion, secretNotFound } from './errors';
import { limits } from './limits';
import { existing, findSecret, requirePrimary, versionsOf, type FoundSecret } from './lookup';
import { requestKeys, secretPermission } from './permissions';
import { deletionTimer, removeSecret } from './removal';
import { secretsTable, without, type SecretRecord } from './state';

const day = 24 * 60 * 60 * 1000;

const { recoveryWindow } = limits;

/** When a request wants a secret gone. Throws InvalidParameterException. */
function deletionDate(
  { RecoveryWindowInDays: days, ForceDeleteWithoutRecovery }: DeleteSecretRequest,
  now: number,
): number {
  const isForced = ForceDeleteWithoutRecovery === true;
  if (days !== undefined && (days < recoveryWindow.least || days > recoveryWindow.most)) {
    throw errors.window();
  }
  if (days !== undefined && isForced) throw errors.both();
  return isForced ? now : now + (days ?? recoveryWindow.usual) * day;
}

export const DeleteSecret: Operation<DeleteSecretRequest, DeleteSecretResponse, FoundSecret> = {
  target: (input, ctx) => findSecret(ctx, input),
  permissions: ({ RecoveryWindowInDays, ForceDeleteWithoutRecovery }, found, ctx) => [
    secretPermission('DeleteSecret', ctx, found, {
      ...requestKeys({ RecoveryWindowInDays, ForceDeleteWithoutRecovery }),
    }),
  ],
  handle(input, ctx, found) {
    const at = deletionDate(input, ctx.now);
    const DeletionDate = new Date(at);
    const isForced = input.ForceDeleteWithoutRecovery === true;
    // A forced deletion can be asked for again: also of what is gone already.
    if (isForced && found.secret === undefined) {
      return { ARN: found.arn, Name: found.reference.name, DeletionDate };
    }
    const { key, secret } = existing(found);
    requirePrimary(secret);
    const regions = Object.keys(secret.replicas ?? {});
    if (regions.length > 0) throw errors.hasReplicas(secret.ARN, regions);
    const { ARN, Name } = secret;
    if (isForced) {
      removeSecret(ctx, key, secret);
      return { ARN, Name, DeletionDate };
    }
    if (secret.DeletedDate !== undefined) throw markedForDeletion();
    versionEvents(ctx, key, secret, 'StartSecretVersionDelete');
    ctx.setTimer({ id: deletionTimer(ARN), at, kind: 'deletion', payload: { key } });
    ctx.put(secretsTable, key, { ...secret, DeletedDate: at });
    return { ARN, Name, DeletionDate };
  },
};

export const RestoreSecret: Operation<RestoreSecretRequest, RestoreSecretResponse, FoundSecret> = {
  target: (input, ctx) => findSecret(ctx, input),
  permissions: (_, found, ctx) => [secretPermission('RestoreSecret', ctx, found)],
  handle(_, ctx, found) {
    const { key, secret } = existing(found);
    requirePrimary(secret);
    const { ARN, Name, DeletedDate } = secret;
    if (DeletedDate !== undefined) {
      ctx.cancelTimer(deletionTimer(ARN));
      versionEvents(ctx, key, secret, 'CancelSecretVersionDelete');
      ctx.put(secretsTable, key, without(secret, 'DeletedDate'));
    }
    return { ARN, Name };
  },
};

/** The timer of a secret that waits for its deletion: it is gone. */
export function deletion({ key }: { readonly key: string }, ctx: Context): void {
  const secret = ctx.get(secretsTable, key);
  if (secret === undefined) throw secretNotFound();
  versionEvents(ctx, key, secret, 'EndSecretVersionDelete');
  removeSecret(ctx, key, secret);
}

/**
 * Puts into the audit trail what becomes of each version. Source: Secrets Manager User Guide, "Log
 * entries for deletion".
 */
function versionEvents(
  ctx: Context,
  key: string,
  { ARN }: SecretRecord,
  eventName: 'StartSecretVersionDelete' | 'CancelSecretVersionDelete' | 'EndSecretVersionDelete',
): void {
  const { account = '' } = parseArn(ARN) ?? {};
  for (const { VersionId } of versionsOf(ctx, key)) {
    const additionalEventData = { SecretId: ARN, SecretVersionId: VersionId };
    ctx.serviceEvent({ eventName, account, additionalEventData });
  }
}
