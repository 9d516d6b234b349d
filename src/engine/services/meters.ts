import type { StorageMeter } from '../prices/index';
import { ebsStorage } from './ec2/meters';
import { keyStorage } from './kms/meters';
import { eventStorage } from './logs/meters';
import { databaseStorage } from './rds/charges';
import { objectStorage } from './s3/meters';
import { secretStorage } from './secrets-manager/charges';
import { parameterStorage } from './ssm/meters';

/** What of all services' records is kept for a price: as much as a bill needs, and no service. */
export const storageMeters: readonly StorageMeter[] = [
  ...ebsStorage,
  keyStorage,
  eventStorage,
  ...databaseStorage,
  ...objectStorage,
  secretStorage,
  parameterStorage,
];
