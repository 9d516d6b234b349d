import type {
  DeleteResourcePolicyRequest,
  DeleteResourcePolicyResponse,
  GetResourcePolicyRequest,
  GetResourcePolicyResponse,
  PutResourcePolicyRequest,
  PutResourcePolicyResponse,
  ValidateResourcePolicyRequest,
  ValidateResourcePolicyResponse,
} from '@aws-sdk/client-secrets-manager';
import { PolicySyntaxError, validatePolicy } from '../../iam/index';
import type { Context, Operation } from '../../operation';
import { principalIdsIn } from '../iam/principal-ids';
import { isPublic } from '../s3/public-policies';
import { policies as errors } from './errors';
import { changeable, existing, findSecret, requirePrimary, type FoundSecret } from './lookup';
import { policyOf, requestKeys, secretPermission } from './permissions';
import { follow } from './replicas';
import { secretsTable, without, type SecretRecord } from './state';

type Policy = Required<Pick<SecretRecord, 'policy' | 'policyIds'>>;

/**
 * A document that is to become the policy of a secret, with the unique ids of the users and roles it
 * names. Its length is the API model's matter. Throws MalformedPolicyDocumentException.
 */
function checked(document: string, ctx: Context): Policy {
  if (!isJson(document)) throw errors.invalidJson();
  try {
    const parsed = validatePolicy(document, 'resource');
    const policyIds = principalIdsIn(ctx, parsed, errors.unsupportedPrincipal);
    return { policy: { name: 'resource policy', document }, policyIds };
  } catch (error) {
    if (!(error instanceof PolicySyntaxError)) throw error;
    const isPrincipal = error.message.startsWith('Invalid principal');
    throw isPrincipal ? errors.unsupportedPrincipal() : errors.malformed(error.message);
  }
}

function isJson(document: string): boolean {
  try {
    const value: unknown = JSON.parse(document);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

const target = (input: { SecretId: string | undefined }, ctx: Context) => findSecret(ctx, input);

export const PutResourcePolicy: Operation<
  PutResourcePolicyRequest,
  PutResourcePolicyResponse,
  FoundSecret
> = {
  target,
  permissions: ({ BlockPublicPolicy }, found, ctx) => [
    secretPermission('PutResourcePolicy', ctx, found, requestKeys({ BlockPublicPolicy })),
  ],
  handle({ ResourcePolicy = '', BlockPublicPolicy }, ctx, found) {
    const { key, secret } = changeable(found);
    const made = checked(ResourcePolicy, ctx);
    if (BlockPublicPolicy === true && isPublic(made.policy)) throw errors.isPublic();
    ctx.put(secretsTable, key, { ...secret, ...made });
    follow(ctx, key);
    return { ARN: secret.ARN, Name: secret.Name };
  },
};

export const GetResourcePolicy: Operation<
  GetResourcePolicyRequest,
  GetResourcePolicyResponse,
  FoundSecret
> = {
  target,
  permissions: (_, found, ctx) => [secretPermission('GetResourcePolicy', ctx, found)],
  handle(_, ctx, found) {
    const { secret } = existing(found);
    requirePrimary(secret);
    const policy = policyOf(ctx, secret);
    const { ARN, Name } = secret;
    return { ARN, Name, ...(policy === undefined ? {} : { ResourcePolicy: policy.document }) };
  },
};

export const DeleteResourcePolicy: Operation<
  DeleteResourcePolicyRequest,
  DeleteResourcePolicyResponse,
  FoundSecret
> = {
  target,
  permissions: (_, found, ctx) => [secretPermission('DeleteResourcePolicy', ctx, found)],
  handle(_, ctx, found) {
    const { key, secret } = changeable(found);
    ctx.put(secretsTable, key, without(secret, 'policy', 'policyIds'));
    follow(ctx, key);
    return { ARN: secret.ARN, Name: secret.Name };
  },
};

export const ValidateResourcePolicy: Operation<
  ValidateResourcePolicyRequest,
  ValidateResourcePolicyResponse,
  FoundSecret | undefined
> = {
  target: ({ SecretId }, ctx) =>
    SecretId === undefined ? undefined : findSecret(ctx, { SecretId }),
  permissions: (_, found, ctx) =>
    found === undefined
      ? [{ action: 'secretsmanager:ValidateResourcePolicy', resource: '*' }]
      : [secretPermission('ValidateResourcePolicy', ctx, found)],
  handle({ ResourcePolicy = '' }, ctx, found) {
    if (found !== undefined) existing(found);
    const { policy } = checked(ResourcePolicy, ctx);
    if (!isPublic(policy)) return { PolicyValidationPassed: true, ValidationErrors: [] };
    // The name of AWS's check is not known here.
    const error = { CheckName: 'PUBLIC_POLICY', ErrorMessage: errors.isPublic().message };
    return { PolicyValidationPassed: false, ValidationErrors: [error] };
  },
};
