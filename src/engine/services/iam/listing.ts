import type { Context, Permission } from '../../operation';
import type { AnyKind, EntityKind } from './entities';
import { pageOfTable, type Paging } from './paging';
import { iamArn, type EntityRecord } from './state';

interface Listing extends Paging {
  readonly PathPrefix?: string | undefined;
}

/** The permission to list entities of a kind: on the path that is listed. */
export function listPermission(
  { noun, type }: Pick<AnyKind, 'noun' | 'type'>,
  { PathPrefix = '/' }: Listing,
  { caller }: Context,
): Permission {
  return { action: `iam:List${type}s`, resource: iamArn(caller.account, noun, PathPrefix, '') };
}

/** One page of the caller's account's entities of a kind. */
export function pageOfEntities<R extends EntityRecord, M extends AnyKind['nameMember']>(
  { table }: EntityKind<R, M>,
  input: Listing,
  ctx: Context,
) {
  const { PathPrefix = '/' } = input;
  const inPath = ({ Path }: R) => Path.startsWith(PathPrefix);
  return pageOfTable(ctx, table, `${ctx.caller.account}/`, input, inPath);
}
