import type { PutParameterRequest, PutParameterResult } from '@aws-sdk/client-ssm';
import type { Context, Operation } from '../../operation';
import { checkDataType, isImageId } from './data-types';
import { putting as errors } from './errors';
import { changeEvent } from './events';
import { defaultKeyId } from './kms-calls';
import { limits } from './limits';
import { latestVersion, lookUp, type FoundParameter } from './lookup';
import { checkNewName } from './names';
import { assignPolicies, keepPolicies } from './parameter-policies';
import { parameterPermission, requestTagKeys } from './permissions';
import { readPolicies } from './policy-documents';
import { sealValue } from './secure-strings';
import { defaultTier } from './service-settings';
import { checkNotStale } from './stale-names';
import {
  parametersTable,
  versionKey,
  versionsTable,
  type ParameterRecord,
  type StoredTier,
  type VersionRecord,
} from './state';
import { tagsFrom } from './tags';
import { chooseTier, countParameter } from './tiers';
import { checkAllowedPattern, checkValue } from './values';

const encoder = new TextEncoder();

/** What stays as it was where an update does not say otherwise. */
type Kept = Pick<VersionRecord, 'AllowedPattern' | 'DataType' | 'Description'>;

function keptOf(input: PutParameterRequest, before: VersionRecord | undefined): Kept {
  const { Description = before?.Description, AllowedPattern = before?.AllowedPattern } = input;
  return {
    DataType: input.DataType ?? before?.DataType ?? 'text',
    ...(Description === undefined ? {} : { Description }),
    ...(AllowedPattern === undefined ? {} : { AllowedPattern }),
  };
}

/** The type of a parameter that is written. Throws where it is missing, or not the one it has. */
function typeOf({ Type }: PutParameterRequest, existing: ParameterRecord | undefined) {
  if (existing === undefined) {
    if (Type === undefined) throw errors.typeRequired();
    return Type;
  }
  if (Type !== undefined && Type !== existing.Type) throw errors.typeChanged();
  return existing.Type;
}

/** The oldest version that is kept beside a new one. Throws where a label holds what must go. */
function oldestAfter(parameter: ParameterRecord): number {
  const { Name, Version, oldest, labels = {} } = parameter;
  if (Version - oldest + 1 < limits.versions) return oldest;
  if (Object.values(labels).includes(oldest)) throw errors.oldestHasLabel(Name, oldest);
  return oldest + 1;
}

export const PutParameter: Operation<PutParameterRequest, PutParameterResult, FoundParameter> = {
  target: ({ Name = '' }, ctx) => lookUp(ctx, checkNewName(Name, ctx)),
  permissions({ Overwrite = false, Policies, Tags = [] }, found, ctx) {
    const tags = requestTagKeys(Tags);
    const put = parameterPermission('PutParameter', found, {
      ...tags,
      'ssm:Overwrite': String(Overwrite),
      'ssm:Policies': String(Policies !== undefined),
    });
    // CloudFormation User Guide, AWS::SSM::Parameter: it takes this permission for the stack's own tags.
    if (Tags.length === 0 && ctx.systemTags === undefined) return [put];
    return [put, parameterPermission('AddTagsToResource', found, tags)];
  },
  async handle(input, ctx, found) {
    const { Value = '', Overwrite = false, Tags = [] } = input;
    const { key, arn, reference, parameter: existing } = found;
    if (Overwrite && Tags.length > 0) throw errors.tagsAndOverwrite();
    if (existing !== undefined && !Overwrite) throw errors.exists();
    const Type = typeOf(input, existing);
    const before = existing && latestVersion(ctx, key, existing).version;
    const kept = keptOf(input, before);
    checkValue(Value);
    checkDataType(kept.DataType, Type, Value);
    checkAllowedPattern(kept.AllowedPattern ?? '', Value);
    const tags = existing?.tags ?? { ...ctx.systemTags, ...tagsFrom(Tags) };
    const assigned = input.Policies === undefined ? undefined : readPolicies(input.Policies);
    const Tier = chooseTier(ctx, {
      ...{ wanted: input.Tier ?? existing?.Tier ?? defaultTier(ctx), existing },
      hasPolicies: (assigned ?? before?.policies ?? []).length > 0,
      ...{ size: encoder.encode(Value).length, dataType: kept.DataType },
    });
    if (existing === undefined) checkNotStale(ctx, key);
    const Version = (existing?.Version ?? 0) + 1;
    const oldest = existing === undefined ? 1 : oldestAfter(existing);
    if (kept.DataType === 'aws:ec2:image' && !isImageId(Value)) return { Version, Tier };
    const KeyId = input.KeyId ?? defaultKeyId;
    const isSecure = Type === 'SecureString';
    const stored = isSecure ? await sealValue(ctx, { arn, KeyId, Tier, Value }) : Value;
    const policies =
      assigned === undefined
        ? keepPolicies(ctx, key, before?.policies ?? [])
        : assignPolicies(ctx, key, assigned, before?.policies);
    const version: VersionRecord = {
      Value: stored,
      ...{ Tier, ...kept, LastModifiedDate: ctx.now, LastModifiedUser: ctx.caller.arn },
      ...(isSecure ? { KeyId } : {}),
      ...(policies.length === 0 ? {} : { policies }),
    };
    const parameter: ParameterRecord = {
      ...(existing ?? { Name: reference.text, ARN: arn, Type }),
      ...{ Tier, Version, oldest, tags, ...advancedSince(ctx, Tier, existing) },
    };
    countParameter(ctx, reference, existing?.Tier, Tier);
    if (existing !== undefined && oldest > existing.oldest) {
      ctx.delete(versionsTable, versionKey(key, existing.oldest));
    }
    ctx.put(versionsTable, versionKey(key, Version), version);
    ctx.put(parametersTable, key, parameter);
    const operation = existing === undefined ? 'Create' : 'Update';
    changeEvent(ctx, reference, operation, parameter, kept.Description);
    return { Version, Tier };
  },
};

function advancedSince(ctx: Context, tier: StoredTier, existing: ParameterRecord | undefined) {
  return tier === 'Advanced' ? { advancedSince: existing?.advancedSince ?? ctx.now } : {};
}
