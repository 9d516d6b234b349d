import type { EntityRecord } from '../../../engine/services/iam/state';
import { subList, type Tab } from '../definition';

interface PermissionRow {
  readonly name: string;
  readonly type: 'Managed' | 'Inline';
  readonly document: string;
}

/** What users, groups and roles are given: managed policies and inline ones. */
export const permissions = <Row extends EntityRecord>(): Tab<Row> => ({
  ...{ id: 'permissions', title: 'Permissions', kind: 'table' },
  table: subList<Row, PermissionRow>({
    rows: ({ attachedPolicies, inlinePolicies }) => [
      ...attachedPolicies.map((arn) => ({
        ...{ name: arn.split('/').at(-1) ?? arn, type: 'Managed' as const, document: arn },
      })),
      ...inlinePolicies.map(({ name, document }) => ({
        ...{ name, type: 'Inline' as const, document: document.replaceAll(/\s+/g, ' ') },
      })),
    ],
    columns: [
      { title: 'Policy', text: ({ name }) => name },
      { title: 'Type', text: ({ type }) => type },
      { title: 'ARN or document', text: ({ document }) => document },
    ],
    idOf: ({ name, type }) => `${type} ${name}`,
    empty: 'Without a policy nothing is allowed that a resource’s policy does not allow.',
  }),
});
