import type {
  ListSecretVersionIdsRequest,
  ListSecretVersionIdsResponse,
  SecretVersionsListEntry,
} from '@aws-sdk/client-secrets-manager';
import type { Operation } from '../../operation';
import { existing, findSecret, labelsOf, versionsOf, type FoundSecret } from './lookup';
import { pageOf } from './paging';
import { secretPermission } from './permissions';
import type { SecretRecord, VersionRecord } from './state';

/** What stands for the AWS managed key where keys are listed (recorded against AWS). */
const defaultKeyName = 'DefaultEncryptionKey';

function shown(secret: SecretRecord, version: VersionRecord): SecretVersionsListEntry {
  const { VersionId, CreatedDate, LastAccessedDate, value } = version;
  const stages = labelsOf(secret, VersionId);
  return {
    VersionId,
    ...(stages.length === 0 ? {} : { VersionStages: stages }),
    ...(LastAccessedDate === undefined ? {} : { LastAccessedDate: new Date(LastAccessedDate) }),
    CreatedDate: new Date(CreatedDate),
    ...(value === undefined
      ? {}
      : { KmsKeyIds: value.keys.map(({ KmsKeyId }) => KmsKeyId ?? defaultKeyName) }),
  };
}

export const ListSecretVersionIds: Operation<
  ListSecretVersionIdsRequest,
  ListSecretVersionIdsResponse,
  FoundSecret
> = {
  target: (input, ctx) => findSecret(ctx, input),
  permissions: (_, found, ctx) => [secretPermission('ListSecretVersionIds', ctx, found)],
  handle(input, ctx, found) {
    const { key, secret } = existing(found);
    const all = versionsOf(ctx, key)
      .map((version) => shown(secret, version))
      .filter(
        ({ VersionStages }) => VersionStages !== undefined || input.IncludeDeprecated === true,
      );
    const { items, ...more } = pageOf(all, input);
    return { Versions: items, ...more, ARN: secret.ARN, Name: secret.Name };
  },
};
