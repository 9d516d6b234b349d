import model from '../../api/models/iam.gen.json';
import { readModel } from '../../api/index';
import type { Service } from '../../operation';
import * as accessKeys from './access-keys';
import * as account from './account';
import { attachmentOperations } from './attachments';
import { GetAccountAuthorizationDetails } from './authorization-details';
import { boundaryOperations } from './boundaries';
import { groups, roles, users } from './entities';
import * as groupMembers from './group-members';
import { CreateGroup, DeleteGroup, ListGroups, UpdateGroup } from './groups';
import { inlinePolicyOperations } from './inline-policies';
import {
  CreatePolicy,
  DeletePolicy,
  GetPolicy,
  ListPolicies,
  ListPolicyTags,
  TagPolicy,
  UntagPolicy,
} from './managed-policies';
import { GetAccessKeyLastUsed } from './last-use';
import { ListEntitiesForPolicy } from './policy-entities';
import {
  CreatePolicyVersion,
  DeletePolicyVersion,
  GetPolicyVersion,
  ListPolicyVersions,
  SetDefaultPolicyVersion,
} from './policy-versions';
import {
  CreateRole,
  DeleteRole,
  GetRole,
  ListRoles,
  UpdateAssumeRolePolicy,
  UpdateRole,
  UpdateRoleDescription,
} from './roles';
import * as serviceLinkedRoles from './service-linked-roles';
import * as simulation from './simulation';
import { tagOperations } from './tags';
import { CreateUser, DeleteUser, GetUser, ListUsers, UpdateUser } from './users';

/**
 * IAM without what people sign in with: no passwords, MFA devices, certificates or identity
 * providers; no instance profiles.
 */
export const iam: Service = {
  name: 'iam',
  title: 'IAM',
  model: readModel(model),
  eventSource: 'iam.amazonaws.com',
  isGlobal: true,
  operations: {
    ...{ CreateUser, GetUser, ListUsers, UpdateUser, DeleteUser },
    ...{ CreateGroup, ListGroups, UpdateGroup, DeleteGroup },
    ...groupMembers,
    ...{ CreateRole, GetRole, ListRoles, UpdateRole, UpdateRoleDescription },
    ...{ UpdateAssumeRolePolicy, DeleteRole },
    ...serviceLinkedRoles,
    ...tagOperations(users),
    ...tagOperations(roles),
    ...inlinePolicyOperations(users),
    ...inlinePolicyOperations(groups),
    ...inlinePolicyOperations(roles),
    ...attachmentOperations(users),
    ...attachmentOperations(groups),
    ...attachmentOperations(roles),
    ...boundaryOperations(users),
    ...boundaryOperations(roles),
    ...{ CreatePolicy, GetPolicy, ListPolicies, DeletePolicy, ListEntitiesForPolicy },
    ...{ TagPolicy, UntagPolicy, ListPolicyTags },
    ...{ CreatePolicyVersion, GetPolicyVersion, ListPolicyVersions, SetDefaultPolicyVersion },
    DeletePolicyVersion,
    ...accessKeys,
    GetAccessKeyLastUsed,
    ...account,
    GetAccountAuthorizationDetails,
    ...simulation,
  },
};
