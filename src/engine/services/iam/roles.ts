import type {
  CreateRoleRequest,
  CreateRoleResponse,
  DeleteRoleRequest,
  GetRoleRequest,
  GetRoleResponse,
  ListRolesRequest,
  ListRolesResponse,
  Role,
  UpdateAssumeRolePolicyRequest,
  UpdateRoleDescriptionRequest,
  UpdateRoleDescriptionResponse,
  UpdateRoleRequest,
  UpdateRoleResponse,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../operation';
import type { Reader } from '../../tables';
import { boundaryKeyOf, checkBoundary, describeBoundary } from './boundaries';
import { onEntity, policyUser, put, roles } from './entities';
import { alreadyExists, deleteConflict } from './errors';
import { entityId } from './ids';
import { roleLastUsed } from './last-use';
import { listPermission, pageOfEntities } from './listing';
import { forgetBoundary, noteUse } from './policy-uses';
import { requireRoom } from './quotas';
import { entityKey, iamArn, lastUsesTable, rolesTable, type RoleRecord } from './state';
import { describeTags, requestTagKeys, withTags } from './tags';
import { trust, trustPolicyOf } from './trust-policies';

/** Seconds. Source: IAM API Reference, CreateRole, `MaxSessionDuration`. */
export const defaultMaxSessionDuration = 3600;

/** A role as CreateRole answers and lists begin. */
export function describeRole(reader: Reader, role: RoleRecord) {
  const { Path, RoleName, RoleId, Arn, CreateDate, Description } = role;
  return {
    ...{ Path, RoleName, RoleId, Arn, CreateDate: new Date(CreateDate) },
    AssumeRolePolicyDocument: trustPolicyOf(reader, role).document,
    ...(Description === undefined ? {} : { Description }),
  } satisfies Role;
}

export const CreateRole: Operation<CreateRoleRequest, CreateRoleResponse> = {
  permissions: ({ RoleName = '', Path = '/', PermissionsBoundary, Tags }, _, { caller }) => [
    {
      action: 'iam:CreateRole',
      resource: iamArn(caller.account, 'role', Path, RoleName),
      context: { ...boundaryKeyOf(PermissionsBoundary), ...requestTagKeys(Tags) },
    },
  ],
  handle(input, ctx) {
    const { RoleName = '', Path = '/', AssumeRolePolicyDocument = '', Tags = [] } = input;
    const { Description, MaxSessionDuration, PermissionsBoundary } = input;
    const { account } = ctx.caller;
    if (ctx.get(rolesTable, entityKey(account, RoleName)) !== undefined) {
      throw alreadyExists.entity('Role', RoleName);
    }
    const trusted = trust(ctx, AssumeRolePolicyDocument);
    if (PermissionsBoundary !== undefined) checkBoundary(ctx, PermissionsBoundary);
    requireRoom(ctx, rolesTable, 'rolesPerAccount');
    const role: RoleRecord = {
      ...{ RoleName, Path, account, CreateDate: ctx.now, ...trusted },
      Arn: iamArn(account, 'role', Path, RoleName),
      RoleId: entityId('AROA', ctx.random),
      ...(Description === undefined ? {} : { Description }),
      MaxSessionDuration: MaxSessionDuration ?? defaultMaxSessionDuration,
      tags: withTags({}, Tags, 'Role'),
      ...{ inlinePolicies: [], attachedPolicies: [] },
      ...(PermissionsBoundary === undefined ? {} : { permissionsBoundary: PermissionsBoundary }),
    };
    put(roles, role, ctx);
    if (PermissionsBoundary !== undefined) {
      noteUse(ctx, policyUser(roles, role), PermissionsBoundary, 'PermissionsBoundary');
    }
    // AWS answers without MaxSessionDuration (recorded by LocalStack: test_create_describe_role).
    return {
      Role: { ...describeRole(ctx, role), ...describeBoundary(role), ...describeTags(role) },
    };
  },
};

export const GetRole = onEntity(
  roles,
  'GetRole',
  (_: GetRoleRequest, ctx, role): GetRoleResponse => ({
    Role: {
      ...describeRole(ctx, role),
      MaxSessionDuration: role.MaxSessionDuration,
      ...describeBoundary(role),
      ...describeTags(role),
      RoleLastUsed: roleLastUsed(ctx, role),
    },
  }),
);

export const ListRoles: Operation<ListRolesRequest, ListRolesResponse> = {
  permissions: (input, _, ctx) => [listPermission(roles, input, ctx)],
  handle(input, ctx) {
    const { items, ...rest } = pageOfEntities(roles, input, ctx);
    const Roles = items.map((role) => ({
      ...describeRole(ctx, role),
      MaxSessionDuration: role.MaxSessionDuration,
    }));
    return { Roles, ...rest };
  },
};

export const UpdateRole = onEntity(
  roles,
  'UpdateRole',
  ({ Description, MaxSessionDuration }: UpdateRoleRequest, ctx, role): UpdateRoleResponse => {
    put(
      roles,
      {
        ...role,
        ...(Description === undefined ? {} : { Description }),
        MaxSessionDuration: MaxSessionDuration ?? role.MaxSessionDuration,
      },
      ctx,
    );
    return {};
  },
);

export const UpdateRoleDescription = onEntity(
  roles,
  'UpdateRoleDescription',
  (
    { Description = '' }: UpdateRoleDescriptionRequest,
    ctx,
    role,
  ): UpdateRoleDescriptionResponse => {
    const after = { ...role, Description };
    put(roles, after, ctx);
    return { Role: { ...describeRole(ctx, after), MaxSessionDuration: role.MaxSessionDuration } };
  },
);

export const UpdateAssumeRolePolicy = onEntity(
  roles,
  'UpdateAssumeRolePolicy',
  ({ PolicyDocument = '' }: UpdateAssumeRolePolicyRequest, ctx, role) => {
    put(roles, { ...role, ...trust(ctx, PolicyDocument) }, ctx);
  },
);

export const DeleteRole = onEntity(roles, 'DeleteRole', (_: DeleteRoleRequest, ctx, role) => {
  if (role.attachedPolicies.length > 0) throw deleteConflict.entity('detach all policies');
  if (role.inlinePolicies.length > 0) throw deleteConflict.entity('delete policies');
  forgetBoundary(ctx, policyUser(roles, role), role);
  ctx.delete(rolesTable, entityKey(role.account, role.RoleName));
  ctx.delete(lastUsesTable, role.RoleId);
});
