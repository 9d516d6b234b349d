import type {
  DescribeSecretRequest,
  DescribeSecretResponse,
  SecretListEntry,
} from '@aws-sdk/client-secrets-manager';
import type { Context, Operation } from '../../operation';
import { existing, findSecret, labelsOf, type FoundSecret } from './lookup';
import { secretPermission } from './permissions';
import { shownStatus } from './replicas';
import type { SecretRecord } from './state';
import { shownTags } from './tags';

/** What DescribeSecret and ListSecrets both tell of a secret. */
export function described(secret: SecretRecord): Omit<SecretListEntry, 'SecretVersionsToStages'> {
  const { ARN, Name, Description, KmsKeyId, tags, PrimaryRegion } = secret;
  return {
    ...{ ARN, Name },
    ...(Description === undefined ? {} : { Description }),
    ...(KmsKeyId === undefined ? {} : { KmsKeyId }),
    ...shownRotation(secret),
    LastChangedDate: new Date(secret.LastChangedDate),
    ...dates(secret),
    ...(tags === undefined ? {} : { Tags: shownTags(tags) }),
    CreatedDate: new Date(secret.CreatedDate),
    ...(PrimaryRegion === undefined ? {} : { PrimaryRegion }),
  };
}

function shownRotation({ rotation, OwningService }: SecretRecord) {
  const owner = OwningService === undefined ? {} : { OwningService };
  if (rotation === undefined) return owner;
  const { enabled, lambda, rules, last, next } = rotation;
  return {
    ...owner,
    RotationEnabled: enabled,
    ...(lambda === undefined ? {} : { RotationLambdaARN: lambda }),
    ...(rules === undefined ? {} : { RotationRules: rules }),
    ...(last === undefined ? {} : { LastRotatedDate: new Date(last) }),
    // The latest time of the next rotation: the last second of its window.
    ...(next === undefined || !enabled ? {} : { NextRotationDate: new Date(next.end - 1000) }),
  };
}

function dates({ LastAccessedDate, DeletedDate }: SecretRecord) {
  return {
    ...(LastAccessedDate === undefined ? {} : { LastAccessedDate: new Date(LastAccessedDate) }),
    ...(DeletedDate === undefined ? {} : { DeletedDate: new Date(DeletedDate) }),
  };
}

/** The labelled versions with their labels; undefined where there are none. */
export function versionsToStages(secret: SecretRecord): Record<string, string[]> | undefined {
  const ids = new Set(Object.values(secret.stages));
  if (ids.size === 0) return undefined;
  return Object.fromEntries([...ids].map((id) => [id, labelsOf(secret, id)]));
}

export const DescribeSecret: Operation<DescribeSecretRequest, DescribeSecretResponse, FoundSecret> =
  {
    target: (input, ctx) => findSecret(ctx, input),
    permissions: (_, found, ctx) => [secretPermission('DescribeSecret', ctx, found)],
    handle: (_, ctx, found) => whole(ctx, found),
  };

function whole(ctx: Context, found: FoundSecret): DescribeSecretResponse {
  const { key, secret } = existing(found);
  const { replicas } = secret;
  const VersionIdsToStages = versionsToStages(secret);
  return {
    ...described(secret),
    ...(VersionIdsToStages === undefined ? {} : { VersionIdsToStages }),
    ...(replicas === undefined ? {} : { ReplicationStatus: shownStatus(ctx, key, replicas) }),
  };
}
