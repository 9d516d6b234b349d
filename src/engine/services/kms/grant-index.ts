import { encodeBase64 } from '../../base64';
import type { Context } from '../../operation';
import { parseArn } from '../../arn';
import { grantPropagation } from './grant-facts';
import {
  effectiveGrantsTable,
  grantCountsTable,
  grantKey,
  grantNamesTable,
  grantsTable,
  grantTokensTable,
  retirableGrantsTable,
  type GrantPrincipal,
  type GrantRecord,
} from './grant-state';

/** The name under which grants of a principal are found; a service's Region makes no difference. */
export function indexName({ name }: Pick<GrantPrincipal, 'name'>): string {
  const [, service] = /^([\w-]+)(?:\.[\w-]+)?\.amazonaws\.com$/.exec(name) ?? [];
  return service === undefined ? name : `${service}.amazonaws.com`;
}

function indexKeys({ keyArn, GrantId, Name, grantee, retiring }: GrantRecord) {
  const region = parseArn(keyArn)?.region ?? '';
  return {
    effective: `${keyArn}|${indexName(grantee)}|${GrantId}`,
    name: Name === '' ? undefined : `${keyArn}|${Name}|${GrantId}`,
    retirable: retiring && `${region}|${indexName(retiring)}|${keyArn}|${GrantId}`,
  };
}

/** How many grants a key has. */
export function grantCount(ctx: Pick<Context, 'get'>, keyArn: string): number {
  return ctx.get(grantCountsTable, keyArn)?.count ?? 0;
}

/** Writes a new grant: all of KMS will know it after a while. */
export function addGrant(ctx: Context, grant: GrantRecord): void {
  const { keyArn, GrantId } = grant;
  const key = grantKey(keyArn, GrantId);
  const { effective, name, retirable } = indexKeys(grant);
  ctx.put(grantsTable, key, grant);
  ctx.put(effectiveGrantsTable, effective, { grant, from: ctx.now + grantPropagation });
  if (name !== undefined) ctx.put(grantNamesTable, name, { grant: key });
  if (retirable !== undefined) ctx.put(retirableGrantsTable, retirable, { grant: key });
  ctx.put(grantCountsTable, keyArn, { count: grantCount(ctx, keyArn) + 1 });
}

/** What a `forgetGrant` timer brings back. */
export interface EndedGrant {
  readonly effective: string;
  readonly GrantId: string;
}

/** Takes a grant away: at once from every list, after a while from all of KMS. */
export function endGrant(ctx: Context, grant: GrantRecord): void {
  const { keyArn, GrantId } = grant;
  const { effective } = indexKeys(grant);
  unlist(ctx, grant);
  const count = grantCount(ctx, keyArn) - 1;
  if (count > 0) ctx.put(grantCountsTable, keyArn, { count });
  else ctx.delete(grantCountsTable, keyArn);
  const until = ctx.now + grantPropagation;
  const known = ctx.get(effectiveGrantsTable, effective);
  if (known !== undefined) ctx.put(effectiveGrantsTable, effective, { ...known, until });
  const payload: EndedGrant = { effective, GrantId };
  ctx.setTimer({ id: `kms.grant/${GrantId}`, at: until, kind: 'forgetGrant', payload });
}

function unlist(ctx: Context, grant: GrantRecord): void {
  const { name, retirable } = indexKeys(grant);
  ctx.delete(grantsTable, grantKey(grant.keyArn, grant.GrantId));
  if (name !== undefined) ctx.delete(grantNamesTable, name);
  if (retirable !== undefined) ctx.delete(retirableGrantsTable, retirable);
}

/** The timer after which nothing in KMS knows of an ended grant or its tokens. */
export function forgetGrant({ effective, GrantId }: EndedGrant, ctx: Context): void {
  ctx.delete(effectiveGrantsTable, effective);
  for (const [token] of ctx.range(grantTokensTable, { prefix: tokenPrefix(GrantId) })) {
    ctx.delete(grantTokensTable, token);
  }
}

/** Deletes all grants of a key that is no more. */
export function deleteGrants(ctx: Context, keyArn: string): void {
  for (const [effective, { grant }] of ctx.range(effectiveGrantsTable, { prefix: `${keyArn}|` })) {
    unlist(ctx, grant);
    ctx.cancelTimer(`kms.grant/${grant.GrantId}`);
    forgetGrant({ effective, GrantId: grant.GrantId }, ctx);
  }
  ctx.delete(grantCountsTable, keyArn);
}

const encoder = new TextEncoder();

// AWS's tokens begin alike for one grant, too. 69 bytes make whole groups of base64, so that what
// follows does not change them.
function tokenPrefix(GrantId: string): string {
  return encodeBase64(
    new Uint8Array([1, 0x0a, GrantId.length, ...encoder.encode(GrantId), 0x22, 0x20]),
  );
}

/** A new token of a grant: opaque, and good for as long as the grant. */
export function giveToken(ctx: Context, keyArn: string, GrantId: string): string {
  const token = tokenPrefix(GrantId) + encodeBase64(ctx.random.bytes(32));
  ctx.put(grantTokensTable, token, { grant: grantKey(keyArn, GrantId) });
  return token;
}
