import { parseArn } from '../arn';
import { headerSignature, type Caller, type Permission } from '../operation';
import { nameIn } from '../services/iam/principal-policies';
import { entityKey, rolesTable } from '../services/iam/state';
import { trustPolicyOf } from '../services/iam/trust-policies';
import { keyPermission } from '../services/kms/permissions';
import { keysTable } from '../services/kms/state';
import { functionPermission } from '../services/lambda/permissions';
import { functionKey, functionsTable } from '../services/lambda/state';
import { lookUp } from '../services/logs/lookup';
import { readIdentifier } from '../services/logs/names';
import { streamPermission } from '../services/logs/permissions';
import { bucketPermission, objectPermission } from '../services/s3/permissions';
import { bucketsTable } from '../services/s3/state';
import { secretPermission } from '../services/secrets-manager/permissions';
import { secretsTable } from '../services/secrets-manager/state';
import { findParameter } from '../services/ssm/lookup';
import { parameterPermission } from '../services/ssm/permissions';
import type { Reader } from '../tables';
import { nameOfFunction, secretOf } from './edited-policy';

/** The actions that are worth asking about, by the service of their resource; objects aside. */
export const usualActions: Readonly<Record<string, readonly string[]>> = {
  kms: [
    ...['kms:DescribeKey', 'kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey'],
    ...['kms:CreateGrant', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'],
  ],
  s3: [
    ...['s3:ListBucket', 's3:GetObject', 's3:PutObject', 's3:DeleteObject'],
    ...['s3:GetBucketPolicy', 's3:PutBucketPolicy'],
  ],
  secretsmanager: [
    ...['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
    ...['secretsmanager:PutSecretValue', 'secretsmanager:PutResourcePolicy'],
  ],
  ssm: ['ssm:GetParameter', 'ssm:PutParameter', 'ssm:DeleteParameter'],
  logs: ['logs:FilterLogEvents', 'logs:PutRetentionPolicy', 'logs:DeleteLogGroup'],
  lambda: ['lambda:GetFunction', 'lambda:InvokeFunction', 'lambda:UpdateFunctionCode'],
  iam: ['sts:AssumeRole'],
};

/** A key of an object that is asked about: any would do. */
const anyKey = 'example';

/**
 * The permission that an action on a resource of the world asks for, with its policy and condition
 * keys, as the resource's own service puts it. Undefined where there is no such resource.
 */
export function permissionFor(
  reader: Reader,
  caller: Caller,
  action: string,
  arn: string,
  now: number,
): Permission | undefined {
  const { service, account = '', region = '', resource = '' } = parseArn(arn) ?? {};
  const name = action.slice(action.indexOf(':') + 1);
  const signature = caller.principal.type === 'Service' ? undefined : headerSignature;
  const ctx = {
    ...{ caller, now, region, signature, viaService: undefined, source: undefined },
    get: reader.get.bind(reader),
    range: reader.range.bind(reader),
    descending: reader.descending.bind(reader),
    size: reader.size.bind(reader),
  };
  switch (service) {
    case 'kms': {
      const key = reader.get(keysTable, arn);
      return key && keyPermission(action, { key }, ctx);
    }
    case 's3': {
      const bucket = reader.get(bucketsTable, resource);
      if (bucket === undefined) return undefined;
      return /Object$/.test(action)
        ? objectPermission(action, bucket, anyKey, ctx)
        : bucketPermission(action, bucket, ctx);
    }
    case 'secretsmanager': {
      const key = secretOf(reader, arn, account, region) ?? '';
      const secret = reader.get(secretsTable, key);
      const reference = { text: arn, name: resource, account, region, arn };
      return secret && secretPermission(name, ctx, { arn, key, secret, reference });
    }
    case 'ssm': {
      const found = findParameter(ctx, arn);
      return found.parameter && parameterPermission(name, found);
    }
    case 'logs': {
      const found = lookUp(ctx, readIdentifier(ctx, arn));
      return found.group && streamPermission(name, found);
    }
    case 'lambda': {
      const where = { account, region, FunctionName: nameOfFunction(resource) };
      const record = reader.get(functionsTable, functionKey(where));
      return record && functionPermission(reader, name, { ...where, qualifier: '', arn, record });
    }
    case 'iam': {
      const role = reader.get(rolesTable, entityKey(account, nameIn(arn)));
      if (role === undefined) return undefined;
      const resourceTags = Object.entries(role.tags).map(
        ([name, value]) => [`aws:ResourceTag/${name}`, value] as const,
      );
      return {
        ...{ action, resource: arn },
        context: { 'sts:RoleSessionName': 'session', ...Object.fromEntries(resourceTags) },
        policies: { resourceRule: 'role-trust', resource: trustPolicyOf(reader, role) },
      };
    }
    default:
      return undefined;
  }
}
