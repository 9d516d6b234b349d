import type { CreateGrantRequest } from '@aws-sdk/client-kms';
import type { Context as ConditionContext } from '../../iam/index';
import type { Context } from '../../operation';
import { encryptionContextKeys } from './encryption-context';

/**
 * The condition key of operations on grants: whether an AWS service asks, for its customer.
 * Source: AWS KMS Developer Guide, "kms:GrantIsForAWSResource".
 */
export function grantKeys({ viaService }: Pick<Context, 'viaService'>): ConditionContext {
  return { 'kms:GrantIsForAWSResource': String(viaService !== undefined) };
}

/** The condition keys of CreateGrant. Source: AWS KMS Developer Guide, "AWS KMS condition keys". */
export function createGrantKeys(
  request: CreateGrantRequest,
  ctx: Pick<Context, 'viaService'>,
): ConditionContext {
  const { Operations = [], Constraints = {} } = request;
  const { EncryptionContextEquals, EncryptionContextSubset, SourceArn } = Constraints;
  const types = [
    ...(EncryptionContextEquals === undefined ? [] : ['EncryptionContextEquals']),
    ...(EncryptionContextSubset === undefined ? [] : ['EncryptionContextSubset']),
    ...(SourceArn === undefined ? [] : ['SourceArn']),
  ];
  const single: Readonly<Record<string, string | undefined>> = {
    'kms:GranteePrincipal': request.GranteePrincipal,
    'kms:GranteeServicePrincipal': request.GranteeServicePrincipal,
    'kms:RetiringPrincipal': request.RetiringPrincipal,
    'kms:RetiringServicePrincipal': request.RetiringServicePrincipal,
    'kms:GrantConstraintSourceArn': SourceArn,
  };
  const keys: Record<string, string | readonly string[]> = {
    ...grantKeys(ctx),
    ...encryptionContextKeys({ ...EncryptionContextSubset, ...EncryptionContextEquals }),
    'kms:GrantOperations': Operations,
    'kms:GrantConstraintType': types.length === 1 ? types[0]! : types,
  };
  for (const [name, value] of Object.entries(single)) {
    if (value !== undefined) keys[name] = value;
  }
  return keys;
}
