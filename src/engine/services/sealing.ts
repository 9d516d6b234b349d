import type { Service } from '../operation';
import { sealedUnder as sealedByEc2 } from './ec2/sealed-under';
import { sealedUnder as sealedByLambda } from './lambda/sealed-under';
import { sealedUnder as sealedByLogs } from './logs/sealed-under';
import { sealedUnder as sealedByRds } from './rds/sealed-under';
import { sealedUnder as sealedByS3 } from './s3/sealed-under';
import { sealedUnder as sealedBySecretsManager } from './secrets-manager/sealed-under';
import { sealedUnder as sealedBySsm } from './ssm/sealed-under';

/** The services that keep anything under KMS keys: as much as the blast radius of a key needs. */
export const sealingServices: readonly Pick<Service, 'name' | 'sealedUnder'>[] = [
  { name: 'ec2', sealedUnder: sealedByEc2 },
  { name: 'lambda', sealedUnder: sealedByLambda },
  { name: 'logs', sealedUnder: sealedByLogs },
  { name: 'rds', sealedUnder: sealedByRds },
  { name: 's3', sealedUnder: sealedByS3 },
  { name: 'secretsmanager', sealedUnder: sealedBySecretsManager },
  { name: 'ssm', sealedUnder: sealedBySsm },
];
