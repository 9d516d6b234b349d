import { policySizeLimits, type Context as ConditionContext } from '../../iam/index';
import type { Context, Operation, Permission } from '../../operation';
import type { Table } from '../../tables';
import { noSuchEntity, protectedRole, validationError } from './errors';
import type { PolicyUser } from './policy-uses';
import {
  entityKey,
  groupsTable,
  iamArn,
  rolesTable,
  usersTable,
  type AttachmentRecord,
  type EntityRecord,
  type GroupRecord,
  type RoleRecord,
  type UserRecord,
} from './state';

type NameMember = 'UserName' | 'GroupName' | 'RoleName';

/** One of the three kinds of entity that policies attach to, with all in which they differ. */
export interface EntityKind<R extends EntityRecord, M extends NameMember> {
  /** As operations are named after it: `PutUserPolicy`. */
  readonly type: AttachmentRecord['kind'];
  /** As ARNs and AWS's texts have it. */
  readonly noun: 'user' | 'group' | 'role';
  readonly table: Table<R>;
  /** The member of requests and answers that names the entity. */
  readonly nameMember: M;
  nameOf(record: R): string;
  /** What all inline policies of an entity may measure together. */
  readonly inlineSize: (typeof policySizeLimits)[`${'user' | 'group' | 'role'}Inline`];
}

export type AnyKind = EntityKind<EntityRecord, NameMember>;
export type UserKind = EntityKind<UserRecord, 'UserName'>;
export type GroupKind = EntityKind<GroupRecord, 'GroupName'>;
export type RoleKind = EntityKind<RoleRecord, 'RoleName'>;

export const users: UserKind = {
  type: 'User',
  noun: 'user',
  table: usersTable,
  nameMember: 'UserName',
  nameOf: ({ UserName }) => UserName,
  inlineSize: policySizeLimits.userInline,
};

export const groups: GroupKind = {
  type: 'Group',
  noun: 'group',
  table: groupsTable,
  nameMember: 'GroupName',
  nameOf: ({ GroupName }) => GroupName,
  inlineSize: policySizeLimits.groupInline,
};

export const roles: RoleKind = {
  type: 'Role',
  noun: 'role',
  table: rolesTable,
  nameMember: 'RoleName',
  nameOf: ({ RoleName }) => RoleName,
  inlineSize: policySizeLimits.roleInline,
};

/** A request that names an entity. */
export type Naming<M extends NameMember> = { readonly [K in M]?: string | undefined };

/** The entity a request names, which need not exist: permission is asked for all the same. */
export interface Sought<R> {
  readonly name: string;
  readonly arn: string;
  readonly record: R | undefined;
}

/** Finds an entity in the caller's account. */
export function seek<R extends EntityRecord, M extends NameMember>(
  kind: EntityKind<R, M>,
  input: Naming<M>,
  ctx: Context,
): Sought<R> {
  const { account } = ctx.caller;
  const name = input[kind.nameMember] ?? callingUser(ctx);
  const record = ctx.get(kind.table, entityKey(account, name));
  return { name, arn: record?.Arn ?? iamArn(account, kind.noun, '/', name), record };
}

// Only requests about users may leave the name out.
function callingUser({ caller: { principal } }: Context): string {
  if (principal.type === 'User') return principal.userName;
  throw validationError('Must specify userName when calling with non-User credentials');
}

/** The entity of a name in the caller's account. Throws NoSuchEntity. */
export function find<R extends EntityRecord, M extends NameMember>(
  kind: EntityKind<R, M>,
  name: string,
  ctx: Context,
): R {
  const record = ctx.get(kind.table, entityKey(ctx.caller.account, name));
  if (record === undefined) throw noSuchEntity.named(kind.noun, name);
  return record;
}

/** An entity as a user of managed policies. */
export function policyUser<R extends EntityRecord, M extends NameMember>(
  kind: EntityKind<R, M>,
  record: R,
): PolicyUser {
  return { account: record.account, kind: kind.type, name: kind.nameOf(record) };
}

/** Writes an entity in its new form. */
export function put<R extends EntityRecord, M extends NameMember>(
  kind: EntityKind<R, M>,
  record: R,
  ctx: Context,
): void {
  ctx.put(kind.table, entityKey(record.account, kind.nameOf(record)), record);
}

/**
 * An operation on one entity. As AWS does, it asks for the permission before it says whether the
 * entity exists. `conditionKeys` are those that the operation has beside the entity's tags.
 */
export function onEntity<
  R extends EntityRecord,
  M extends NameMember,
  Input extends Naming<M>,
  Output,
>(
  kind: EntityKind<R, M>,
  action: string,
  handle: (input: Input, ctx: Context, record: R) => Output,
  conditionKeys?: (input: Input, record: R | undefined) => ConditionContext,
): Operation<Input, Output, Sought<R>> {
  return {
    target: (input, ctx) => seek(kind, input, ctx),
    permissions: (input, sought) => [
      entityPermission(kind, action, sought, conditionKeys?.(input, sought.record)),
    ],
    handle(input, ctx, { name, record }) {
      if (record === undefined) throw noSuchEntity.named(kind.noun, name);
      if (changesOwnRole(action, record)) throw protectedRole(name);
      return handle(input, ctx, record);
    },
  };
}

/** A permission on an entity; a denial names it as IAM does: `role app`. */
export function entityPermission<R extends EntityRecord, M extends NameMember>(
  kind: EntityKind<R, M>,
  action: string,
  { name, arn, record }: Sought<R>,
  more?: ConditionContext,
): Permission {
  return {
    action: `iam:${action}`,
    resource: arn,
    shownAs: `${kind.noun} ${name}`,
    context: { ...tagKeys(record), ...more },
  };
}

function tagKeys(record: object | undefined): ConditionContext {
  if (record === undefined || !('tags' in record)) return {};
  return resourceTagKeys(record.tags as Readonly<Record<string, string>>);
}

/** The tags of a resource as condition keys: IAM has its own spelling beside the global one. */
export function resourceTagKeys(tags: Readonly<Record<string, string>>): ConditionContext {
  return Object.fromEntries(
    Object.entries(tags).flatMap(([key, value]) => [
      [`aws:ResourceTag/${key}`, value],
      [`iam:ResourceTag/${key}`, value],
    ]),
  );
}

/** What anyone but its service may do to a service-linked role. Source: IAM User Guide. */
const harmless =
  /^(?:Get|List|Simulate|Tag|Untag|UpdateRole(?:Description)?$|DeleteServiceLinkedRole$)/;

function changesOwnRole(action: string, record: object): boolean {
  return 'linkedService' in record && !harmless.test(action);
}
