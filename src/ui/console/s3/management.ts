import type { BucketRecord } from '../../../engine/services/s3/state';
import { subList, type Tab } from '../definition';
import { actionsOf } from './lifecycle';

interface ManagementRow {
  readonly kind: 'Lifecycle' | 'Replication';
  readonly id: string;
  readonly status: string;
  readonly scope: string;
  readonly what: string;
}

const scopeOf = (filter: object | undefined, prefix = '') => {
  const { Prefix = prefix } = (filter ?? {}) as { readonly Prefix?: string };
  return Prefix === '' ? 'whole bucket' : `${Prefix}*`;
};

/** The tab of a bucket's rules: one table, as both say what happens to which objects. */
export const managementTabs: readonly Tab<BucketRecord>[] = [
  {
    ...{ id: 'management', title: 'Management', kind: 'table' },
    table: subList<BucketRecord, ManagementRow>({
      rows: ({ lifecycle: kept, replication: copied }) => [
        ...(kept?.rules ?? []).map((rule) => ({
          ...{ kind: 'Lifecycle' as const, id: rule.ID, what: actionsOf(rule) },
          status: rule.isEnabled ? 'Enabled' : 'Disabled',
          scope: scopeOf(rule.Filter, rule.Prefix),
        })),
        ...(copied?.rules ?? []).map((rule) => ({
          ...{ kind: 'Replication' as const, id: rule.ID, status: rule.Status ?? '' },
          scope: scopeOf(rule.Filter, rule.Prefix),
          what: `to ${rule.Destination?.Bucket?.split(':').at(-1) ?? ''}${
            rule.SourceSelectionCriteria?.SseKmsEncryptedObjects?.Status === 'Enabled'
              ? ', with KMS'
              : ''
          }`,
        })),
      ],
      columns: [
        { title: 'Rule', text: ({ id }) => id },
        { title: 'Kind', text: ({ kind }) => kind },
        { title: 'Status', text: ({ status }) => status },
        { title: 'Scope', text: ({ scope }) => scope },
        { title: 'Does', text: ({ what }) => what },
      ],
      idOf: ({ kind, id }) => `${kind} ${id}`,
      empty: 'The bucket has no lifecycle rule and no replication rule.',
    }),
  },
];
