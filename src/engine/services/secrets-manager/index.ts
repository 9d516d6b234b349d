import model from '../../api/models/secretsmanager.gen.json';
import { readModel } from '../../api/index';
import type { Service } from '../../operation';
import { BatchGetSecretValue } from './batch-get-secret-value';
import { requestPrice, secretStorage } from './charges';
import { CreateSecret } from './create-secret';
import { deletion, DeleteSecret, RestoreSecret } from './deletion';
import { DescribeSecret } from './describe-secret';
import { GetSecretValue } from './get-secret-value';
import { ListSecrets } from './list-secrets';
import { ListSecretVersionIds } from './list-versions';
import { PutSecretValue } from './put-secret-value';
import { GetRandomPassword } from './random-password';
import { CancelRotateSecret, RotateSecret } from './rotate-secret';
import { rotation, rotationWindow } from './rotation-steps';
import {
  RemoveRegionsFromReplication,
  ReplicateSecretToRegions,
  StopReplicationToReplica,
} from './replication';
import {
  DeleteResourcePolicy,
  GetResourcePolicy,
  PutResourcePolicy,
  ValidateResourcePolicy,
} from './resource-policies';
import { sealedUnder } from './sealed-under';
import { TagResource, UntagResource } from './tags';
import { trailRules } from './trail';
import { UpdateSecret } from './update-secret';
import { UpdateSecretVersionStage } from './version-stages';

/** AWS Secrets Manager. */
export const secretsManager: Service = {
  name: 'secretsmanager',
  title: 'AWS Secrets Manager',
  model: readModel(model),
  eventSource: 'secretsmanager.amazonaws.com',
  readOnly: (operation) => /^(?:BatchGet|Validate)/.test(operation),
  price: requestPrice,
  storage: [secretStorage],
  sealedUnder,
  trail: trailRules,
  timers: { deletion, rotation, rotationWindow },
  operations: {
    ...{ BatchGetSecretValue, CreateSecret, DeleteSecret, DescribeSecret, GetRandomPassword },
    ...{ GetSecretValue, ListSecrets, ListSecretVersionIds, PutSecretValue, RestoreSecret },
    ...{ RemoveRegionsFromReplication, ReplicateSecretToRegions, StopReplicationToReplica },
    ...{ DeleteResourcePolicy, GetResourcePolicy, PutResourcePolicy, ValidateResourcePolicy },
    ...{ CancelRotateSecret, RotateSecret },
    ...{ TagResource, UntagResource, UpdateSecret, UpdateSecretVersionStage },
  },
};
