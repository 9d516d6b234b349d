import { AwsError } from '../../errors';

// Texts as IAM sends them; recorded against AWS and published in public test suites (moto, LocalStack).

/** The refusal of a user name nobody has. */
export function noSuchUser(userName: string): AwsError {
  return new AwsError('NoSuchEntity', `The user with name ${userName} cannot be found.`, 404);
}

/** The refusal of a policy name the user does not have. */
export function noSuchUserPolicy(policyName: string): AwsError {
  return new AwsError(
    'NoSuchEntity',
    `The user policy with name ${policyName} cannot be found.`,
    404,
  );
}

/** The refusal of an access key id the user does not have. */
export function noSuchAccessKey(accessKeyId: string): AwsError {
  return new AwsError(
    'NoSuchEntity',
    `The Access Key with id ${accessKeyId} cannot be found.`,
    404,
  );
}

/** The refusal to create a user a second time. */
export function userExists(userName: string): AwsError {
  return new AwsError('EntityAlreadyExists', `User with name ${userName} already exists.`, 409);
}

/** The refusal to delete a user that still has something. */
export function deleteConflict(what: string): AwsError {
  return new AwsError('DeleteConflict', `Cannot delete entity, must ${what} first.`, 409);
}

/** The refusal of a policy document that does not follow the grammar. */
export function malformedPolicyDocument(why: string): AwsError {
  return new AwsError('MalformedPolicyDocument', why, 400);
}

/** The refusal of one more than a quota allows. */
export function limitExceeded(what: string, limit: number): AwsError {
  return new AwsError('LimitExceeded', `Cannot exceed quota for ${what}: ${limit}`, 409);
}
