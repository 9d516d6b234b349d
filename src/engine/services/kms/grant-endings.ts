import type { RetireGrantRequest, RevokeGrantRequest } from '@aws-sdk/client-kms';
import type { Context, Operation, Permission } from '../../operation';
import { encryptionContextKeys } from './encryption-context';
import { dryRun } from './errors';
import { grants as errors, invalidGrantToken } from './grant-errors';
import { grantKeys } from './grant-conditions';
import { endGrant, indexName } from './grant-index';
import { granteeNames, isSamePrincipal } from './grant-permission';
import { checkGrantId } from './grant-principals';
import {
  grantKey,
  grantsTable,
  grantTokensTable,
  type GrantPrincipal,
  type GrantRecord,
} from './grant-state';
import { requireKeyState } from './key-state-table';
import { findKeyByIdOrArn, type FoundKey } from './lookup';
import { keyPermission } from './permissions';

interface GrantTarget {
  readonly found: FoundKey;
  readonly grant: GrantRecord;
}

function findGrant(ctx: Context, key: FoundKey['key'], GrantId: string): GrantRecord {
  checkGrantId(GrantId);
  const grant = ctx.get(grantsTable, grantKey(key.Arn, GrantId));
  if (grant === undefined) throw errors.notFound(GrantId);
  return grant;
}

export const RevokeGrant: Operation<RevokeGrantRequest, void, FoundKey> = {
  target: ({ KeyId = '' }, ctx) => findKeyByIdOrArn(ctx, KeyId),
  permissions: (_, found, ctx) => [keyPermission('kms:RevokeGrant', found, ctx, grantKeys(ctx))],
  handle({ GrantId = '', DryRun }, ctx, { key }) {
    requireKeyState(key, 'RevokeGrant');
    const grant = findGrant(ctx, key, GrantId);
    if (DryRun === true) throw dryRun();
    endGrant(ctx, grant);
  },
};

export const RetireGrant: Operation<RetireGrantRequest, void, GrantTarget> = {
  target({ GrantToken, KeyId, GrantId }, ctx) {
    if (GrantToken !== undefined) return byToken(ctx, GrantToken);
    if (KeyId === undefined || GrantId === undefined) throw errors.whichToRetire();
    const found = findKeyByIdOrArn(ctx, KeyId);
    return { found, grant: findGrant(ctx, found.key, GrantId) };
  },
  permissions: (_, target, ctx) => [retirePermission(target, ctx)],
  handle({ DryRun }, ctx, { found, grant }) {
    requireKeyState(found.key, 'RetireGrant');
    if (DryRun === true) throw dryRun();
    endGrant(ctx, grant);
  },
};

function byToken(ctx: Context, token: string): GrantTarget {
  const named = ctx.get(grantTokensTable, token);
  if (named === undefined) throw invalidGrantToken();
  const grant = ctx.get(grantsTable, named.grant);
  if (grant === undefined) throw errors.notFound(named.grant.slice(named.grant.indexOf('|') + 1));
  return { found: findKeyByIdOrArn(ctx, grant.keyArn), grant };
}

/**
 * The grant itself says who may retire it: its retiring principal, and its grantee where it allows
 * that. The account that created it, the key's, and one that is the retiring principal may let
 * others do it by IAM policies. Key policies do not count; a Deny in an IAM policy does.
 * Source: AWS KMS Developer Guide, "Retiring and revoking grants".
 */
function retirePermission({ found: { key }, grant }: GrantTarget, ctx: Context): Permission {
  const { GrantId, Operations, Constraints = {}, IssuingAccount, grantee, retiring } = grant;
  const by = granteeNames(ctx.caller.principal);
  const named = (principal: GrantPrincipal | undefined) =>
    principal !== undefined && isSamePrincipal(principal, ctx.caller.principal)
      ? by.find(({ name }) => name === indexName(principal))
      : undefined;
  const may = [
    named(retiring),
    Operations.includes('RetireGrant') ? named(grantee) : undefined,
    by.find(({ name }) => name === IssuingAccount),
  ].filter((match) => match !== undefined);
  const first = may.find(({ delegates }) => !delegates) ?? may[0];
  const permission = keyPermission('kms:RetireGrant', { key }, ctx, {
    ...encryptionContextKeys({
      ...Constraints.EncryptionContextSubset,
      ...Constraints.EncryptionContextEquals,
    }),
  });
  return {
    ...permission,
    policies: first === undefined ? {} : { grant: { id: GrantId, delegates: first.delegates } },
  };
}
