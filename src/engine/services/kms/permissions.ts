import type { Context as ConditionContext } from '../../iam/index';
import type { Permission } from '../../operation';
import { kmsResourceQuotas } from '../../quotas/index';
import { worksAcrossAccounts } from './cross-account';
import { allowingGrant, type AskedWith } from './grant-permission';
import type { GrantTerms } from './grant-state';
import { keyProperties } from './key-conditions';
import type { FoundKey } from './lookup';
import { isReplica } from './multi-region-set';
import { keyPolicyOf } from './principals';
import { keyAliasesTable, type KeyRecord } from './state';

const none: ConditionContext = {};

// `kms:ResourceAliases` is of no effect on a key that has more aliases than the default quota, also
// where the account's own is higher. Source: AWS KMS Developer Guide, "Access denied due to alias
// quota".
const { value: mostAliases } = kmsResourceQuotas.aliasesPerKey;

// Names only: what policies compare with is `alias/app`, without the ARN before it.
function aliasNames(ctx: Pick<AskedWith, 'range'>, key: KeyRecord): string[] {
  const prefix = `${key.Arn}|`;
  const aliases = ctx.range(keyAliasesTable, { prefix, limit: mostAliases + 1 });
  if (aliases.length > mostAliases) return [];
  return aliases.map(([name]) => name.slice(prefix.length));
}

/**
 * A permission on a key: its key policy decides first, IAM policies only as far as that lets them,
 * and a grant where neither allows; `wanted` is the grant that CreateGrant would create. `more` are
 * the condition keys of the operation, beside those every operation on a key has.
 * Condition keys: AWS KMS Developer Guide, "AWS KMS condition keys".
 */
export function keyPermission(
  action: string,
  found: FoundKey,
  ctx: AskedWith,
  more: ConditionContext = none,
  wanted?: GrantTerms,
): Permission {
  const { key, requestAlias, byCiphertext } = found;
  const { account, principal } = ctx.caller;
  const aliases = aliasNames(ctx, key);
  const caller = principal.type === 'Service' ? undefined : account;
  const context: Record<string, string | readonly string[]> = {
    ...keyProperties(key, caller),
    ...more,
  };
  if (key.MultiRegion) {
    context['kms:MultiRegionKeyType'] = isReplica(ctx, key) ? 'REPLICA' : 'PRIMARY';
  }
  if (ctx.viaService !== undefined) context['kms:ViaService'] = ctx.viaService;
  if (requestAlias !== undefined) context['kms:RequestAlias'] = requestAlias;
  if (aliases.length > 0) context['kms:ResourceAliases'] = aliases;
  const permission: { -readonly [Part in keyof Permission]: Permission[Part] } = {
    action,
    resource: key.Arn,
    resourceAccount: key.AWSAccountId,
    context,
    policies: { resource: keyPolicyOf(ctx, key), resourceRule: 'kms-key' },
  };
  if (byCiphertext === true) permission.unnamed = 'the resource associated with this ciphertext';
  if (key.KeyManager === 'AWS') permission.withoutRcps = true;
  if (caller !== undefined && caller !== key.AWSAccountId) {
    permission.ofOtherAccount = true;
    if (!worksAcrossAccounts(action)) {
      permission.policies = { resourceRule: 'kms-key' };
      return permission;
    }
  }
  const grant = allowingGrant(found, action, context, ctx, wanted);
  if (grant !== undefined) permission.policies = { ...permission.policies, grant };
  return permission;
}
