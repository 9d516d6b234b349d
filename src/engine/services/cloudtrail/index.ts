import model from '../../api/models/cloudtrail.gen.json';
import { readModel } from '../../api/index';
import type { Service } from '../../operation';
import { LookupEvents } from './lookup-events';

/**
 * AWS CloudTrail's event history: every account has it, and no trail is needed for it. Trails that
 * deliver to S3 are not part of this model.
 */
export const cloudTrail: Service = {
  name: 'cloudtrail',
  title: 'AWS CloudTrail',
  model: readModel(model),
  eventSource: 'cloudtrail.amazonaws.com',
  readOnly: (operation) => operation === 'LookupEvents',
  operations: { LookupEvents },
};
