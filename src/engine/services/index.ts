import type { Service } from '../operation';
import { cloudFormation } from './cloudformation/index';
import { cloudTrail } from './cloudtrail/index';
import { ebs } from './ebs/index';
import { ec2 } from './ec2/index';
import { iam } from './iam/index';
import { kms } from './kms/index';
import { lambda } from './lambda/index';
import { logs } from './logs/index';
import { organizations } from './organizations/index';
import { rds } from './rds/index';
import { s3 } from './s3/index';
import { secretsManager } from './secrets-manager/index';
import { serviceQuotas } from './service-quotas/index';
import { ssm } from './ssm/index';
import { sts } from './sts/index';

/** Every service of the model: one line each. */
export const services: readonly Service[] = [
  cloudFormation,
  cloudTrail,
  ebs,
  ec2,
  iam,
  kms,
  lambda,
  logs,
  organizations,
  rds,
  s3,
  secretsManager,
  serviceQuotas,
  ssm,
  sts,
];
