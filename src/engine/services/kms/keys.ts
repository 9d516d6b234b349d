import type {
  CreateKeyRequest,
  CreateKeyResponse,
  DescribeKeyRequest,
  DescribeKeyResponse,
  ListKeysRequest,
  ListKeysResponse,
  OriginType,
} from '@aws-sdk/client-kms';
import { toHex } from '../../random';
import type { Context, Operation, Permission } from '../../operation';
import { ensureAwsManagedKey } from './aws-managed-keys';
import { incompatibleUsage, keyUsageRequired } from './errors';
import { customKeyStores } from './custom-key-store-errors';
import { importing } from './import-errors';
import { generateKeyMaterial, requireKeySpec } from './key-material';
import { keyMetadata } from './key-metadata';
import { createKeyKeys } from './key-conditions';
import { checkKeyPolicy } from './key-policies';
import { defaultKeyPolicy } from './key-policy-documents';
import { beginLife } from './lifecycle';
import { findKey, type FoundKey } from './lookup';
import { page } from './paging';
import { keyPermission } from './permissions';
import { requireRoomForKey } from './resource-quotas';
import { keyArn, keysTable, multiRegionId, multiRegionTable, type KeyRecord } from './state';
import { tagsFrom } from './tags';
import { isImportable } from './wrapping-algorithms';

function newKeyId(ctx: Context, multiRegion: boolean): string {
  return multiRegion ? `mrk-${toHex(ctx.random.bytes(16))}` : ctx.random.uuid();
}

/** Throws what AWS answers when material of a key's spec cannot come from where it is to come from. */
function requireOrigin(
  origin: OriginType,
  { CustomKeyStoreId, XksKeyId, ...input }: CreateKeyRequest,
) {
  if (origin === 'AWS_CLOUDHSM' || origin === 'EXTERNAL_KEY_STORE') {
    if (CustomKeyStoreId === undefined) throw customKeyStores.missing('CustomKeyStoreId', origin);
    if (origin === 'EXTERNAL_KEY_STORE' && XksKeyId === undefined) {
      throw customKeyStores.missing('XksKeyId', origin);
    }
    throw customKeyStores.notFound();
  }
  if (CustomKeyStoreId !== undefined) throw customKeyStores.withOrigin('CustomKeyStoreId', origin);
  if (XksKeyId !== undefined) throw customKeyStores.withOrigin('XksKeyId', origin);
  if (origin === 'EXTERNAL' && !isImportable(keySpecOf(input))) {
    throw importing.notImportable(keySpecOf(input));
  }
}

const keySpecOf = ({ KeySpec, CustomerMasterKeySpec }: CreateKeyRequest) =>
  KeySpec ?? CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT';

export const CreateKey: Operation<CreateKeyRequest, CreateKeyResponse> = {
  permissions(input, _, ctx) {
    const asked = { resource: '*', context: createKeyKeys(input, ctx.caller) };
    const create: Permission = { action: 'kms:CreateKey', ...asked };
    const isTagged = input.Tags !== undefined && input.Tags.length > 0;
    return isTagged ? [create, { action: 'kms:TagResource', ...asked }] : [create];
  },
  async handle(input, ctx) {
    const { Description = '', MultiRegion = false, Origin = 'AWS_KMS', Tags = [] } = input;
    const KeySpec = keySpecOf(input);
    const facts = requireKeySpec(KeySpec);
    requireOrigin(Origin, input);
    const KeyUsage = input.KeyUsage ?? facts.defaultUsage;
    if (KeyUsage === undefined) throw keyUsageRequired();
    if (facts.usages[KeyUsage] === undefined) throw incompatibleUsage(KeyUsage, KeySpec);
    const tags = tagsFrom(Tags);
    const keyPolicy =
      input.Policy === undefined
        ? { policy: defaultKeyPolicy(ctx.caller.account) }
        : checkKeyPolicy(
            ...([input.Policy, input.BypassPolicyLockoutSafetyCheck, ctx] as const),
            createKeyKeys(input, ctx.caller),
          );
    requireRoomForKey(ctx, ctx.region);
    const awaitsImport = Origin === 'EXTERNAL';
    const KeyId = newKeyId(ctx, MultiRegion);
    const Arn = keyArn(ctx.region, ctx.caller.account, KeyId);
    const key: KeyRecord = {
      ...{ Arn, KeyId, Description, KeySpec, KeyUsage, MultiRegion, Origin, tags, ...keyPolicy },
      AWSAccountId: ctx.caller.account,
      CreationDate: ctx.now,
      KeyManager: 'CUSTOMER',
      ...beginLife(ctx, Arn, { type: 'CreateKey', awaitsImport }),
      ...(awaitsImport ? {} : { material: await generateKeyMaterial(KeySpec, KeyId, ctx.random) }),
    };
    ctx.put(keysTable, key.Arn, key);
    if (MultiRegion) {
      ctx.put(multiRegionTable, multiRegionId(key), {
        ...{ state: 'PrimaryOnly', PrimaryRegion: ctx.region, ReplicaRegions: [] },
      });
    }
    return { KeyMetadata: keyMetadata(ctx, key) };
  },
};

export const DescribeKey: Operation<DescribeKeyRequest, DescribeKeyResponse, FoundKey> = {
  target({ KeyId = '', GrantTokens }, ctx) {
    ensureAwsManagedKey(ctx, KeyId);
    return findKey(ctx, KeyId, GrantTokens);
  },
  permissions: (_, found, ctx) => [keyPermission('kms:DescribeKey', found, ctx)],
  handle: (_, ctx, { key }) => ({ KeyMetadata: keyMetadata(ctx, key) }),
};

/** Page size of ListKeys where the request names none. Source: AWS KMS API Reference, ListKeys. */
const defaultLimit = 100;

export const ListKeys: Operation<ListKeysRequest, ListKeysResponse> = {
  handle({ Limit = defaultLimit, Marker }, ctx) {
    const prefix = keyArn(ctx.region, ctx.caller.account, '');
    const { rows, ...more } = page(ctx, keysTable, prefix, Limit, Marker);
    return { Keys: rows.map(({ KeyId, Arn }) => ({ KeyId, KeyArn: Arn })), ...more };
  },
};
