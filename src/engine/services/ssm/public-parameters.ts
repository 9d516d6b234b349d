import { toHex } from '../../random';
import type { FoundVersion } from './lookup';
import { parameterArn } from './names';
import { amazonLinuxImages, asOf, regions, services } from './public-data';

const root = '/aws/service/';

/** Whether a path, or what is below it, is AWS's own and the same for every account. */
export function isPublicPath(path: string): boolean {
  return path.startsWith(root);
}

/** A value, or how it follows from the Region that is asked. */
type Value = string | ((region: string) => string);

function* entries(): Generator<readonly [path: string, value: Value]> {
  const infrastructure = `${root}global-infrastructure`;
  for (const [region, longName, country, subdivision] of regions) {
    const path = `${infrastructure}/regions/${region}`;
    yield [path, region];
    yield [`${path}/domain`, 'amazonaws.com'];
    yield [`${path}/geolocationCountry`, country];
    yield [`${path}/geolocationRegion`, subdivision];
    yield [`${path}/longName`, longName];
    yield [`${path}/partition`, 'aws'];
  }
  for (const [service, longName] of services) {
    const path = `${infrastructure}/services/${service}`;
    yield [path, service];
    yield [`${path}/longName`, longName];
    for (const [region] of regions) yield [`${path}/regions/${region}`, region];
  }
  for (const image of amazonLinuxImages) {
    yield [`${root}ami-amazon-linux-latest/${image}`, (region) => imageId(`${region}/${image}`)];
  }
}

/** An ID of the right form that is always the same for a Region and image: an example, no AMI. */
function imageId(of: string): string {
  const digits = new Uint32Array(2);
  // FNV-1a, from two starts.
  for (const [i, start] of [0x811c9dc5, 0x01000193].entries()) {
    let hash = start;
    for (const char of of) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
    digits[i] = hash;
  }
  return `ami-0${toHex(new Uint8Array(digits.buffer))}`;
}

let known: ReadonlyMap<string, Value> | undefined;

function all(): ReadonlyMap<string, Value> {
  return (known ??= new Map([...entries()].sort(([a], [b]) => (a < b ? -1 : 1))));
}

/** A public parameter; undefined where this model has none of the name. */
export function publicParameter(path: string, region: string): FoundVersion | undefined {
  const value = all().get(path);
  if (value === undefined) return undefined;
  return {
    parameter: {
      ...{ Name: path, ARN: parameterArn(region, '', path), Type: 'String', Tier: 'Standard' },
      ...{ Version: 1, oldest: 1, tags: {} },
    },
    number: 1,
    version: {
      ...{ Value: typeof value === 'string' ? value : value(region), Tier: 'Standard' },
      ...{ DataType: 'text', LastModifiedDate: asOf, LastModifiedUser: 'AWS' },
    },
  };
}

/** The names of public parameters below a path, which ends with a slash, in order. */
export function publicPathsBelow(path: string, isRecursive: boolean): readonly string[] {
  return [...all().keys()].filter(
    (each) => each.startsWith(path) && (isRecursive || !each.includes('/', path.length)),
  );
}
