import type { AnyStateMachine } from 'xstate';
import { quotaMachines } from '../../../engine/quotas/machines';
import { cloudFormationMachines } from '../../../engine/services/cloudformation/machines';
import { ec2Machines } from '../../../engine/services/ec2/machines';
import { kmsMachines } from '../../../engine/services/kms/machines';
import { rdsMachines } from '../../../engine/services/rds/machines';
import { s3Machines } from '../../../engine/services/s3/machines';
import { secretsManagerMachines } from '../../../engine/services/secrets-manager/machines';
import { serviceQuotasMachines } from '../../../engine/services/service-quotas/machines';
import { ssmMachines } from '../../../engine/services/ssm/machines';
import { retryMachine } from '../../../load/retry.machine';

/** A machine in the list of charts. */
export interface ListedMachine {
  readonly machine: AnyStateMachine;
  readonly title: string;
  /** The service whose resources it moves. */
  readonly service: string;
}

/** Titles of machines whose id is not made to be read. */
const titles: Readonly<Record<string, string>> = {
  'automatic rotation': 'Automatic key rotation',
  'on-demand rotation': 'On-demand key rotation',
  'imported material': 'Imported key material',
  'multi-Region replication': 'Multi-Region key',
  'EBS snapshot': 'Snapshot creation',
  'EBS snapshot copy': 'Snapshot copy',
  'RDS DB instance': 'DB instance',
  'RDS snapshot copy': 'DB snapshot copy',
  'CloudFormation stack': 'Stack',
  'parameter policy': 'Parameter policy',
  'S3 replication': 'Replication of a version',
  requestQuota: 'Request quota',
  increaseRequest: 'Quota increase request',
  request: 'Request with retries',
};

const listed: readonly (readonly [string, readonly unknown[]])[] = [
  ['AWS KMS', kmsMachines],
  ['Secrets Manager', secretsManagerMachines],
  ['Parameter Store', ssmMachines],
  ['Amazon S3', s3Machines],
  ['Amazon EBS', ec2Machines],
  ['Amazon RDS', rdsMachines],
  ['CloudFormation', cloudFormationMachines],
  ['Quotas', [...quotaMachines, ...serviceQuotasMachines]],
  ['Clients', [retryMachine]],
];

/** Every state machine of the model, by service: the definitions that move its resources. */
export const machines: readonly ListedMachine[] = listed.flatMap(([service, ofService]) =>
  (ofService as readonly AnyStateMachine[]).map((machine) => ({
    machine,
    title: titles[machine.id] ?? machine.id,
    service,
  })),
);
