import type { CreateSecretRequest, CreateSecretResponse } from '@aws-sdk/client-secrets-manager';
import type { Context, Operation } from '../../operation';
import { secretQuotas } from '../../quotas/index';
import { creating as errors, leftOut, limitExceeded, values } from './errors';
import { defaultKeyId, validateKeyAccess } from './kms-calls';
import { keptKey } from './kms-keys';
import { findVersion, type FoundSecret } from './lookup';
import { checkName, newSecretArn } from './names';
import { grantToOwner, managed, ownerOf } from './owners';
import { kmsKeyKeys, requestKeys, requestTagKeys, secretPermission } from './permissions';
import { addReplicas, checkRegions, replicaKeys, shownStatus } from './replicas';
import { secretKey, secretsTable, storeKey, storesTable, type SecretRecord } from './state';
import { tagsFrom } from './tags';
import { hasValue, valueIn, type PlainValue } from './values';
import { makeVersion, putVersion, tokenOf } from './versions';

/** Where a new secret comes to be, and what is there already; the ARN is the new one's. */
function place(ctx: Context, Name: string): FoundSecret {
  checkName(Name);
  const { account } = ctx.caller;
  const key = secretKey(account, ctx.region, Name);
  const reference = { text: Name, name: Name, account, region: ctx.region };
  const arn = newSecretArn(ctx, account, Name);
  return { reference, arn, key, secret: ctx.get(secretsTable, key) };
}

export const CreateSecret: Operation<CreateSecretRequest, CreateSecretResponse, FoundSecret> = {
  target: ({ Name = '' }, ctx) => place(ctx, Name),
  permissions(input, found, ctx) {
    const { Name, Description, KmsKeyId, Tags = [], AddReplicaRegions = [] } = input;
    const asked: FoundSecret = { ...found, secret: undefined };
    const tagKeys = requestTagKeys(Tags);
    const replicas = replicaKeys(input);
    const resourceTags = Object.fromEntries(
      Tags.flatMap(({ Key = '', Value = '' }) => [
        [`aws:ResourceTag/${Key}`, Value],
        [`secretsmanager:ResourceTag/${Key}`, Value],
      ]),
    );
    const keys = { ...requestKeys({ Name, Description }), ...kmsKeyKeys(KmsKeyId), ...replicas };
    const all = { ...keys, ...tagKeys, ...resourceTags };
    return [
      secretPermission('CreateSecret', ctx, asked, all),
      ...(Tags.length === 0 ? [] : [secretPermission('TagResource', ctx, asked, tagKeys)]),
      ...(AddReplicaRegions.length === 0
        ? []
        : [secretPermission('ReplicateSecretToRegions', ctx, asked, replicas)]),
    ];
  },
  async handle(input, ctx, { key, arn, secret: before }) {
    const VersionId = tokenOf(ctx, input);
    if (input.Type !== undefined) throw leftOut('managed external secrets');
    const value = valueIn(input);
    if (before !== undefined) return sentAgain(ctx, key, before, VersionId, value);
    const { Name = '', Description, Tags, KmsKeyId, AddReplicaRegions = [] } = input;
    checkRegions(ctx, AddReplicaRegions);
    const owner = ownerOf(ctx, Name);
    let secret: SecretRecord = {
      ...{ Name, ARN: arn, number: count(ctx), CreatedDate: ctx.now, LastChangedDate: ctx.now },
      ...(Description === undefined || Description === '' ? {} : { Description }),
      ...{ ...keptKey(KmsKeyId), stages: {}, versions: 0 },
      ...(Tags === undefined && ctx.systemTags === undefined
        ? {}
        : { tags: { ...ctx.systemTags, ...tagsFrom(Tags ?? [], {}, owner) } }),
      ...(owner === undefined ? {} : { OwningService: owner }),
    };
    if (secret.KmsKeyId !== undefined) await validateKeyAccess(ctx, secret.KmsKeyId, arn);
    const made = value && (await makeVersion(ctx, key, secret, VersionId, value));
    if (made !== undefined) {
      ({ secret } = made);
      putVersion(ctx, key, made.version, secret);
    }
    if (owner !== undefined) {
      const ownerGrant = await grantToOwner(ctx, owner, arn, KmsKeyId ?? defaultKeyId);
      secret = managed(ctx, key, { ...secret, ownerGrant });
    }
    ctx.put(secretsTable, key, secret);
    const answer = { ARN: arn, Name, ...(value === undefined ? {} : { VersionId }) };
    if (AddReplicaRegions.length === 0) return answer;
    const replicas = await addReplicas(ctx, key, AddReplicaRegions, input);
    return { ...answer, ReplicationStatus: shownStatus(ctx, key, replicas) };
  },
};

/** Counts the account's secrets in the Region. Throws LimitExceededException. */
function count(ctx: Context): number {
  const key = storeKey(ctx.caller.account, ctx.region);
  if (ctx.size(secretsTable, `${key}|`) >= secretQuotas.secrets.value) throw limitExceeded();
  const store = ctx.get(storesTable, key) ?? { secrets: 0 };
  const secrets = store.secrets + 1;
  ctx.put(storesTable, key, { ...store, secrets });
  return secrets;
}

/** A request with the token and value of the secret that is there was only sent again. */
async function sentAgain(
  ctx: Context,
  key: string,
  secret: SecretRecord,
  VersionId: string,
  value: PlainValue | undefined,
): Promise<CreateSecretResponse> {
  const { ARN, Name } = secret;
  if (secret.DeletedDate !== undefined) throw errors.scheduledForDeletion();
  const version = findVersion(ctx, key, VersionId);
  if (version === undefined || value === undefined) throw errors.exists(Name);
  if (!(await hasValue(ctx, secret, version, value))) throw values.tokenInUse(VersionId, ARN);
  return { ARN, Name, VersionId };
}
