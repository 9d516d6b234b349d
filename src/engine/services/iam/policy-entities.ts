import type {
  ListEntitiesForPolicyRequest,
  ListEntitiesForPolicyResponse,
} from '@aws-sdk/client-iam';
import { find, groups, roles, users } from './entities';
import { noSuchEntity } from './errors';
import { onPolicy } from './on-policy';
import { page } from './paging';
import { usesOf } from './policy-uses';
import type { AttachmentRecord, PolicyUsage } from './state';

const placeOf = ({ kind, name }: AttachmentRecord) => `${kind}/${name}`;

export const ListEntitiesForPolicy = onPolicy(
  { action: 'ListEntitiesForPolicy', access: 'read', missing: noSuchEntity.attachable },
  (input: ListEntitiesForPolicyRequest, ctx, { Arn }): ListEntitiesForPolicyResponse => {
    const { PolicyUsageFilter, EntityFilter, PathPrefix = '/' } = input;
    const usages: readonly PolicyUsage[] =
      PolicyUsageFilter === undefined
        ? ['PermissionsPolicy', 'PermissionsBoundary']
        : [PolicyUsageFilter];
    const uses = usages.flatMap((usage) => usesOf(ctx, ctx.caller.account, Arn, usage));
    // An entity may use the policy both ways and is listed once.
    const entities = [...new Map(uses.map((use) => [placeOf(use), use])).values()]
      .filter(({ kind }) => EntityFilter === undefined || kind === EntityFilter)
      .map((use) => ({ ...use, record: recordOf(use) }))
      .filter(({ record }) => record.Path.startsWith(PathPrefix))
      .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
    const { items, ...rest } = page(entities, placeOf, input);

    function recordOf({ kind, name }: AttachmentRecord) {
      if (kind === 'User') return find(users, name, ctx);
      return kind === 'Role' ? find(roles, name, ctx) : find(groups, name, ctx);
    }
    const records = items.map(({ record }) => record);
    return {
      PolicyGroups: records.flatMap((record) =>
        'GroupName' in record ? { GroupName: record.GroupName, GroupId: record.GroupId } : [],
      ),
      PolicyUsers: records.flatMap((record) =>
        'UserName' in record ? { UserName: record.UserName, UserId: record.UserId } : [],
      ),
      PolicyRoles: records.flatMap((record) =>
        'RoleName' in record ? { RoleName: record.RoleName, RoleId: record.RoleId } : [],
      ),
      ...rest,
    };
  },
);
