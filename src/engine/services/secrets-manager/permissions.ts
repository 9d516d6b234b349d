import type { Tag } from '@aws-sdk/client-secrets-manager';
import { parseArn } from '../../arn';
import type { Context as ConditionContext, NamedPolicy } from '../../iam/index';
import type { Context, Permission } from '../../operation';
import type { Reader } from '../../tables';
import { withPrincipalIds } from '../iam/principal-ids';
import type { FoundSecret } from './lookup';
import { ownersPolicy } from './owner-policies';
import type { SecretRecord } from './state';

/**
 * A permission on a secret, whether it exists or not. Source: Service Authorization Reference,
 * "Actions, resources, and condition keys for AWS Secrets Manager" (read 2026-11).
 */
export function secretPermission(
  action: string,
  ctx: Pick<Context, 'get' | 'caller'>,
  { arn, secret, reference }: FoundSecret,
  more: ConditionContext = {},
): Permission {
  const permission: { -readonly [Part in keyof Permission]: Permission[Part] } = {
    action: `secretsmanager:${action}`,
    resource: arn,
    resourceAccount: reference.account,
    context: { 'secretsmanager:SecretId': arn, ...secretKeys(secret), ...more },
  };
  const policy = secret && (ofOwner(ctx, secret) ?? policyOf(ctx, secret));
  if (policy !== undefined) permission.policies = { resource: policy };
  // AWS speaks of a secret that is not there as the request did.
  if (secret === undefined) permission.shownAs = reference.text;
  return permission;
}

/** What lets the service that manages a secret use it. */
function ofOwner(
  { caller }: Pick<Context, 'caller'>,
  { OwningService }: SecretRecord,
): NamedPolicy | undefined {
  const isService = OwningService !== undefined && caller.principal.type === 'Service';
  return isService ? ownersPolicy(OwningService) : undefined;
}

/** What policies may ask of a secret that exists. */
function secretKeys(secret: SecretRecord | undefined): ConditionContext {
  if (secret === undefined) return {};
  const { ARN, PrimaryRegion = parseArn(ARN)?.region ?? '', tags = {}, rotation } = secret;
  const keys: Record<string, string> = { 'secretsmanager:SecretPrimaryRegion': PrimaryRegion };
  const { lambda } = rotation ?? {};
  if (lambda !== undefined) keys['secretsmanager:resource/AllowRotationLambdaArn'] = lambda;
  for (const [name, value] of Object.entries(tags)) {
    keys[`aws:ResourceTag/${name}`] = value;
    keys[`secretsmanager:ResourceTag/${name}`] = value;
  }
  return keys;
}

/** A secret's resource policy as things stand: deleted users and roles are in it by their ids. */
export function policyOf(
  reader: Pick<Reader, 'get'>,
  { policy, policyIds = {} }: SecretRecord,
): NamedPolicy | undefined {
  return policy && withPrincipalIds(reader, policy, policyIds);
}

/** The condition keys of the tags in a request. */
export function requestTagKeys(tags: readonly Tag[] = []): ConditionContext {
  if (tags.length === 0) return {};
  const keys: Record<string, string | readonly string[]> = {
    'aws:TagKeys': tags.map(({ Key = '' }) => Key),
  };
  for (const { Key = '', Value = '' } of tags) keys[`aws:RequestTag/${Key}`] = Value;
  return keys;
}

/** Condition keys of what a request says, as text; what it does not say has none. */
export function requestKeys(
  said: Readonly<Record<string, string | number | boolean | undefined>>,
): ConditionContext {
  const keys: Record<string, string> = {};
  for (const [name, value] of Object.entries(said)) {
    if (value !== undefined) keys[`secretsmanager:${name}`] = String(value);
  }
  return keys;
}

/** The condition keys of a KMS key in a request. */
export function kmsKeyKeys(KmsKeyId: string | undefined): ConditionContext {
  const isKeyArn = KmsKeyId?.startsWith('arn:') === true && KmsKeyId.includes(':key/');
  return requestKeys({ KmsKeyId, KmsKeyArn: isKeyArn ? KmsKeyId : undefined });
}
