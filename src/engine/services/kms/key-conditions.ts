import type { CreateKeyRequest, Tag } from '@aws-sdk/client-kms';
import type { Context as ConditionContext } from '../../iam/index';
import { keySpecs } from './key-specs';
import type { KeyRecord } from './state';

type Keys = Record<string, string | readonly string[]>;

// A record is replaced when anything about its key changes, and asked about at each request, by
// the same account most of the time.
const known = new WeakMap<KeyRecord, { caller: string | undefined; keys: ConditionContext }>();

/**
 * The condition keys that tell of a key and who asks, whatever is asked of it: `caller` is the
 * account, absent for a service that acts in its own name. Source: AWS KMS Developer Guide,
 * "AWS KMS condition keys" and "AWS global condition keys".
 */
export function keyProperties(key: KeyRecord, caller: string | undefined): ConditionContext {
  let properties = known.get(key);
  if (properties === undefined || properties.caller !== caller) {
    known.set(key, (properties = { caller, keys: propertiesOf(key, caller) }));
  }
  return properties.keys;
}

function propertiesOf(
  { KeySpec, KeyUsage, Origin, MultiRegion, tags }: KeyRecord,
  caller: string | undefined,
): ConditionContext {
  const keys: Keys = specKeys(KeySpec, KeyUsage);
  if (caller !== undefined) keys['kms:CallerAccount'] = caller;
  keys['kms:KeyOrigin'] = Origin;
  keys['kms:MultiRegion'] = String(MultiRegion);
  for (const [name, value] of Object.entries(tags)) keys[`aws:ResourceTag/${name}`] = value;
  return keys;
}

/** The two names of each: the old ones are deprecated, and still work. */
function specKeys(KeySpec: string, KeyUsage: string | undefined): Keys {
  const keys: Keys = { 'kms:KeySpec': KeySpec, 'kms:CustomerMasterKeySpec': KeySpec };
  if (KeyUsage === undefined) return keys;
  return { ...keys, 'kms:KeyUsage': KeyUsage, 'kms:CustomerMasterKeyUsage': KeyUsage };
}

/** The condition keys of the tags in a request. Source: AWS KMS Developer Guide, "ABAC for AWS KMS". */
export function requestTagKeys(tags: readonly Tag[] | undefined): ConditionContext {
  if (tags === undefined || tags.length === 0) return {};
  const keys: Keys = { 'aws:TagKeys': tags.map(({ TagKey = '' }) => TagKey) };
  for (const { TagKey = '', TagValue = '' } of tags) keys[`aws:RequestTag/${TagKey}`] = TagValue;
  return keys;
}

/** What a request to create a key says of it, where policies may want to know. */
export function createKeyKeys(
  request: CreateKeyRequest,
  caller: { readonly account: string },
): ConditionContext {
  const { MultiRegion = false, Origin = 'AWS_KMS', Tags } = request;
  const KeySpec = request.KeySpec ?? request.CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT';
  return {
    ...specKeys(KeySpec, request.KeyUsage ?? keySpecs[KeySpec]?.defaultUsage),
    ...bypassKeys(request),
    ...requestTagKeys(Tags),
    'kms:CallerAccount': caller.account,
    'kms:KeyOrigin': Origin,
    'kms:MultiRegion': String(MultiRegion),
    ...(MultiRegion ? { 'kms:MultiRegionKeyType': 'PRIMARY' } : {}),
  };
}

/**
 * Present only where the request has the parameter: policies test that with Null. Source: AWS KMS
 * Developer Guide, "kms:BypassPolicyLockoutSafetyCheck".
 */
export function bypassKeys(request: {
  readonly BypassPolicyLockoutSafetyCheck?: boolean | undefined;
}): ConditionContext {
  const { BypassPolicyLockoutSafetyCheck: bypass } = request;
  return bypass === undefined ? {} : { 'kms:BypassPolicyLockoutSafetyCheck': String(bypass) };
}
