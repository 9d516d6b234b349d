import type { BucketRecord, StandardRetention } from '../../../engine/services/s3/state';
import type { Action } from '../definition';
import { givenNumber, textOf } from '../form/values';
import { s3 } from './request';

/** How long new versions are kept from being deleted. */
export function retentionText(retention: StandardRetention | undefined): string {
  if (retention === undefined) return 'Disabled';
  const { Mode, Days, Years } = retention;
  const mode = Mode === 'GOVERNANCE' ? 'Governance' : 'Compliance';
  const [count = 0, unit] = Years === undefined ? [Days, 'day'] : [Years, 'year'];
  return `${mode}, ${count} ${unit}${count === 1 ? '' : 's'}`;
}

const units = ['Days', 'Years'] as const;

/** How long, and in which unit: what the bucket has, or a month to begin with. */
function periodOf({ Days, Years }: Partial<StandardRetention> = {}) {
  return Years === undefined
    ? { unit: 'Days', period: String(Days ?? 30) }
    : { unit: 'Years', period: String(Years) };
}

export const editObjectLock: Action<BucketRecord> = {
  ...{ id: 'object-lock', title: 'Edit Object Lock', tab: 'properties', submit: 'Save changes' },
  closed: ({ versioning }) =>
    versioning === 'Enabled' ? undefined : 'Object Lock needs versioning: switch it on first.',
  steps: (values, bucket) => {
    const kept = bucket.objectLock?.defaultRetention;
    const mode = 'mode' in values ? textOf(values, 'mode') : (kept?.Mode ?? '');
    const { unit, period } = periodOf(kept);
    return [
      {
        title: 'Object Lock',
        notes: bucket.objectLock === undefined ? ['Once enabled, it stays for good.'] : undefined,
        fields: [
          {
            ...{ kind: 'choice', name: 'mode', label: 'Default retention mode', value: mode },
            options: [
              { value: '', label: 'None', help: 'New versions can be deleted at once.' },
              {
                ...{ value: 'GOVERNANCE', label: 'Governance' },
                help: 'Who may s3:BypassGovernanceRetention can delete all the same.',
              },
              { value: 'COMPLIANCE', label: 'Compliance', help: 'Nobody can, not the root user.' },
            ],
          },
          ...(mode === ''
            ? []
            : [
                {
                  ...({ kind: 'number', name: 'period', required: true, value: period } as const),
                  label: 'Default retention period',
                },
                {
                  ...({ kind: 'select', name: 'unit', label: 'Unit', value: unit } as const),
                  options: units.map((value) => ({ value, label: value })),
                },
              ]),
        ],
      },
    ];
  },
  requests(values, { Name: Bucket }) {
    const Mode = textOf(values, 'mode');
    const DefaultRetention = { Mode, [textOf(values, 'unit')]: givenNumber(values, 'period') };
    return [
      s3('PutObjectLockConfiguration', {
        Bucket,
        ObjectLockConfiguration: {
          ObjectLockEnabled: 'Enabled',
          ...(Mode === '' ? {} : { Rule: { DefaultRetention } }),
        },
      }),
    ];
  },
};
