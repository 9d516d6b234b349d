import type {
  CreateServiceLinkedRoleRequest,
  CreateServiceLinkedRoleResponse,
  DeleteServiceLinkedRoleRequest,
  DeleteServiceLinkedRoleResponse,
  GetServiceLinkedRoleDeletionStatusRequest,
  GetServiceLinkedRoleDeletionStatusResponse,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../operation';
import { onEntity, policyUser, put, roles } from './entities';
import { invalidInput, noSuchEntity } from './errors';
import { entityId } from './ids';
import { forgetUse, noteUse } from './policy-uses';
import { requireRoom } from './quotas';
import { defaultMaxSessionDuration, describeRole } from './roles';
import { linkedRoles } from './service-linked-role-names';
import {
  entityKey,
  iamArn,
  lastUsesTable,
  roleDeletionsTable,
  rolesTable,
  type RoleRecord,
} from './state';

function linkedRole(service: string, suffix: string | undefined) {
  const known = linkedRoles.get(service);
  if (known === undefined) throw invalidInput(`Service linked role for ${service} is not known.`);
  if (suffix === undefined) return known;
  if (!known.takesSuffix) throw invalidInput(`Custom suffix is not allowed for ${service}`);
  return { ...known, roleName: `${known.roleName}_${suffix}` };
}

function trustOf(Service: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
  });
}

export const CreateServiceLinkedRole: Operation<
  CreateServiceLinkedRoleRequest,
  CreateServiceLinkedRoleResponse
> = {
  permissions: ({ AWSServiceName: service = '', CustomSuffix }, _, { caller }) => {
    const { roleName } = linkedRole(service, CustomSuffix);
    return [
      {
        action: 'iam:CreateServiceLinkedRole',
        resource: iamArn(caller.account, 'role', pathOf(service), roleName),
        context: { 'iam:AWSServiceName': service },
      },
    ];
  },
  handle({ AWSServiceName: service = '', CustomSuffix, Description }, ctx) {
    const { account } = ctx.caller;
    const { roleName: RoleName, policyName } = linkedRole(service, CustomSuffix);
    if (ctx.get(rolesTable, entityKey(account, RoleName)) !== undefined) {
      throw invalidInput(
        `Service role name ${RoleName} has been taken in this account, please try a different suffix.`,
      );
    }
    requireRoom(ctx, rolesTable, 'rolesPerAccount');
    const Path = pathOf(service);
    const policyArn = iamArn('aws', 'policy', '/aws-service-role/', policyName);
    const role: RoleRecord = {
      ...{ RoleName, Path, account, CreateDate: ctx.now },
      Arn: iamArn(account, 'role', Path, RoleName),
      RoleId: entityId('AROA', ctx.random),
      ...(Description === undefined ? {} : { Description }),
      MaxSessionDuration: defaultMaxSessionDuration,
      trustPolicy: { name: 'trust policy', document: trustOf(service) },
      ...{ trustedIds: {}, tags: {}, inlinePolicies: [], attachedPolicies: [policyArn] },
      linkedService: service,
    };
    put(roles, role, ctx);
    noteUse(ctx, policyUser(roles, role), policyArn, 'PermissionsPolicy');
    return { Role: describeRole(ctx, role) };
  },
};

function pathOf(service: string): string {
  return `/aws-service-role/${service}/`;
}

/**
 * Deletes a service-linked role. AWS does it in the background, once the service has said that
 * nothing needs the role; here no service does, and the task is done when it is begun.
 */
export const DeleteServiceLinkedRole = onEntity(
  roles,
  'DeleteServiceLinkedRole',
  (_: DeleteServiceLinkedRoleRequest, ctx, role): DeleteServiceLinkedRoleResponse => {
    const { RoleName, Path, account, linkedService } = role;
    if (linkedService === undefined) {
      // The operation has no other error for it in the API model.
      throw noSuchEntity.named('role', RoleName);
    }
    for (const arn of role.attachedPolicies) {
      forgetUse(ctx, policyUser(roles, role), arn, 'PermissionsPolicy');
    }
    ctx.delete(rolesTable, entityKey(account, RoleName));
    ctx.delete(lastUsesTable, role.RoleId);
    const DeletionTaskId = `task${Path}${RoleName}/${ctx.random.uuid()}`;
    ctx.put(roleDeletionsTable, DeletionTaskId, { account });
    return { DeletionTaskId };
  },
);

export const GetServiceLinkedRoleDeletionStatus: Operation<
  GetServiceLinkedRoleDeletionStatusRequest,
  GetServiceLinkedRoleDeletionStatusResponse
> = {
  handle({ DeletionTaskId = '' }, ctx) {
    const task = ctx.get(roleDeletionsTable, DeletionTaskId);
    if (task?.account !== ctx.caller.account) throw noSuchEntity.deletionTask(DeletionTaskId);
    return { Status: 'SUCCEEDED' };
  },
};
