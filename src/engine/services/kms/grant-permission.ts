import type { GrantConstraints } from '@aws-sdk/client-kms';
import type { Context as ConditionContext, Policies, Principal } from '../../iam/index';
import type { Context } from '../../operation';
import { invalidGrantToken } from './errors';
import { effectiveGrantsTable, grantTokensTable, type EffectiveGrant } from './grant-state';
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

/**
 * The grant that allows `action` on the key, if one does: its grantee is the caller, it is known or
 * its token was sent, and its constraints fit the request. Grants are found by key and grantee, so
 * those of other keys cost nothing.
 */
export function allowingGrant(
  { key, grantTokens }: FoundKey,
  action: string,
  context: ConditionContext,
  ctx: Pick<Context, 'caller' | 'range' | 'get' | 'now'>,
): Policies['grant'] {
  const prefix = `${key.Arn}|`;
  if (ctx.range(effectiveGrantsTable, { prefix, limit: 1 }).length === 0) return undefined;
  const operation = action.slice('kms:'.length);
  const shown = grantTokens?.map((token) => ctx.get(grantTokensTable, token)?.grant) ?? [];
  const { principal } = ctx.caller;
  for (const { name, delegates } of granteeNames(principal)) {
    for (const [, effective] of ctx.range(effectiveGrantsTable, { prefix: `${prefix}${name}|` })) {
      const { grant } = effective;
      if (!grant.Operations.some((allowed) => allowed === operation)) continue;
      if (!isKnown(effective, ctx.now) && !shown.includes(`${prefix}${grant.GrantId}`)) continue;
      if (fitsConstraints(grant.Constraints, operation, context)) {
        return delegates ? { id: grant.GrantId, delegates } : { id: grant.GrantId };
      }
    }
  }
  return undefined;
}

function isKnown({ from, until = Infinity }: EffectiveGrant, now: number): boolean {
  return from <= now && now < until;
}

interface GranteeName {
  readonly name: string;
  /** A grant to an account lets it delegate: its principals need their own policies too. */
  readonly delegates: boolean;
}

/** As whom a caller may be a grantee. */
function granteeNames(principal: Principal): readonly GranteeName[] {
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

/** Operations without an encryption context: constraints on it do not apply to them. */
const withoutEncryptionContext: ReadonlySet<string> = new Set(['DescribeKey', 'RetireGrant']);

/**
 * Whether a request is within a grant's constraints. What it says of its encryption context and
 * source is read from its condition keys. Source: AWS KMS Developer Guide, "Using grant constraints".
 */
function fitsConstraints(
  constraints: GrantConstraints | undefined,
  operation: string,
  context: ConditionContext,
): boolean {
  if (constraints === undefined) return true;
  const { EncryptionContextEquals, EncryptionContextSubset, SourceArn } = constraints;
  if (SourceArn !== undefined && context['aws:SourceArn'] !== SourceArn) return false;
  // What a child grant may be is decided by its own constraints, not by those of the request.
  if (operation === 'CreateGrant' || withoutEncryptionContext.has(operation)) return true;
  const holds = (pairs: Readonly<Record<string, string>>) =>
    Object.entries(pairs).every(
      ([name, value]) => context[`kms:EncryptionContext:${name}`] === value,
    );
  if (EncryptionContextSubset !== undefined && !holds(EncryptionContextSubset)) return false;
  if (EncryptionContextEquals === undefined) return true;
  const names = context['kms:EncryptionContextKeys'] ?? [];
  return (
    names.length === Object.keys(EncryptionContextEquals).length && holds(EncryptionContextEquals)
  );
}
