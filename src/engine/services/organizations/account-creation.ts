import type {
  CreateAccountRequest,
  CreateAccountResponse,
  CreateAccountStatus,
  DescribeCreateAccountStatusRequest,
  DescribeCreateAccountStatusResponse,
  ListCreateAccountStatusRequest,
  ListCreateAccountStatusResponse,
} from '@aws-sdk/client-organizations';
import type { Context, Operation } from '../../operation';
import { accountsTable } from '../iam/state';
import { accessRoleName, openMemberAccount } from '../iam/world-accounts';
import { managedOrganization, membersOf } from './access';
import { constraintViolation, notFound } from './errors';
import { addMember, organizationsId } from './founding';
import { page } from './paging';
import {
  accountRequestsTable,
  keyIn,
  membersTable,
  organizationsTable,
  type AccountRequestRecord,
} from './state';

/** How long a new account takes here. AWS says no more than that it may take minutes. */
const creationTime = 60_000;

/** Source: AWS Organizations User Guide, "Quotas and service limits" (adjustable), 2026-11. */
const maxAccounts = 10;

function describe(request: AccountRequestRecord): CreateAccountStatus {
  const { Id, AccountName, State, AccountId, FailureReason, CompletedTimestamp } = request;
  return {
    ...{ Id, AccountName, State, RequestedTimestamp: new Date(request.RequestedTimestamp) },
    ...(CompletedTimestamp === undefined
      ? {}
      : { CompletedTimestamp: new Date(CompletedTimestamp) }),
    ...(AccountId === undefined ? {} : { AccountId }),
    ...(FailureReason === undefined ? {} : { FailureReason }),
  };
}

/** The account comes into being on the clock; how far it is, DescribeCreateAccountStatus tells. */
export const CreateAccount: Operation<CreateAccountRequest, CreateAccountResponse> = {
  handle({ AccountName = '', Email = '', RoleName = accessRoleName }, ctx) {
    const organization = managedOrganization(ctx);
    const requests = requestsOf(ctx, organization.Id);
    const coming = requests.filter(({ State }) => State === 'IN_PROGRESS').length;
    if (membersOf(ctx, organization.Id).length + coming >= maxAccounts) {
      throw constraintViolation('ACCOUNT_NUMBER_LIMIT_EXCEEDED');
    }
    const request: AccountRequestRecord = {
      Id: organizationsId('car-', 32, ctx.random),
      organization: organization.Id,
      ...{ AccountName, Email, RoleName, State: 'IN_PROGRESS', RequestedTimestamp: ctx.now },
    };
    const key = keyIn(organization.Id, request.Id);
    ctx.put(accountRequestsTable, key, request);
    const at = ctx.now + creationTime;
    ctx.setTimer({ id: `organizations/${request.Id}`, at, kind: 'createAccount', payload: key });
    return { CreateAccountStatus: describe(request) };
  },
};

/** The timer behind CreateAccount: opens the account, or says why not. */
export function finishAccount(key: string, ctx: Context): void {
  const request = ctx.get(accountRequestsTable, key);
  const organization = request && ctx.get(organizationsTable, request.organization);
  // The organization may have been deleted meanwhile.
  if (request === undefined || organization === undefined) return;
  const { AccountName: name, Email, RoleName: roleName } = request;
  const CompletedTimestamp = ctx.now;
  const finish = (outcome: Partial<AccountRequestRecord>) =>
    ctx.put(accountRequestsTable, key, { ...request, CompletedTimestamp, ...outcome });
  if (ctx.range(membersTable).some(([, member]) => member.Email === Email)) {
    finish({ State: 'FAILED', FailureReason: 'EMAIL_ALREADY_EXISTS' });
    return;
  }
  const accountId = newAccountId(ctx);
  const { managementAccount } = organization;
  openMemberAccount(ctx, ctx.random, ctx.now, { accountId, name, managementAccount, roleName });
  addMember(ctx, organization, {
    ...{ Id: accountId, Name: name, Email },
    ...{ JoinedMethod: 'CREATED', JoinedTimestamp: ctx.now },
  });
  finish({ State: 'SUCCEEDED', AccountId: accountId });
}

function newAccountId(ctx: Context): string {
  for (;;) {
    let id = '';
    for (const byte of ctx.random.bytes(12)) id += String(byte % 10);
    if (!id.startsWith('0') && ctx.get(accountsTable, id) === undefined) return id;
  }
}

function requestsOf(ctx: Context, organization: string): readonly AccountRequestRecord[] {
  const prefix = keyIn(organization, '');
  return ctx.range(accountRequestsTable, { prefix }).map(([, request]) => request);
}

export const DescribeCreateAccountStatus: Operation<
  DescribeCreateAccountStatusRequest,
  DescribeCreateAccountStatusResponse
> = {
  handle({ CreateAccountRequestId = '' }, ctx) {
    const { Id } = managedOrganization(ctx);
    const request = ctx.get(accountRequestsTable, keyIn(Id, CreateAccountRequestId));
    if (request === undefined) throw notFound.accountRequest();
    return { CreateAccountStatus: describe(request) };
  },
};

export const ListCreateAccountStatus: Operation<
  ListCreateAccountStatusRequest,
  ListCreateAccountStatusResponse
> = {
  handle(input, ctx) {
    const { States = [] } = input;
    const wanted = requestsOf(ctx, managedOrganization(ctx).Id).filter(
      ({ State }) => States.length === 0 || States.includes(State),
    );
    const { items, more } = page(wanted, input);
    return { CreateAccountStatuses: items.map(describe), ...more };
  },
};
