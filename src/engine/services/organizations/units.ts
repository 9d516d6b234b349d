import type {
  CreateOrganizationalUnitRequest,
  CreateOrganizationalUnitResponse,
  DeleteOrganizationalUnitRequest,
  DescribeOrganizationalUnitRequest,
  DescribeOrganizationalUnitResponse,
  ListChildrenRequest,
  ListChildrenResponse,
  ListOrganizationalUnitsForParentRequest,
  ListOrganizationalUnitsForParentResponse,
  ListParentsRequest,
  ListParentsResponse,
  OrganizationalUnit,
  UpdateOrganizationalUnitRequest,
  UpdateOrganizationalUnitResponse,
} from '@aws-sdk/client-organizations';
import type { Context, Operation } from '../../operation';
import { arnIn, findTarget, managedOrganization, membersOf, permissionOn } from './access';
import { constraintViolation, notFound, organizationsErrors } from './errors';
import { fullAccessFor, organizationsId } from './founding';
import { unitsAbove } from './membership';
import { page } from './paging';
import { keyIn, unitsTable, type OrganizationRecord, type UnitRecord } from './state';

/** Levels of OUs under a root. Source: AWS Organizations User Guide, "Quotas". */
const maxDepth = 5;

function describe(organization: OrganizationRecord, { Id, Name }: UnitRecord): OrganizationalUnit {
  return { Id, Arn: arnIn(organization, 'ou', Id), Name };
}

function unitsIn(ctx: Context, { Id }: OrganizationRecord, parentId: string): UnitRecord[] {
  const units = ctx.range(unitsTable, { prefix: keyIn(Id, '') }).map(([, unit]) => unit);
  return units.filter(({ parent }) => parent === parentId);
}

/** The root or OU that holds something. Throws ParentNotFoundException. */
function findParent(ctx: Context, organization: OrganizationRecord, id: string): UnitRecord {
  const parent = ctx.get(unitsTable, keyIn(organization.Id, id));
  if (parent === undefined) throw notFound.parent();
  return parent;
}

interface FoundUnit {
  readonly organization: OrganizationRecord;
  readonly unit: UnitRecord;
}

function findUnit(
  { OrganizationalUnitId = '' }: { OrganizationalUnitId: string | undefined },
  ctx: Context,
): FoundUnit {
  const organization = managedOrganization(ctx);
  const unit = ctx.get(unitsTable, keyIn(organization.Id, OrganizationalUnitId));
  if (unit === undefined || unit.parent === null) throw notFound.unit();
  return { organization, unit };
}

const onUnit =
  (action: string) =>
  (_: unknown, { organization, unit }: FoundUnit) =>
    permissionOn(action, arnIn(organization, 'ou', unit.Id));

export const CreateOrganizationalUnit: Operation<
  CreateOrganizationalUnitRequest,
  CreateOrganizationalUnitResponse
> = {
  handle({ ParentId = '', Name = '' }, ctx) {
    const organization = managedOrganization(ctx);
    const parent = findParent(ctx, organization, ParentId);
    if (unitsIn(ctx, organization, ParentId).some((unit) => unit.Name === Name)) {
      throw organizationsErrors.duplicateUnit();
    }
    const unit: UnitRecord = {
      Id: organizationsId(`ou-${organization.rootId.slice(2)}-`, 8, ctx.random),
      ...{ organization: organization.Id, parent: parent.Id, Name },
      attached: fullAccessFor(organization.enabledPolicyTypes),
    };
    // The root is not a level of OUs.
    if (unitsAbove(ctx, unit).length > maxDepth) {
      throw constraintViolation('OU_DEPTH_LIMIT_EXCEEDED');
    }
    ctx.put(unitsTable, keyIn(organization.Id, unit.Id), unit);
    return { OrganizationalUnit: describe(organization, unit) };
  },
};

export const DescribeOrganizationalUnit: Operation<
  DescribeOrganizationalUnitRequest,
  DescribeOrganizationalUnitResponse,
  FoundUnit
> = {
  target: findUnit,
  permissions: onUnit('DescribeOrganizationalUnit'),
  handle: (_, __, { organization, unit }) => ({ OrganizationalUnit: describe(organization, unit) }),
};

export const UpdateOrganizationalUnit: Operation<
  UpdateOrganizationalUnitRequest,
  UpdateOrganizationalUnitResponse,
  FoundUnit
> = {
  target: findUnit,
  permissions: onUnit('UpdateOrganizationalUnit'),
  handle({ Name = '' }, ctx, { organization, unit }) {
    const siblings = unitsIn(ctx, organization, unit.parent ?? '');
    if (siblings.some((other) => other.Name === Name && other.Id !== unit.Id)) {
      throw organizationsErrors.duplicateUnit();
    }
    const renamed = Name === '' ? unit : { ...unit, Name };
    ctx.put(unitsTable, keyIn(organization.Id, unit.Id), renamed);
    return { OrganizationalUnit: describe(organization, renamed) };
  },
};

export const DeleteOrganizationalUnit: Operation<DeleteOrganizationalUnitRequest, void, FoundUnit> =
  {
    target: findUnit,
    permissions: onUnit('DeleteOrganizationalUnit'),
    handle(_, ctx, { organization, unit: { Id } }) {
      const holdsAccounts = membersOf(ctx, organization.Id).some(({ parent }) => parent === Id);
      if (holdsAccounts || unitsIn(ctx, organization, Id).length > 0) {
        throw organizationsErrors.unitNotEmpty();
      }
      ctx.delete(unitsTable, keyIn(organization.Id, Id));
    },
  };

export const ListOrganizationalUnitsForParent: Operation<
  ListOrganizationalUnitsForParentRequest,
  ListOrganizationalUnitsForParentResponse
> = {
  handle(input, ctx) {
    const organization = managedOrganization(ctx);
    const { Id } = findParent(ctx, organization, input.ParentId ?? '');
    const { items, more } = page(unitsIn(ctx, organization, Id), input);
    return { OrganizationalUnits: items.map((unit) => describe(organization, unit)), ...more };
  },
};

export const ListParents: Operation<ListParentsRequest, ListParentsResponse> = {
  handle({ ChildId = '' }, ctx) {
    const organization = managedOrganization(ctx);
    const child = findTarget(ctx, organization, ChildId);
    const Id = child?.record.parent;
    if (Id === undefined || Id === null) throw notFound.child();
    return {
      Parents: [{ Id, Type: Id === organization.rootId ? 'ROOT' : 'ORGANIZATIONAL_UNIT' }],
    };
  },
};

export const ListChildren: Operation<ListChildrenRequest, ListChildrenResponse> = {
  handle(input, ctx) {
    const organization = managedOrganization(ctx);
    const { ChildType: Type } = input;
    const { Id: parentId } = findParent(ctx, organization, input.ParentId ?? '');
    const inside =
      Type === 'ACCOUNT'
        ? membersOf(ctx, organization.Id).filter(({ parent }) => parent === parentId)
        : unitsIn(ctx, organization, parentId);
    const { items, more } = page(inside, input);
    return { Children: items.map(({ Id }) => ({ Id, Type })), ...more };
  },
};
