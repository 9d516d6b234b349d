import { AwsError } from '../../errors';

// AWS's texts as moto quotes them in its tests of DescribeParameters and GetParametersByPath.

export const filterErrors = {
  both: () =>
    new AwsError(
      'ValidationException',
      'You can use either Filters or ParameterFilters in a single request.',
    ),
  key: (key: string, valid: readonly string[]) =>
    new AwsError(
      'InvalidFilterKey',
      `The following filter key is not valid: ${key}. Valid filter keys include: [${valid.join(', ')}].`,
    ),
  duplicate: (key: string) =>
    new AwsError(
      'InvalidFilterKey',
      `The following filter is duplicated in the request: ${key}. A request can contain only one occurrence of a specific filter.`,
    ),
  noValues: (key: string) =>
    new AwsError(
      'InvalidFilterValue',
      `The following filter values are missing : null for filter key ${key}.`,
    ),
  value: (value: string, valid: readonly string[]) =>
    new AwsError(
      'InvalidFilterValue',
      `The following filter value is not valid: ${value}. Valid values include: [${valid.join(', ')}].`,
    ),
  option: (option: string, valid: readonly string[]) =>
    new AwsError(
      'InvalidFilterOption',
      `The following filter option is not valid: ${option}. Valid options include: [${valid.join(', ')}].`,
    ),
  reservedPath: () =>
    new AwsError(
      'ValidationException',
      'Filters for common parameters can\'t be prefixed with "aws" or "ssm" (case-insensitive). When using global parameters, please specify within a global namespace.',
    ),
};
