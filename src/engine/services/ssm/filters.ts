import type { ParameterStringFilter, ParametersFilter } from '@aws-sdk/client-ssm';
import type { Context } from '../../operation';
import { filterErrors as errors } from './filter-errors';
import { latestVersion, type FoundVersion } from './lookup';
import { pathOf, readPath } from './names';
import type { ParameterRecord } from './state';

/** A parameter that filters look at; its latest version is read only if one asks for it. */
export interface Candidate {
  readonly parameter: ParameterRecord;
  readonly latest: FoundVersion;
}

/** Whether a parameter passes. */
export type Filter = (candidate: Candidate) => boolean;

/** A parameter for filters to look at. */
export function candidate(
  ctx: Pick<Context, 'get'>,
  key: string,
  parameter: ParameterRecord,
): Candidate {
  let latest: FoundVersion | undefined;
  return {
    parameter,
    get latest() {
      return (latest ??= latestVersion(ctx, key, parameter));
    },
  };
}

const types = ['String', 'StringList', 'SecureString'];
const tiers = ['Standard', 'Advanced', 'Intelligent-Tiering'];

type Compare = (have: string, wanted: string) => boolean;

const equals: Compare = (have, wanted) => have === wanted;
const comparisons: Readonly<Record<string, Compare>> = {
  Equals: equals,
  BeginsWith: (have, wanted) => have.startsWith(wanted),
  Contains: (have, wanted) => have.includes(wanted),
};

/** Where a request may be filtered by what. */
const keysOf = {
  DescribeParameters: ['Path', 'Name', 'Type', 'KeyId', 'Tier'],
  GetParametersByPath: ['Type', 'KeyId'],
} as const;

/** What the operation takes beside the keys that its errors list. */
function isTaken(operation: keyof typeof keysOf, key: string): boolean {
  const listed: readonly string[] = keysOf[operation];
  if (operation === 'GetParametersByPath') return key === 'Label' || listed.includes(key);
  return key.startsWith('tag:') || key === 'DataType' || listed.includes(key);
}

/**
 * What ParameterFilters ask for: a parameter must pass all of them, by any of a filter's values.
 * Throws InvalidFilterKey, InvalidFilterOption, InvalidFilterValue or ValidationException. Source:
 * Systems Manager API Reference, ParameterStringFilter.
 */
export function readFilters(
  operation: keyof typeof keysOf,
  filters: readonly ParameterStringFilter[] = [],
): readonly Filter[] {
  const seen = new Set<string>();
  return filters.map((filter) => {
    const { Key = '', Values = [] } = filter;
    if (!isTaken(operation, Key)) throw errors.key(Key, keysOf[operation]);
    if (Values.length === 0 && !Key.startsWith('tag:')) throw errors.noValues(Key);
    if (seen.has(Key)) throw errors.duplicate(Key);
    seen.add(Key);
    return readFilter(Key, filter.Option, Values);
  });
}

function readFilter(key: string, option: string | undefined, values: readonly string[]): Filter {
  if (key === 'Path') return pathFilter(option ?? 'OneLevel', values);
  if (key === 'Tier') checkValues(values, tiers);
  if (key === 'Type' && option !== 'BeginsWith') checkValues(values, types);
  const compare = comparison(key, option);
  const passes = (have: string | undefined) =>
    have !== undefined && values.some((value) => compare(have, value));
  if (key.startsWith('tag:')) {
    const name = key.slice('tag:'.length);
    return ({ parameter: { tags } }) =>
      values.length === 0 ? Object.hasOwn(tags, name) : passes(tags[name]);
  }
  switch (key) {
    case 'Name': {
      // With and without a leading slash it is the same name.
      const wanted = option === 'Contains' ? values : values.map(pathOf);
      return ({ parameter: { Name } }) => wanted.some((value) => compare(pathOf(Name), value));
    }
    case 'Type':
      return ({ parameter }) => passes(parameter.Type);
    case 'Tier':
      return ({ parameter }) => passes(parameter.Tier);
    case 'KeyId':
      return ({ latest }) => passes(latest.version.KeyId);
    case 'DataType':
      return ({ latest }) => passes(latest.version.DataType);
    default:
      return ({ parameter: { labels = {} } }) => Object.keys(labels).some(passes);
  }
}

function comparison(key: string, option = 'Equals'): Compare {
  const allowed = key === 'Name' ? ['Equals', 'BeginsWith', 'Contains'] : ['Equals', 'BeginsWith'];
  const compare = allowed.includes(option) && key !== 'Label' ? comparisons[option] : undefined;
  if (key === 'Label' && option === 'Equals') return equals;
  if (compare === undefined) throw errors.option(option, ['BeginsWith', 'Equals']);
  return compare;
}

function checkValues(values: readonly string[], valid: readonly string[]): void {
  for (const value of values) if (!valid.includes(value)) throw errors.value(value, valid);
}

function pathFilter(option: string, values: readonly string[]): Filter {
  const options = ['Recursive', 'OneLevel'];
  if (!options.includes(option)) throw errors.option(option, options);
  for (const value of values) if (/^\/(?:aws|ssm)/i.test(value)) throw errors.reservedPath();
  const paths = values.map(readPath);
  return ({ parameter }) => {
    const name = pathOf(parameter.Name);
    return paths.some(
      (path) =>
        name.startsWith(path) && (option === 'Recursive' || !name.includes('/', path.length)),
    );
  };
}

/**
 * The deprecated Filters: names that begin with a value, types and keys that are it. Source of the
 * first: Systems Manager API Reference, the example of DescribeParameters.
 */
export function readOldFilters(filters: readonly ParametersFilter[] = []): readonly Filter[] {
  return filters.map(({ Key = 'Name', Values = [] }) =>
    readFilter(Key, Key === 'Name' ? 'BeginsWith' : 'Equals', Values),
  );
}
