import type {
  Account,
  DescribeAccountRequest,
  DescribeAccountResponse,
  ListAccountsForParentRequest,
  ListAccountsForParentResponse,
  ListAccountsRequest,
  ListAccountsResponse,
  MoveAccountRequest,
} from '@aws-sdk/client-organizations';
import type { Context, Operation } from '../../operation';
import {
  arnIn,
  findTarget,
  managedOrganization,
  membersOf,
  permissionOn,
  targetArn,
  type Target,
} from './access';
import { notFound, organizationsErrors } from './errors';
import { page } from './paging';
import { membersTable, type MemberRecord, type OrganizationRecord } from './state';

function describe(organization: OrganizationRecord, member: MemberRecord): Account {
  const { Id, Email, Name, JoinedMethod, JoinedTimestamp } = member;
  return {
    ...{ Id, Arn: arnIn(organization, 'account', Id), Email, Name, JoinedMethod },
    ...{ Status: 'ACTIVE', State: 'ACTIVE', JoinedTimestamp: new Date(JoinedTimestamp) },
  };
}

interface FoundAccount {
  readonly organization: OrganizationRecord;
  readonly member: MemberRecord;
}

/** An account of the organization that the caller manages. Throws AccountNotFoundException. */
function findAccount(ctx: Context, accountId: string): FoundAccount {
  const organization = managedOrganization(ctx);
  const member = ctx.get(membersTable, accountId);
  if (member?.organization !== organization.Id) throw notFound.account();
  return { organization, member };
}

export const DescribeAccount: Operation<
  DescribeAccountRequest,
  DescribeAccountResponse,
  FoundAccount
> = {
  target: ({ AccountId = '' }, ctx) => findAccount(ctx, AccountId),
  permissions: (_, { organization, member }) =>
    permissionOn('DescribeAccount', arnIn(organization, 'account', member.Id)),
  handle: (_, __, { organization, member }) => ({ Account: describe(organization, member) }),
};

export const ListAccounts: Operation<ListAccountsRequest, ListAccountsResponse> = {
  handle(input, ctx) {
    const organization = managedOrganization(ctx);
    const { items, more } = page(membersOf(ctx, organization.Id), input);
    return { Accounts: items.map((member) => describe(organization, member)), ...more };
  },
};

export const ListAccountsForParent: Operation<
  ListAccountsForParentRequest,
  ListAccountsForParentResponse
> = {
  handle(input, ctx) {
    const organization = managedOrganization(ctx);
    const { ParentId = '' } = input;
    if (findTarget(ctx, organization, ParentId) === undefined) throw notFound.parent();
    const inside = membersOf(ctx, organization.Id).filter(({ parent }) => parent === ParentId);
    const { items, more } = page(inside, input);
    return { Accounts: items.map((member) => describe(organization, member)), ...more };
  },
};

interface Move extends FoundAccount {
  readonly source: Target;
  readonly destination: Target;
}

export const MoveAccount: Operation<MoveAccountRequest, void, Move> = {
  target({ AccountId = '', SourceParentId = '', DestinationParentId = '' }, ctx) {
    const found = findAccount(ctx, AccountId);
    const source = findTarget(ctx, found.organization, SourceParentId);
    if (source === undefined || found.member.parent !== SourceParentId) throw notFound.source();
    const destination = findTarget(ctx, found.organization, DestinationParentId);
    if (destination === undefined) throw notFound.destination();
    return { ...found, source, destination };
  },
  permissions: (_, { organization, member, source, destination }) =>
    permissionOn(
      'MoveAccount',
      arnIn(organization, 'account', member.Id),
      targetArn(organization, source),
      targetArn(organization, destination),
    ),
  handle({ SourceParentId, DestinationParentId = '' }, ctx, { member }) {
    if (SourceParentId === DestinationParentId) throw organizationsErrors.duplicateAccount();
    ctx.put(membersTable, member.Id, { ...member, parent: DestinationParentId });
  },
};
