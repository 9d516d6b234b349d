import type {
  RemoveRegionsFromReplicationRequest,
  RemoveRegionsFromReplicationResponse,
  ReplicateSecretToRegionsRequest,
  ReplicateSecretToRegionsResponse,
  StopReplicationToReplicaRequest,
  StopReplicationToReplicaResponse,
} from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../operation';
import { replication as errors } from './errors';
import { changeable, existing, findSecret, inUse, isReplica, type FoundSecret } from './lookup';
import { arnIn } from './names';
import { secretPermission } from './permissions';
import { removeSecret } from './removal';
import { addReplicas, checkRegions, keyIn, replicaKeys, shownStatus } from './replicas';
import { secretsTable, without, type SecretRecord } from './state';

/** A secret with these replicas; with none it is as if it never had any. */
function withReplicas(
  secret: SecretRecord,
  replicas: NonNullable<SecretRecord['replicas']>,
): SecretRecord {
  if (Object.keys(replicas).length === 0) return without(secret, 'replicas', 'PrimaryRegion');
  return { ...secret, replicas };
}

export const ReplicateSecretToRegions: Operation<
  ReplicateSecretToRegionsRequest,
  ReplicateSecretToRegionsResponse,
  FoundSecret
> = {
  target: (input, ctx) => findSecret(ctx, input),
  permissions: (input, found, ctx) => [
    secretPermission('ReplicateSecretToRegions', ctx, found, replicaKeys(input)),
  ],
  async handle(input, ctx, found) {
    const { key, secret } = changeable(found);
    const { AddReplicaRegions = [] } = input;
    checkRegions(ctx, AddReplicaRegions);
    const replicas = await addReplicas(ctx, key, AddReplicaRegions, input);
    return { ARN: secret.ARN, ReplicationStatus: shownStatus(ctx, key, replicas) };
  },
};

export const RemoveRegionsFromReplication: Operation<
  RemoveRegionsFromReplicationRequest,
  RemoveRegionsFromReplicationResponse,
  FoundSecret
> = {
  target: (input, ctx) => findSecret(ctx, input),
  permissions: (_, found, ctx) => [secretPermission('RemoveRegionsFromReplication', ctx, found)],
  handle({ RemoveReplicaRegions = [] }, ctx, found) {
    const { key, secret } = changeable(found);
    const { replicas = {} } = secret;
    for (const region of RemoveReplicaRegions) {
      const replica = ctx.get(secretsTable, keyIn(region, key));
      // A secret that was in the replica's way is another one.
      if (replica?.ARN !== arnIn(region, secret.ARN)) continue;
      removeSecret(ctx, keyIn(region, key), replica);
    }
    const left = without(replicas, ...RemoveReplicaRegions);
    ctx.put(secretsTable, key, withReplicas(secret, left));
    return { ARN: secret.ARN, ReplicationStatus: shownStatus(ctx, key, left) };
  },
};

export const StopReplicationToReplica: Operation<
  StopReplicationToReplicaRequest,
  StopReplicationToReplicaResponse,
  FoundSecret
> = {
  target: (input, ctx) => findSecret(ctx, input),
  permissions: (_, found, ctx) => [secretPermission('StopReplicationToReplica', ctx, found)],
  handle(_, ctx, found) {
    const { secret: replica, key } = existing(found);
    const home = replica.PrimaryRegion;
    if (home === undefined || !isReplica(replica)) throw errors.notAReplica();
    inUse(found);
    ctx.put(secretsTable, key, without(replica, 'PrimaryRegion'));
    const primaryKey = keyIn(home, key);
    const primary = ctx.get(secretsTable, primaryKey);
    if (primary?.replicas !== undefined) {
      const left = without(primary.replicas, ctx.region);
      ctx.put(secretsTable, primaryKey, withReplicas(primary, left));
    }
    return { ARN: replica.ARN };
  },
};
