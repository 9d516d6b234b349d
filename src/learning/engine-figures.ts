import { loadModel, serviceNames, type ServiceName } from '../engine/api/catalog';
import type { ApiModel } from '../engine/api/index';
import * as pricesByService from '../engine/prices/index';
import type { Price } from '../engine/prices/index';
import { parameterQuotas, quotaServices } from '../engine/quotas/index';
import { limits as cloudFormation } from '../engine/services/cloudformation/limits';
import { keySpecs } from '../engine/services/kms/key-specs';
import { limits as kms } from '../engine/services/kms/limits';
import { limits as lambda } from '../engine/services/lambda/limits';
import { keyChangeDelay } from '../engine/services/logs/kms-keys';
import { limits as secretsManager } from '../engine/services/secrets-manager/limits';
import { limits as ssm } from '../engine/services/ssm/limits';
import { standardAttempts } from '../shell/aws/configuration/configuration';
import { longestWait } from '../shell/aws/retry';

/** Limits that services keep in tables of their own, in the units in which sources give them. */
const limits: Readonly<Record<string, unknown>> = {
  cloudformation: cloudFormation,
  kms: {
    ...kms,
    importParametersHours: kms.importParametersValidity / 3_600_000,
    plaintext: Object.fromEntries(
      Object.entries(keySpecs).map(([spec, { usages }]) => [
        spec,
        Object.fromEntries(
          Object.entries(usages.ENCRYPT_DECRYPT ?? {}).map(([algorithm, scheme]) => [
            algorithm,
            typeof scheme === 'object' ? scheme.plaintextLimit : undefined,
          ]),
        ),
      ]),
    ),
  },
  lambda: { environmentKB: lambda.environment / 1024 },
  logs: { keyChangeMinutes: keyChangeDelay / 60_000 },
  secretsmanager: secretsManager,
  ssm: {
    ...ssm,
    parameters: parameterQuotas,
    valueKB: { Standard: ssm.value.Standard / 1024, Advanced: ssm.value.Advanced / 1024 },
  },
  cli: { attempts: standardAttempts, longestWait: longestWait / 1000 },
};

const prices: Readonly<Record<string, Readonly<Record<string, Price>>>> = {
  ec2: pricesByService.ebsPrices,
  kms: pricesByService.kmsPrices,
  lambda: pricesByService.lambdaPrices,
  logs: pricesByService.logsPrices,
  rds: pricesByService.rdsPrices,
  s3: pricesByService.s3Prices,
  secretsmanager: pricesByService.secretsManagerPrices,
  ssm: pricesByService.ssmPrices,
};

/**
 * A number of the engine by its name; undefined where it has none of that name. The names:
 * `quotas.kms.L-6E3AF000`, with a Region behind it for the value there; `prices.kms.request` in US
 * dollars for `.per` of them, with `.freePerMonth`; `limits.kms.waitingPeriod.min`, as the tables
 * above have it; `model.kms.Encrypt.Plaintext.max`, a bound of AWS's own API model.
 */
export async function engineFigure(name: string): Promise<number | undefined> {
  const [kind, service = '', ...path] = name.split('.');
  const found =
    kind === 'quotas'
      ? quota(service, path)
      : kind === 'prices'
        ? price(service, path)
        : kind === 'limits'
          ? member(limits[service], path)
          : kind === 'model'
            ? await modelBound(service, path)
            : undefined;
  return typeof found === 'number' ? found : undefined;
}

function quota(service: string, [code, region = '']: readonly string[]): number | undefined {
  const found = quotaServices
    .find((one) => one.code === service)
    ?.quotas.find((one) => one.code === code);
  return region === '' ? found?.value : found?.valueIn?.[region];
}

function price(service: string, [name = '', part = 'usd']: readonly string[]): unknown {
  return member(prices[service]?.[name], [part]);
}

async function modelBound(
  service: string,
  [operation = '', name = '', bound = '']: readonly string[],
): Promise<unknown> {
  if (!(serviceNames as readonly string[]).includes(service)) return undefined;
  const model: ApiModel = await loadModel(service as ServiceName);
  return member(model.operations[operation]?.input?.members[name]?.shape, [bound]);
}

function member(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, name) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, name)
        ? (at as Readonly<Record<string, unknown>>)[name]
        : undefined,
    value,
  );
}
