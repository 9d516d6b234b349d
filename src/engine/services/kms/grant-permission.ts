import type { Context as ConditionContext, Policies, Principal } from '../../iam/index';
import type { Context } from '../../operation';
import { invalidGrantToken } from './grant-errors';
import {
  effectiveGrantsTable,
  grantTokensTable,
  type GrantPrincipal,
  type GrantRecord,
  type GrantTerms,
} from './grant-state';
import { allowsContext, isWithin } from './grant-terms';
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
 * would create. Grants are found by token, or by key and grantee, so those of other keys cost
 * nothing.
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
  const allows = (grant: GrantRecord) =>
    grant.Operations.some((allowed) => allowed === operation) &&
    isSamePrincipal(grant.grantee, ctx.caller.principal) &&
    fitsSource(grant, operation, ctx) &&
    (wanted === undefined ? fitsContext(grant, operation, context) : isWithin(wanted, grant));
  for (const { name, delegates } of granteeNames(ctx.caller.principal)) {
    const grants = `${prefix}${name}|`;
    const found = shownGrant(ctx, grants, grantTokens, allows) ?? knownGrant(ctx, grants, allows);
    if (found !== undefined)
      return delegates ? { id: found.GrantId, delegates } : { id: found.GrantId };
  }
  return undefined;
}

/** Of the grants whose tokens the request shows, one that allows it. */
function shownGrant(
  ctx: AskedWith,
  prefix: string,
  tokens: readonly string[] | undefined,
  allows: (grant: GrantRecord) => boolean,
): GrantRecord | undefined {
  for (const token of tokens ?? []) {
    const key = ctx.get(grantTokensTable, token)?.grant ?? '';
    const effective = ctx.get(effectiveGrantsTable, prefix + key.slice(key.indexOf('|') + 1));
    if (effective !== undefined && allows(effective.grant)) return effective.grant;
  }
  return undefined;
}

// A service may have thousands of grants on one key, and the first of them may do.
const atOnce = 32;

/** Of the grants that all of AWS KMS knows, one that allows the request. */
function knownGrant(
  ctx: AskedWith,
  prefix: string,
  allows: (grant: GrantRecord) => boolean,
): GrantRecord | undefined {
  let after: string | undefined;
  for (;;) {
    const range = { prefix, limit: atOnce, ...(after === undefined ? {} : { after }) };
    const rows = ctx.range(effectiveGrantsTable, range);
    for (const [, { grant, from, until = Infinity }] of rows) {
      if (from <= ctx.now && ctx.now < until && allows(grant)) return grant;
    }
    if (rows.length < atOnce) return undefined;
    after = rows.at(-1)?.[0];
  }
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
    case 'Anonymous':
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

/** A grant for one resource holds when a service asks on behalf of that; RetireGrant is exempt. */
function fitsSource(
  { Constraints }: GrantTerms,
  operation: string,
  { source }: AskedWith,
): boolean {
  const asked = Constraints?.SourceArn;
  return asked === undefined || asked === source?.arn || operation === 'RetireGrant';
}

/** Operations without an encryption context: constraints on it do not apply to them. */
const withoutEncryptionContext: ReadonlySet<string> = new Set(['DescribeKey', 'RetireGrant']);

const contextKey = 'kms:EncryptionContext:';

/** A request's encryption context is told by its condition keys. */
function fitsContext(grant: GrantTerms, operation: string, context: ConditionContext): boolean {
  if (grant.Constraints === undefined || withoutEncryptionContext.has(operation)) return true;
  const pairs: Record<string, string> = {};
  for (const [name, value] of Object.entries(context)) {
    if (name.startsWith(contextKey)) pairs[name.slice(contextKey.length)] = String(value);
  }
  return allowsContext(grant, pairs);
}
