import type { ApiModel } from '../../../engine/api/index';
import { plainHttp, tls13, type Transport } from '../../../engine/operation';
import { CliError, exitCodes, generalError, paramValidation } from '../cli-error';
import type { Configuration } from './configuration';
import { globalServiceRegion, regions } from './regions';

/** Where a request goes: the URL, and the Region it is signed for. */
export interface Endpoint {
  readonly url: string;
  readonly region: string;
}

/** Refuses an `--endpoint-url` that is no URL. */
export function checkEndpointUrl(url: string): void {
  if (/^[a-z][a-z0-9+.-]*:/i.test(url)) return;
  throw paramValidation(
    `Bad value for --endpoint-url "${url}": scheme is missing.  Must be of the form http://<hostname>/ or https://<hostname>/`,
  );
}

/** The endpoint a command's settings lead to. The lab's network knows AWS's own endpoints only. */
export function findEndpoint(model: ApiModel, configuration: Configuration): Endpoint {
  const region = findRegion(model, configuration);
  const url = configuration.endpointUrl(model.serviceId) ?? awsEndpoint(model, region);
  return { url, region };
}

/** What answers at an endpoint's URL. */
export interface Connection {
  /** The Region whose endpoint it is. */
  readonly region: string;
  readonly transport: Transport;
}

/**
 * Services whose endpoints answer plain HTTP as well. Source: AWS General Reference, "Service
 * endpoints and quotas", column "Protocol" (read 2026-11): of the other services' endpoints it says
 * HTTPS, and nothing listens on their port 80.
 */
const plainHttpServices: ReadonlySet<string> = new Set(['s3', 'ec2']);

/**
 * The Region whose endpoint of the service answers at the URL, and how; fails as the CLI does when
 * there is none. It is the Region the request is signed for, unless another one's URL was given.
 */
export function connect(model: ApiModel, { url, region }: Endpoint): Connection {
  const shown = URL.canParse(url) ? new URL(url).href : url;
  const isPlain = shown.startsWith('http:');
  const secured = isPlain ? shown.replace('http:', 'https:') : shown;
  const answers = (candidate: string) => secured.startsWith(awsEndpoint(model, candidate));
  const found = regions.includes(region) && answers(region) ? region : regions.find(answers);
  if (found === undefined || (isPlain && !plainHttpServices.has(model.service))) {
    throw generalError(`Could not connect to the endpoint URL: "${shown}"`);
  }
  return { region: found, transport: isPlain ? plainHttp : tls13 };
}

function findRegion(model: ApiModel, configuration: Configuration): string {
  const region = configuration.region?.value;
  if (region !== undefined && !/^(?![0-9]+$)(?!-)[a-zA-Z0-9-]{0,63}(?<!-)$/.test(region)) {
    throw generalError(`Provided region_name '${region}' doesn't match a supported format.`);
  }
  if (isGlobal(model)) return globalServiceRegion;
  // Without a Region, S3 clients ask the oldest one.
  if (region === undefined && model.service === 's3') return globalServiceRegion;
  if (region === undefined) {
    throw new CliError(
      'You must specify a region. You can also configure your region by running "aws configure".',
      exitCodes.configuration,
      'NoRegion',
    );
  }
  if (region === '')
    throw generalError(`Invalid endpoint: https://${model.endpointPrefix}..amazonaws.com`);
  return region;
}

// S3 had one endpoint for all Regions once, and its API model still names it.
function isGlobal({ service, globalEndpoint }: ApiModel): boolean {
  return globalEndpoint !== undefined && service !== 's3';
}

/** AWS's own endpoint of a service in a Region. */
export function awsEndpoint(model: ApiModel, region: string): string {
  const { endpointPrefix, globalEndpoint = '' } = model;
  const host = isGlobal(model) ? globalEndpoint : `${endpointPrefix}.${region}.amazonaws.com`;
  return `https://${host}/`;
}
