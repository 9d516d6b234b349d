import type { BucketRecord } from '../../../engine/services/s3/state';
import type { Action } from '../definition';
import { textOf } from '../form/values';
import { s3 } from './request';

/** CORS rules as the console shows and takes them: a JSON array. */
export function corsText(cors: BucketRecord['cors']): string {
  return cors === undefined ? '' : JSON.stringify(cors, null, 2);
}

export const editCors: Action<BucketRecord> = {
  ...{ id: 'cors', title: 'Edit CORS', tab: 'permissions', submit: 'Save changes' },
  steps: (_, bucket) => [
    {
      title: 'Cross-origin resource sharing',
      fields: [
        {
          ...{ kind: 'code', name: 'cors', label: 'CORS rules' },
          help: 'A JSON array of rules; empty takes them away.',
          value: corsText(bucket.cors),
          placeholder: '[{ "AllowedOrigins": ["https://example.com"], "AllowedMethods": ["GET"] }]',
        },
      ],
    },
  ],
  requests(values, { Name: Bucket }) {
    const text = textOf(values, 'cors').trim();
    if (text === '') return [s3('DeleteBucketCors', { Bucket })];
    return [s3('PutBucketCors', { Bucket, CORSConfiguration: { CORSRules: rulesIn(text) } })];
  },
};

/** The rules of a text; what is no JSON goes as it is, for the service to refuse. */
function rulesIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
