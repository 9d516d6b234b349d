import type { Context as ConditionContext, Policies, Principal } from '../../iam/index';
import type { Context } from '../../operation';
import { invalidGrantToken } from './errors';
import {
  effectiveGrantsTable,
  grantTokensTable,
  type EffectiveGrant,
  type GrantPrincipal,
  type GrantTerms,
} from './grant-state';
import { equalPairs, includesPairs, isWithin } from './grant-terms';
import type { FoundKey } from './lookup';

/** Throws InvalidGrantTokenException for a token that AWS KMS did not give out. */
export function checkGrantTokens(
  ctx: Pick<Context, 'get'>,
  tokens: readonly string[] | undefined,
): void {
  if (tokens === undefined) return;
  for (const token of tokens) {
    if (ctx.get(grantTokensTable, token) === undefined) throw invalidGrantToken();
  }
}

/** What a permission on a key is asked with. */
export type AskedWith = Pick<Context, 'caller' | 'range' | 'get' | 'now' | 'viaService' | 'source'>;

/**
 * The grant that allows `action` on the key, if one does: its grantee is the caller, it is known or
 * its token was sent, and its constraints fit the request. `wanted` is the grant that CreateGrant
 * would create. Grants are found by key and grantee, so those of other keys cost nothing.
 */
export function allowingGrant(
  { key, grantTokens }: FoundKey,
  action: string,
  context: ConditionContext,
  ctx: AskedWith,
  wanted?: GrantTerms,
): Policies['grant'] {
  const prefix = `${key.Arn}|`;
  if (ctx.range(effectiveGrantsTable, { prefix, limit: 1 }).length === 0) return undefined;
  const operation = action.slice('kms:'.length);
  const shown = grantTokens?.map((token) => ctx.get(grantTokensTable, token)?.grant) ?? [];
  for (const { name, delegates } of granteeNames(ctx.caller.principal)) {
    for (const [, effective] of ctx.range(effectiveGrantsTable, { prefix: `${prefix}${name}|` })) {
      const { grant } = effective;
      if (!grant.Operations.some((allowed) => allowed === operation)) continue;
      if (!isSamePrincipal(grant.grantee, ctx.caller.principal)) continue;
      const source = grant.Constraints?.SourceArn;
      if (source !== undefined && source !== ctx.source?.arn && operation !== 'RetireGrant')
        continue;
      if (!isKnown(effective, ctx.now) && !shown.includes(`${prefix}${grant.GrantId}`)) continue;
      const fits =
        wanted === undefined ? fitsConstraints(grant, operation, context) : isWithin(wanted, grant);
      if (!fits) continue;
      return delegates ? { id: grant.GrantId, delegates } : { id: grant.GrantId };
    }
  }
  return undefined;
}

function isKnown({ from, until = Infinity }: EffectiveGrant, now: number): boolean {
  return from <= now && now < until;
}

interface PrincipalName {
  readonly name: string;
  /** A grant to an account lets it delegate: its principals need their own policies too. */
  readonly delegates: boolean;
}

/** The names under which a grant can mean a caller. */
export function granteeNames(principal: Principal): readonly PrincipalName[] {
  switch (principal.type) {
    case 'Federated':
      return [];
    case 'Service':
      return [{ name: principal.service, delegates: false }];
    case 'Root':
      return [{ name: principal.arn, delegates: false }];
    case 'AssumedRole':
    case 'FederatedUser':
    case 'User': {
      const { arn, account } = principal;
      const names = [{ name: arn, delegates: false }];
      if (principal.type === 'AssumedRole') {
        names.push({ name: principal.roleArn, delegates: false });
      }
      return [...names, { name: `arn:aws:iam::${account}:root`, delegates: true }];
    }
  }
}

/** Whether the caller is still the user or role that the grant meant by that name. */
export function isSamePrincipal({ id }: GrantPrincipal, principal: Principal): boolean {
  if (id === undefined || !('userId' in principal)) return true;
  return principal.userId === id || principal.userId.startsWith(`${id}:`);
}

/** Operations without an encryption context: constraints on it do not apply to them. */
const withoutEncryptionContext: ReadonlySet<string> = new Set(['DescribeKey', 'RetireGrant']);

const contextKey = 'kms:EncryptionContext:';

function encryptionContextOf(context: ConditionContext): Record<string, string> {
  const pairs: Record<string, string> = {};
  for (const [name, value] of Object.entries(context)) {
    if (name.startsWith(contextKey)) pairs[name.slice(contextKey.length)] = String(value);
  }
  return pairs;
}

/**
 * Whether a request's encryption context, which its condition keys tell, is within a grant's
 * constraints. Source: AWS KMS Developer Guide, "Using grant constraints".
 */
function fitsConstraints(
  { Constraints }: GrantTerms,
  operation: string,
  context: ConditionContext,
): boolean {
  if (Constraints === undefined) return true;
  const { EncryptionContextEquals, EncryptionContextSubset } = Constraints;
  if (withoutEncryptionContext.has(operation)) return true;
  const pairs = encryptionContextOf(context);
  if (EncryptionContextSubset !== undefined && !includesPairs(pairs, EncryptionContextSubset)) {
    return false;
  }
  return EncryptionContextEquals === undefined || equalPairs(pairs, EncryptionContextEquals);
}
