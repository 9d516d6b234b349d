import type {
  CreateKeyRequest,
  CreateKeyResponse,
  CustomerMasterKeySpec,
  DescribeKeyRequest,
  DescribeKeyResponse,
  KeyMetadata,
  ListKeysRequest,
  ListKeysResponse,
} from '@aws-sdk/client-kms';
import { parseArn } from '../../arn';
import { startMachine } from '../../machines';
import { toHex } from '../../random';
import type { Context, Operation, Permission } from '../../operation';
import { incompatibleUsage, keyUsageRequired, unsupported } from './errors';
import { keyLifecycle } from './key-lifecycle.machine';
import { generateKeyMaterial, requireKeySpec } from './key-material';
import { checkKeyPolicy, defaultKeyPolicy } from './key-policies';
import { algorithmLists } from './key-specs';
import { findKey, type FoundKey } from './lookup';
import { page } from './paging';
import { keyPermission } from './permissions';
import { keyArn, keysTable, type KeyRecord } from './state';
import { tagsFrom } from './tags';

/** A key as DescribeKey and CreateKey show it. */
function metadata(key: KeyRecord): KeyMetadata {
  const { AWSAccountId, KeyId, Arn, Description, KeyUsage, KeyState, Origin, KeyManager } = key;
  const { KeySpec, MultiRegion } = key;
  const Region = parseArn(Arn)?.region ?? '';
  return {
    ...{ AWSAccountId, KeyId, Arn, CreationDate: new Date(key.CreationDate) },
    ...{ Enabled: KeyState === 'Enabled', Description, KeyUsage, KeyState, Origin, KeyManager },
    // The old member has the same values; the SDK's type only lists those of its time.
    CustomerMasterKeySpec: KeySpec as CustomerMasterKeySpec,
    ...{ KeySpec, MultiRegion, ...algorithmLists(key) },
    ...(MultiRegion
      ? {
          MultiRegionConfiguration: {
            MultiRegionKeyType: 'PRIMARY' as const,
            PrimaryKey: { Arn, Region },
            ReplicaKeys: [],
          },
        }
      : {}),
  };
}

function newKeyId(ctx: Context, multiRegion: boolean): string {
  return multiRegion ? `mrk-${toHex(ctx.random.bytes(16))}` : ctx.random.uuid();
}

export const CreateKey: Operation<CreateKeyRequest, CreateKeyResponse> = {
  permissions({ Tags = [] }) {
    const create: Permission = { action: 'kms:CreateKey', resource: '*' };
    return Tags.length === 0 ? [create] : [create, { action: 'kms:TagResource', resource: '*' }];
  },
  async handle(input, ctx) {
    const { Description = '', MultiRegion = false, Origin = 'AWS_KMS', Tags = [] } = input;
    const KeySpec = input.KeySpec ?? input.CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT';
    const facts = requireKeySpec(KeySpec);
    if (Origin !== 'AWS_KMS') throw unsupported(`This model has no keys of origin ${Origin} yet.`);
    const KeyUsage = input.KeyUsage ?? facts.defaultUsage;
    if (KeyUsage === undefined) throw keyUsageRequired();
    if (facts.usages[KeyUsage] === undefined) throw incompatibleUsage(KeyUsage, KeySpec);
    const tags = tagsFrom(Tags);
    const policy =
      input.Policy === undefined
        ? defaultKeyPolicy(ctx.caller.account)
        : checkKeyPolicy(input.Policy, input.BypassPolicyLockoutSafetyCheck, ctx);
    const KeyId = newKeyId(ctx, MultiRegion);
    const key: KeyRecord = {
      ...{ KeyId, Description, KeySpec, KeyUsage, MultiRegion, Origin, policy, tags },
      Arn: keyArn(ctx.region, ctx.caller.account, KeyId),
      AWSAccountId: ctx.caller.account,
      CreationDate: ctx.now,
      KeyManager: 'CUSTOMER',
      KeyState: startMachine(keyLifecycle).state as KeyRecord['KeyState'],
      material: await generateKeyMaterial(KeySpec, KeyId, ctx.random),
    };
    ctx.put(keysTable, key.Arn, key);
    return { KeyMetadata: metadata(key) };
  },
};

export const DescribeKey: Operation<DescribeKeyRequest, DescribeKeyResponse, FoundKey> = {
  target: ({ KeyId = '', GrantTokens }, ctx) => findKey(ctx, KeyId, GrantTokens),
  permissions: (_, found, ctx) => [keyPermission('kms:DescribeKey', found, ctx)],
  handle: (_, __, { key }) => ({ KeyMetadata: metadata(key) }),
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
