import type {
  CreateGrantRequest,
  CreateGrantResponse,
  GrantListEntry,
  ListGrantsRequest,
  ListGrantsResponse,
  ListRetirableGrantsRequest,
} from '@aws-sdk/client-kms';
import type { Context, Operation, Permission } from '../../operation';
import { toHex } from '../../random';
import { dryRun, limitExceeded } from './errors';
import { createGrantKeys, grantKeys } from './grant-conditions';
import { addGrant, giveToken, grantCount, indexName } from './grant-index';
import { checkGrantId, grantPrincipals, retirablePrincipal } from './grant-principals';
import {
  effectiveGrantsTable,
  grantKey,
  grantNamesTable,
  grantsTable,
  retirableGrantsTable,
  type GrantPrincipal,
  type GrantRecord,
} from './grant-state';
import { grantTerms } from './grant-terms';
import { requireKeyState } from './key-state-table';
import { findKeyByIdOrArn, type FoundKey } from './lookup';
import { page } from './paging';
import { keyPermission } from './permissions';
import { principalOf } from './principals';
import { quotaOf } from './resource-quotas';

export const CreateGrant: Operation<CreateGrantRequest, CreateGrantResponse, FoundKey> = {
  target: ({ KeyId = '', GrantTokens }, ctx) => findKeyByIdOrArn(ctx, KeyId, GrantTokens),
  permissions(input, found, ctx) {
    const { Operations = [], Constraints = {} } = input;
    const wanted = { Operations, Constraints };
    return [keyPermission('kms:CreateGrant', found, ctx, createGrantKeys(input, ctx), wanted)];
  },
  handle(input, ctx, { key }) {
    requireKeyState(key, 'CreateGrant');
    const wanted = {
      ...grantTerms(input, key),
      ...grantPrincipals(input, ctx),
      keyArn: key.Arn,
      Name: input.Name ?? '',
      IssuingAccount: `arn:aws:iam::${ctx.caller.account}:root`,
    };
    const existing = sameGrant(ctx, wanted);
    const limit = quotaOf(ctx, 'grantsPerKey', key);
    if (existing === undefined && grantCount(ctx, key.Arn) >= limit) {
      if (key.KeyManager === 'CUSTOMER') throw limitExceeded('grants per KMS key', limit);
    }
    if (input.DryRun === true) throw dryRun();
    const GrantId = existing?.GrantId ?? toHex(ctx.random.bytes(32));
    if (existing === undefined) addGrant(ctx, { ...wanted, GrantId, CreationDate: ctx.now });
    return { GrantId, GrantToken: giveToken(ctx, key.Arn, GrantId) };
  },
};

/** The grant that a request with a name repeats: the same in everything. */
function sameGrant(
  ctx: Context,
  wanted: Omit<GrantRecord, 'GrantId' | 'CreationDate'>,
): GrantRecord | undefined {
  if (wanted.Name === '') return undefined;
  const prefix = `${wanted.keyArn}|${wanted.Name}|`;
  for (const [, { grant: key }] of ctx.range(grantNamesTable, { prefix })) {
    const grant = ctx.get(grantsTable, key);
    if (grant === undefined) continue;
    const { GrantId, CreationDate } = grant;
    if (asText(grant) === asText({ ...wanted, GrantId, CreationDate })) return grant;
  }
  return undefined;
}

// Neither the order of operations nor that of pairs has a meaning.
function asText(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (Array.isArray(part)) return [...(part as readonly string[])].sort();
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** Page size of lists of grants. Source: AWS KMS API Reference, ListGrants, ListRetirableGrants. */
const limits = { default: 50, max: 100 } as const;

const pageSize = (Limit: number = limits.default) => Math.min(Limit, limits.max);

export const ListGrants: Operation<ListGrantsRequest, ListGrantsResponse, FoundKey> = {
  target: ({ KeyId = '' }, ctx) => findKeyByIdOrArn(ctx, KeyId),
  permissions: (_, found, ctx) => [keyPermission('kms:ListGrants', found, ctx, grantKeys(ctx))],
  handle(input, ctx, { key }) {
    const { GrantId, GranteePrincipal, GranteeServicePrincipal, Limit, Marker } = input;
    if (GrantId !== undefined) {
      checkGrantId(GrantId);
      const grant = ctx.get(grantsTable, grantKey(key.Arn, GrantId));
      const fits = grant !== undefined && isOf(grant.grantee, input);
      return { Grants: fits ? [describe(ctx, grant)] : [], Truncated: false };
    }
    const grantee = GranteePrincipal ?? GranteeServicePrincipal;
    if (grantee === undefined) {
      const { rows, ...more } = page(ctx, grantsTable, `${key.Arn}|`, pageSize(Limit), Marker);
      return { Grants: rows.map((grant) => describe(ctx, grant)), ...more };
    }
    const prefix = `${key.Arn}|${indexName({ name: grantee })}|`;
    const { rows, ...more } = page(ctx, effectiveGrantsTable, prefix, pageSize(Limit), Marker);
    const listed = rows.filter(
      ({ grant, until }) => until === undefined && isOf(grant.grantee, input),
    );
    return { Grants: listed.map(({ grant }) => describe(ctx, grant)), ...more };
  },
};

function isOf(
  { name, isService }: GrantPrincipal,
  { GranteePrincipal, GranteeServicePrincipal }: ListGrantsRequest,
): boolean {
  if (GranteePrincipal !== undefined && (isService || name !== GranteePrincipal)) return false;
  return GranteeServicePrincipal === undefined || (isService && name === GranteeServicePrincipal);
}

export const ListRetirableGrants: Operation<
  ListRetirableGrantsRequest,
  ListGrantsResponse,
  GrantPrincipal
> = {
  target: retirablePrincipal,
  // The resource is the retiring principal. Source: AWS KMS API Reference, ListRetirableGrants.
  permissions: (_, { name, isService }): readonly Permission[] =>
    isService ? [] : [{ action: 'kms:ListRetirableGrants', resource: name }],
  handle({ Limit, Marker }, ctx, retiring) {
    const prefix = `${ctx.region}|${indexName(retiring)}|`;
    const { rows, ...more } = page(ctx, retirableGrantsTable, prefix, pageSize(Limit), Marker);
    const grants = rows.flatMap(({ grant }) => ctx.get(grantsTable, grant) ?? []);
    return { Grants: grants.map((grant) => describe(ctx, grant)), ...more };
  },
};

/** A grant as the lists show it; its tokens they never do. */
function describe(ctx: Context, grant: GrantRecord): GrantListEntry {
  const { GrantId, keyArn, Name, CreationDate, IssuingAccount, Operations, Constraints } = grant;
  const { grantee, retiring } = grant;
  return {
    ...{ KeyId: keyArn, GrantId, Name, CreationDate: new Date(CreationDate) },
    [grantee.isService ? 'GranteeServicePrincipal' : 'GranteePrincipal']: shown(ctx, grantee),
    ...(retiring && {
      [retiring.isService ? 'RetiringServicePrincipal' : 'RetiringPrincipal']: shown(ctx, retiring),
    }),
    ...{ IssuingAccount, Operations: [...Operations] },
    ...(Constraints === undefined ? {} : { Constraints }),
  };
}

/** Of a user or role that is no more only the unique id is left. */
function shown(ctx: Context, { name, id }: GrantPrincipal): string {
  return id === undefined || principalOf(ctx, name)?.id === id ? name : id;
}
