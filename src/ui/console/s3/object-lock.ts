import type { BucketRecord, StandardRetention } from '../../../engine/services/s3/state';
import type { Action } from '../definition';
import { givenNumber, textOf } from '../form/values';
import { s3 } from './request';

/** How long new versions are kept from being deleted. */
export function retentionText(retention: StandardRetention | undefined): string {
  if (retention === undefined) return 'Disabled';
  const { Mode, Days, Years } = retention;
  return `${Mode}, ${Days === undefined ? `${Years} years` : `${Days} days`}`;
}

export const editObjectLock: Action<BucketRecord> = {
  ...{ id: 'object-lock', title: 'Edit Object Lock', tab: 'properties', submit: 'Save changes' },
  closed: ({ versioning }) =>
    versioning === 'Enabled' ? undefined : 'Object Lock needs versioning: switch it on first.',
  steps: (values, bucket) => {
    const kept = bucket.objectLock?.defaultRetention;
    const mode = 'mode' in values ? textOf(values, 'mode') : (kept?.Mode ?? '');
    return [
      {
        title: 'Object Lock',
        notes: bucket.objectLock === undefined ? ['Once enabled, it stays for good.'] : undefined,
        fields: [
          {
            ...{
              kind: 'choice',
              name: 'mode',
              label: 'Default retention',
              value: kept?.Mode ?? '',
            },
            options: [
              { value: '', label: 'Disabled' },
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
                  ...({ kind: 'number', name: 'days', label: 'Retention (days)' } as const),
                  ...{ required: true, value: String(kept?.Days ?? 30) },
                },
              ]),
        ],
      },
    ];
  },
  requests(values, { Name: Bucket }) {
    const Mode = textOf(values, 'mode');
    const DefaultRetention = { Mode, Days: givenNumber(values, 'days') };
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
