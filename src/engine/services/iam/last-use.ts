import type {
  GetAccessKeyLastUsedRequest,
  GetAccessKeyLastUsedResponse,
} from '@aws-sdk/client-iam';
import type { Caller, Context, Operation, Service } from '../../operation';
import type { Reader, Table } from '../../tables';
import { homeRegion } from '../../trail/index';
import { foreignAccessKey } from './errors';
import { accessKeysTable, lastUsesTable, type AccessKeyRecord, type RoleRecord } from './state';

/** AWS gives the time of last use without seconds. */
const minute = 60_000;

/** A turn, as far as its books are concerned. */
interface Books {
  readonly tables: Reader;
  readonly now: number;
  book(
    table: Table<object>,
    key: string,
    before: object | undefined,
    after: object | undefined,
  ): void;
}

/**
 * Notes when, where and for which service an access key or role was last used. There is something
 * to write at most once a minute for each service and Region.
 */
export function noteLastUse(books: Books, caller: Caller, service: Service, region: string): void {
  const key = keyOf(caller);
  if (key === undefined) return;
  const at = books.now - (books.now % minute);
  const known = books.tables.get(lastUsesTable, key);
  const ServiceName = service.model.signingName;
  const Region = homeRegion(service, region);
  if (known?.at === at && known.ServiceName === ServiceName && known.Region === Region) return;
  books.book(lastUsesTable, key, known, { at, ServiceName, Region });
}

/** A long-term access key by its id, a role by its own: its sessions come and go. */
function keyOf({ principal, accessKeyId, session }: Caller): string | undefined {
  if (principal.type === 'AssumedRole')
    return principal.userId.slice(0, -principal.sessionName.length - 1);
  return principal.type === 'User' && session === undefined ? accessKeyId : undefined;
}

/** When and where a role was last used, as it is described with it. */
export function roleLastUsed(reader: Reader, { RoleId }: RoleRecord) {
  const use = reader.get(lastUsesTable, RoleId);
  return use === undefined ? {} : { LastUsedDate: new Date(use.at), Region: use.Region };
}

export const GetAccessKeyLastUsed: Operation<
  GetAccessKeyLastUsedRequest,
  GetAccessKeyLastUsedResponse,
  AccessKeyRecord | undefined
> = {
  target: ({ AccessKeyId = '' }, ctx) => ownKey(ctx, AccessKeyId),
  permissions: ({ AccessKeyId = '' }, key) => [
    {
      action: 'iam:GetAccessKeyLastUsed',
      resource: key?.userArn ?? '*',
      shownAs: `access key ${AccessKeyId}`,
    },
  ],
  handle({ AccessKeyId = '' }, ctx, key) {
    if (key === undefined) throw foreignAccessKey(ctx.caller.arn, AccessKeyId);
    const { UserName } = key;
    const use = ctx.get(lastUsesTable, AccessKeyId);
    const { Region, ServiceName } = use ?? { Region: 'N/A', ServiceName: 'N/A' };
    const LastUsedDate = use === undefined ? undefined : new Date(use.at);
    return { UserName, AccessKeyLastUsed: { LastUsedDate, ServiceName, Region } };
  },
};

function ownKey(ctx: Context, id: string): AccessKeyRecord | undefined {
  const key = ctx.get(accessKeysTable, id);
  return key?.account === ctx.caller.account ? key : undefined;
}
