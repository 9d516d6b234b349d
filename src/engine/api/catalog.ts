import type { ApiModel } from './model';
import cloudformation from './models/cloudformation.gen.json';
import cloudtrail from './models/cloudtrail.gen.json';
import ebs from './models/ebs.gen.json';
import ec2 from './models/ec2.gen.json';
import iam from './models/iam.gen.json';
import kms from './models/kms.gen.json';
import lambda from './models/lambda.gen.json';
import logs from './models/logs.gen.json';
import organizations from './models/organizations.gen.json';
import s3 from './models/s3.gen.json';
import rds from './models/rds.gen.json';
import secretsmanager from './models/secretsmanager.gen.json';
import serviceQuotas from './models/service-quotas.gen.json';
import ssm from './models/ssm.gen.json';
import sts from './models/sts.gen.json';
import { readModel, type CompactModel } from './read-model';

// The models of services that the engine has are loaded with it; of the others, a bundle loads each
// when it is first asked for.
const loaders = {
  kms: () => Promise.resolve({ default: kms }),
  s3: () => Promise.resolve({ default: s3 }),
  ssm: () => Promise.resolve({ default: ssm }),
  logs: () => Promise.resolve({ default: logs }),
  secretsmanager: () => Promise.resolve({ default: secretsmanager }),
  iam: () => Promise.resolve({ default: iam }),
  sts: () => Promise.resolve({ default: sts }),
  organizations: () => Promise.resolve({ default: organizations }),
  ebs: () => Promise.resolve({ default: ebs }),
  ec2: () => Promise.resolve({ default: ec2 }),
  rds: () => Promise.resolve({ default: rds }),
  cloudtrail: () => Promise.resolve({ default: cloudtrail }),
  'service-quotas': () => Promise.resolve({ default: serviceQuotas }),
  lambda: () => Promise.resolve({ default: lambda }),
  cloudformation: () => Promise.resolve({ default: cloudformation }),
} satisfies Record<string, () => Promise<{ default: CompactModel }>>;

/** The engine's name of a service that has an API model. */
export type ServiceName = keyof typeof loaders;

/** Every service that has an API model. */
export const serviceNames = Object.keys(loaders) as readonly ServiceName[];

const loading = new Map<ServiceName, Promise<ApiModel>>();

/** Loads a service's API model, once. */
export function loadModel(service: ServiceName): Promise<ApiModel> {
  let model = loading.get(service);
  if (model === undefined) {
    model = loaders[service]().then((module) => readModel(module.default));
    // A failed download must not stay the answer for ever.
    model.catch(() => loading.delete(service));
    loading.set(service, model);
  }
  return model;
}

/** What the AWS CLI calls a service: `aws s3api` is the S3 API, `aws s3` another thing. */
export function commandName(service: ServiceName): string {
  return service === 's3' ? 's3api' : service;
}

/** The service behind a command of the AWS CLI, where it has an API model. */
export function serviceOfCommand(command: string): ServiceName | undefined {
  return serviceNames.find((service) => commandName(service) === command);
}
