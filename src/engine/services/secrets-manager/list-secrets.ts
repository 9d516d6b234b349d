import type {
  ListSecretsRequest,
  ListSecretsResponse,
  SecretListEntry,
} from '@aws-sdk/client-secrets-manager';
import type { Context, Operation } from '../../operation';
import { described, versionsToStages } from './describe-secret';
import { readFilters } from './filters';
import { pageOf } from './paging';
import { secretsTable, storeKey, type SecretRecord } from './state';

type Order = (a: SecretRecord, b: SecretRecord) => number;
type SortBy = NonNullable<ListSecretsRequest['SortBy']>;

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const byCreation: Order = (a, b) => a.number - b.number;

const orders: Readonly<Record<SortBy, Order>> = {
  'created-date': byCreation,
  'last-accessed-date': (a, b) => (a.LastAccessedDate ?? 0) - (b.LastAccessedDate ?? 0),
  'last-changed-date': (a, b) => a.LastChangedDate - b.LastChangedDate,
  name: (a, b) => compare(a.Name, b.Name),
};

/** An account's secrets in the Region that pass what a request asks for, in its order. */
export function chosenSecrets(ctx: Context, input: ListSecretsRequest): readonly SecretRecord[] {
  const { Filters, SortBy = 'created-date', SortOrder = 'asc' } = input;
  const filters = readFilters(Filters);
  const way = SortOrder === 'asc' ? 1 : -1;
  const order = orders[SortBy];
  return ctx
    .range(secretsTable, { prefix: `${storeKey(ctx.caller.account, ctx.region)}|` })
    .map(([, secret]) => secret)
    .filter(({ DeletedDate }) => DeletedDate === undefined || input.IncludePlannedDeletion === true)
    .filter((secret) => filters.every((passes) => passes(secret)))
    .sort((a, b) => way * order(a, b) || byCreation(a, b));
}

function entry(secret: SecretRecord): SecretListEntry {
  const SecretVersionsToStages = versionsToStages(secret);
  return {
    ...described(secret),
    ...(SecretVersionsToStages === undefined ? {} : { SecretVersionsToStages }),
  };
}

export const ListSecrets: Operation<ListSecretsRequest, ListSecretsResponse> = {
  handle(input, ctx) {
    const { items, ...more } = pageOf(chosenSecrets(ctx, input), input);
    return { SecretList: items.map(entry), ...more };
  },
};
