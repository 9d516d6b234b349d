import type { ConsoleDefinition } from './definition';
import type { ConsoleService } from './place';

/** A console before it is loaded. */
export interface ConsoleEntry {
  readonly service: ConsoleService;
  readonly title: string;
  /** What it is for, in a line. */
  readonly about: string;
  readonly load: () => Promise<ConsoleDefinition>;
}

/** All consoles in the order of the menu. Each is loaded when it is first opened. */
export const consoles: readonly ConsoleEntry[] = [
  {
    service: 'kms',
    title: 'Key Management Service',
    about: 'Keys, their policies, grants, aliases, rotation and deletion.',
    load: () => import('./kms/console').then(({ kmsConsole }) => kmsConsole),
  },
  {
    service: 's3',
    title: 'S3',
    about:
      'Buckets, their default encryption and policies, and what each object is encrypted with.',
    load: () => import('./s3/console').then(({ s3Console }) => s3Console),
  },
  {
    service: 'ssm',
    title: 'Parameter Store',
    about: 'Parameters of AWS Systems Manager: tiers, types, policies, history and labels.',
    load: () => import('./ssm/console').then(({ ssmConsole }) => ssmConsole),
  },
  {
    service: 'secrets-manager',
    title: 'Secrets Manager',
    about: 'Secrets, their versions and staging labels, rotation and replication.',
    load: () =>
      import('./secrets-manager/console').then(
        ({ secretsManagerConsole }) => secretsManagerConsole,
      ),
  },
  {
    service: 'logs',
    title: 'CloudWatch Logs',
    about: 'Log groups with their KMS keys and retention, streams, and events by pattern.',
    load: () => import('./logs/console').then(({ logsConsole }) => logsConsole),
  },
  {
    service: 'iam',
    title: 'IAM',
    about: 'Users, roles and policies: permissions, trust and access keys.',
    load: () => import('./iam/console').then(({ iamConsole }) => iamConsole),
  },
  {
    service: 'ec2',
    title: 'EC2: Elastic Block Store',
    about: 'Volumes and snapshots: encryption, copies under another key, sharing.',
    load: () => import('./ec2/console').then(({ ec2Console }) => ec2Console),
  },
  {
    service: 'rds',
    title: 'RDS',
    about: 'Databases and their snapshots: encryption, copies, managed passwords.',
    load: () => import('./rds/console').then(({ rdsConsole }) => rdsConsole),
  },
  {
    service: 'lambda',
    title: 'Lambda',
    about: 'Functions: code, tests, environment variables and permissions.',
    load: () => import('./lambda/console').then(({ lambdaConsole }) => lambdaConsole),
  },
  {
    service: 'cloudtrail',
    title: 'CloudTrail',
    about: 'Event history: who asked what, and what was refused.',
    load: () => import('./cloudtrail/console').then(({ cloudTrailConsole }) => cloudTrailConsole),
  },
  {
    service: 'quotas',
    title: 'Service Quotas',
    about: 'What the account may have and how often it may ask; requests for more.',
    load: () => import('./quotas/console').then(({ quotasConsole }) => quotasConsole),
  },
  {
    service: 'bill',
    title: 'Billing',
    about: 'What this month has cost so far, line by line.',
    load: () => import('./bill/console').then(({ billConsole }) => billConsole),
  },
];
