import { ec2Volume } from './ec2-volume';
import type { ResourceHandler } from './handler';
import { iamManagedPolicy } from './iam-managed-policy';
import { iamPolicy } from './iam-policy';
import { iamRole } from './iam-role';
import { kmsAlias } from './kms-alias';
import { kmsKey } from './kms-key';
import { kmsReplicaKey } from './kms-replica-key';
import { lambdaFunction } from './lambda-function';
import { lambdaPermission } from './lambda-permission';
import { logsLogGroup } from './logs-log-group';
import { rdsDbInstance } from './rds-db-instance';
import { s3Bucket } from './s3-bucket';
import { s3BucketPolicy } from './s3-bucket-policy';
import { secretsManagerResourcePolicy } from './secretsmanager-resource-policy';
import { secretsManagerRotationSchedule } from './secretsmanager-rotation-schedule';
import { secretsManagerSecret } from './secretsmanager-secret';
import { secretsManagerTargetAttachment } from './secretsmanager-target-attachment';
import { ssmParameter } from './ssm-parameter';

const handlers: readonly ResourceHandler[] = [
  ...[ec2Volume, iamManagedPolicy, iamPolicy, iamRole],
  ...[
    kmsAlias,
    kmsKey,
    kmsReplicaKey,
    lambdaFunction,
    lambdaPermission,
    logsLogGroup,
    rdsDbInstance,
    s3Bucket,
    s3BucketPolicy,
  ],
  ...[secretsManagerResourcePolicy, secretsManagerRotationSchedule, secretsManagerSecret],
  ...[secretsManagerTargetAttachment],
  ssmParameter,
];

const byType = new Map(handlers.map((handler) => [handler.type, handler]));

/** What makes resources of a type; undefined for a type that this model has not. */
export function handlerOf(type: string): ResourceHandler | undefined {
  return byType.get(type);
}
