import { AwsError } from '../../errors';

// Texts as IAM sends them: recorded against AWS and published in public test suites (LocalStack,
// moto), or quoted in public issue reports.

const noSuch = (message: string) => new AwsError('NoSuchEntity', message, 404);

/** The refusals of what does not exist. */
export const noSuchEntity = {
  /** A `user`, `group`, `role`, `user policy`, ... of this name. */
  named: (noun: string, name: string) => noSuch(`The ${noun} with name ${name} cannot be found.`),
  accessKey: (id: string) => noSuch(`The Access Key with id ${id} cannot be found.`),
  policy: (arn: string) => noSuch(`Policy ${arn} was not found.`),
  attachable: (arn: string) => noSuch(`Policy ${arn} does not exist or is not attachable.`),
  version: (arn: string, version: string) =>
    noSuch(`Policy ${arn} version ${version} does not exist or is not attachable.`),
  boundary: (arn: string) => noSuch(`Scope ARN: ${arn} does not exist or is not attachable.`),
  deletionTask: (id: string) => noSuch(`Deletion task ${id} cannot be found.`),
};

const exists = (message: string) => new AwsError('EntityAlreadyExists', message, 409);

/** The refusals to create something a second time. */
export const alreadyExists = {
  entity: (type: string, name: string) => exists(`${type} with name ${name} already exists.`),
  policy: (name: string) =>
    exists(`A policy called ${name} already exists. Duplicate names are not allowed.`),
  accountAlias: (alias: string) => exists(`The account alias ${alias} already exists.`),
};

const conflict = (message: string) => new AwsError('DeleteConflict', message, 409);

/** The refusals to delete what is still needed or not empty. */
export const deleteConflict = {
  entity: (what: string) => conflict(`Cannot delete entity, must ${what} first.`),
  attachedPolicy: () => conflict('Cannot delete a policy attached to entities.'),
  defaultVersion: () => conflict('Cannot delete the default version of a policy.'),
  versions: () =>
    conflict(
      "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
    ),
};

const limit = (message: string) => new AwsError('LimitExceeded', message, 409);

/** The refusals of more than a quota allows. */
export const limitExceeded = {
  quota: (what: string, quota: number) => limit(`Cannot exceed quota for ${what}: ${quota}`),
  inlinePolicies: (noun: string, name: string, size: number) =>
    limit(`Maximum policy size of ${size} bytes exceeded for ${noun} ${name}`),
  versions: (most: number) =>
    limit(
      `A managed policy can have up to ${most} versions. Before you create a new version, you must delete an existing version.`,
    ),
};

/** The refusal of a policy document that does not follow the grammar. */
export function malformedPolicyDocument(why: string): AwsError {
  return new AwsError('MalformedPolicyDocument', why, 400);
}

/** The refusal of a value that the API model allows and IAM does not. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message, 400);
}

/** The refusal of an input that contradicts itself or the state of the account. */
export function invalidInput(message: string): AwsError {
  return new AwsError('InvalidInput', message, 400);
}

/** The refusal to change a role that belongs to a service. */
export function protectedRole(roleName: string): AwsError {
  return new AwsError(
    'UnmodifiableEntity',
    `Cannot perform the operation on the protected role '${roleName}' - this role is only modifiable by AWS`,
    400,
  );
}

/** The refusal to tell about an access key that is not the account's, or does not exist. */
export function foreignAccessKey(callerArn: string, id: string): AwsError {
  return new AwsError(
    'AccessDenied',
    `User: ${callerArn} is not authorized to perform: iam:GetAccessKeyLastUsed on resource: access key ${id}`,
    403,
  );
}

/** The refusal to change a policy of AWS or of another account. */
export function foreignPolicy(): AwsError {
  return new AwsError('AccessDenied', 'Policy is outside your own account.', 403);
}
