import type { Context, Operation } from '../../operation';
import {
  entityPermission,
  find,
  policyUser,
  put,
  seek,
  type AnyKind,
  type EntityKind,
  type Naming,
  type Sought,
} from './entities';
import { alreadyExists } from './errors';
import { renameUses } from './policy-uses';
import { entityKey, iamArn, type EntityRecord } from './state';

/** What a user or group is called in a request to change that. */
type Renaming<M extends AnyKind['nameMember']> = Naming<M> & {
  readonly [K in `New${M}`]?: string | undefined;
} & { readonly NewPath?: string | undefined };

/**
 * The operation that renames or moves a user or group. The caller needs the permission for what it
 * is now and for what it becomes. `follow` writes the new name wherever else it stands.
 */
export function renameOperation<R extends EntityRecord, M extends 'UserName' | 'GroupName'>(
  kind: EntityKind<R, M>,
  follow: (ctx: Context, before: R, after: R) => void,
): Operation<Renaming<M>, void, Sought<R>> {
  const { nameMember, noun, type } = kind;
  const newName = (input: Renaming<M>) => input[`New${nameMember}`];
  return {
    target: (input, ctx) => seek(kind, input, ctx),
    permissions(input, sought, { caller: { account } }) {
      const path = input.NewPath ?? sought.record?.Path ?? '/';
      const resource = iamArn(account, noun, path, newName(input) ?? sought.name);
      const before = entityPermission(kind, `Update${type}`, sought);
      return resource === sought.arn ? [before] : [before, { action: before.action, resource }];
    },
    handle(input, ctx, sought) {
      const before = find(kind, sought.name, ctx);
      const { account } = before;
      const oldName = kind.nameOf(before);
      const name = newName(input) ?? oldName;
      const Path = input.NewPath ?? before.Path;
      const from = entityKey(account, oldName);
      const to = entityKey(account, name);
      if (from !== to && ctx.get(kind.table, to) !== undefined) {
        throw alreadyExists.entity(type, name);
      }
      const after: R = {
        ...before,
        [nameMember]: name,
        Path,
        Arn: iamArn(account, noun, Path, name),
      };
      ctx.delete(kind.table, from);
      put(kind, after, ctx);
      renameUses(ctx, policyUser(kind, before), name, before);
      follow(ctx, before, after);
    },
  };
}
