import { AwsError } from '../../errors';

// AWS's texts as quoted by cdk-preflight's rules for AWS::SSM::Parameter, which were measured against
// PutParameter; the codes are those of the API Reference.

const attribute = (message: string) => new AwsError('InvalidPolicyAttributeException', message);
const incompatible = (message: string) => new AwsError('IncompatiblePolicyException', message);

export const policyErrors = {
  /** Text: pytorch/test-infra pull request 6858, from AWS. */
  notAnArray: (policies: string) =>
    new AwsError('ValidationException', `Invalid policies input: ${policies}.`),
  tooMany: (limit: number) =>
    new AwsError(
      'PoliciesLimitExceededException',
      `Number of policies attached to a parameter cannot exceed ${limit}`,
    ),
  type: (type: string) =>
    new AwsError('InvalidPolicyTypeException', `Policy type ${type} is not supported.`),
  version: () => attribute('Unsupported policy version.'),
  missing: (name: string) => attribute(`Mandatory policy attribute ${name} is missing.`),
  noTimestamp: () => attribute('A valid Expiration policy must have an attribute of Timestamp.'),
  timestamp: () => attribute('Invalid timestamp format'),
  notPositive: (name: string) => attribute(`Attribute ${name} must be a positive integer.`),
  unit: () => attribute('Supported time units: DAYS HOURS'),
  twoExpirations: () => incompatible('There can be only one expiration policy'),
  noExpiration: () =>
    incompatible('Expiration notification policies are missing expiration policy'),
};
