import type { UpdateSecretRequest, UpdateSecretResponse } from '@aws-sdk/client-secrets-manager';
import type { Context, Operation } from '../../operation';
import { leftOut } from './errors';
import { validateKeyAccess } from './kms-calls';
import { keptKey } from './kms-keys';
import { changeable, findSecret, findVersion, type FoundSecret } from './lookup';
import { kmsKeyKeys, requestKeys, secretPermission } from './permissions';
import { follow, followVersion } from './replicas';
import { currentChanged } from './rotation-runs';
import { secretsTable, versionKey, versionsTable, without, type SecretRecord } from './state';
import { reEncrypted, requireKeyOf, valueIn } from './values';
import { labels, makeVersion, putVersion, tokenOf } from './versions';

export const UpdateSecret: Operation<UpdateSecretRequest, UpdateSecretResponse, FoundSecret> = {
  target: (input, ctx) => findSecret(ctx, input),
  permissions: ({ Description, KmsKeyId }, found, ctx) => [
    secretPermission('UpdateSecret', ctx, found, {
      ...requestKeys({ Description }),
      ...kmsKeyKeys(KmsKeyId),
    }),
  ],
  async handle(input, ctx, found) {
    const VersionId = tokenOf(ctx, input);
    if (input.Type !== undefined) throw leftOut('managed external secrets');
    const there = changeable(found);
    const { key } = there;
    const { Description, KmsKeyId } = input;
    const value = valueIn(input);
    let { secret } = there;
    if (KmsKeyId !== undefined) secret = await withKey(ctx, key, secret, KmsKeyId);
    if (Description !== undefined) secret = { ...secret, Description };
    let made: Awaited<ReturnType<typeof makeVersion>>;
    if (value !== undefined) {
      requireKeyOf(ctx, secret);
      made = await makeVersion(ctx, key, secret, VersionId, value);
      if (made !== undefined) putVersion(ctx, key, made.version, made.secret);
    }
    ctx.put(secretsTable, key, { ...(made?.secret ?? secret), LastChangedDate: ctx.now });
    if (made !== undefined) currentChanged(ctx, key, there.secret);
    if (value === undefined) follow(ctx, key);
    else await followVersion(ctx, key, VersionId, value);
    const { ARN, Name } = secret;
    return { ARN, Name, ...(value === undefined ? {} : { VersionId }) };
  },
};

/** A secret under another KMS key: the labelled versions open by that one as well from now on. */
async function withKey(
  ctx: Context,
  key: string,
  before: SecretRecord,
  KmsKeyId: string,
): Promise<SecretRecord> {
  const secret: SecretRecord = { ...without(before, 'KmsKeyId'), ...keptKey(KmsKeyId) };
  if (secret.KmsKeyId === before.KmsKeyId) return secret;
  await validateKeyAccess(ctx, KmsKeyId, secret.ARN);
  const ids = [labels.current, labels.pending, labels.previous].map(
    (label) => secret.stages[label],
  );
  for (const id of new Set(ids)) {
    const version = id === undefined ? undefined : findVersion(ctx, key, id);
    if (version?.value === undefined) continue;
    const value = await reEncrypted(ctx, secret, version, version.value);
    ctx.put(versionsTable, versionKey(key, version.VersionId), { ...version, value });
  }
  return secret;
}
