import type { Context as ConditionContext } from '../../iam/index';
import type { Context, Permission } from '../../operation';
import { allowingGrant, type AskedWith } from './grant-permission';
import type { GrantTerms } from './grant-state';
import type { FoundKey } from './lookup';
import { keyAliasesTable, type KeyRecord } from './state';

const none: ConditionContext = {};

// Names only: what policies compare with is `alias/app`, without the ARN before it.
function aliasNames(ctx: Pick<Context, 'range'>, key: KeyRecord): string[] {
  const prefix = `${key.Arn}|`;
  return ctx.range(keyAliasesTable, { prefix }).map(([name]) => name.slice(prefix.length));
}

/**
 * A permission on a key: its key policy decides first, IAM policies only as far as that lets them,
 * and a grant where neither allows; `wanted` is the grant that CreateGrant would create.
 * Condition keys: AWS KMS Developer Guide, "AWS KMS condition keys".
 */
export function keyPermission(
  action: string,
  found: FoundKey,
  ctx: AskedWith,
  more: ConditionContext = none,
  wanted?: GrantTerms,
): Permission {
  const { key, requestAlias } = found;
  const aliases = aliasNames(ctx, key);
  const context: Record<string, string | readonly string[]> = {
    'kms:CallerAccount': ctx.caller.account,
    'kms:KeySpec': key.KeySpec,
    'kms:KeyUsage': key.KeyUsage,
    'kms:KeyOrigin': key.Origin,
    'kms:MultiRegion': String(key.MultiRegion),
    ...more,
  };
  if (ctx.viaService !== undefined) context['kms:ViaService'] = ctx.viaService;
  if (requestAlias !== undefined) context['kms:RequestAlias'] = requestAlias;
  if (aliases.length > 0) context['kms:ResourceAliases'] = aliases;
  for (const name of Object.keys(key.tags)) {
    context[`aws:ResourceTag/${name}`] = key.tags[name] ?? '';
  }
  const grant = allowingGrant(found, action, context, ctx, wanted);
  return {
    action,
    resource: key.Arn,
    resourceAccount: key.AWSAccountId,
    context,
    policies:
      grant === undefined
        ? { resource: key.policy, resourceRule: 'kms-key' }
        : { resource: key.policy, resourceRule: 'kms-key', grant },
  };
}
