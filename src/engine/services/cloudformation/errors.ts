import { AwsError } from '../../errors';

// Codes and statuses are the API model's. Texts are those that LocalStack recorded against AWS
// (tests/aws/services/cloudformation, Apache-2.0), where a comment does not say otherwise.

/** AWS CloudFormation's answer to most bad input. */
export const validationError = (text: string) => new AwsError('ValidationError', text);

/** A template that is not one. */
export const formatError = (text: string) => validationError(`Template format error: ${text}`);

/** A template whose functions cannot be computed. */
export const templateError = (text: string) => validationError(`Template error: ${text}`);

export const stacks = {
  notFound: (name: string) => validationError(`Stack with id ${name} does not exist`),
  /** What operations on events, resources and change sets say instead. */
  notThere: (name: string) => validationError(`Stack [${name}] does not exist`),
  /** The text is from memory. */
  cannotDelete: (id: string, status: string) =>
    validationError(`Stack [${id}] cannot be deleted while in status ${status}`),
  /** The text is from memory. */
  otherTypes: (names: readonly string[]) =>
    validationError(
      `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${names.join(', ')}]`,
    ),
  typeNotAllowed: (type: string, allowed: readonly string[]) =>
    validationError(
      `Resource type ${type} is not allowed by parameter ResourceTypes [${allowed.join(', ')}]`,
    ),
  badName: (name: string) =>
    validationError(
      `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/._+]*`,
    ),
  longName: (name: string) =>
    validationError(
      `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must have length less than or equal to 128`,
    ),
  /** The text is from memory. */
  quoted: (name: string) => validationError(`Stack '${name}' does not exist`),
  exists: (name: string) =>
    new AwsError('AlreadyExistsException', `Stack [${name}] already exists`),
  cannotUpdate: (id: string, status: string) =>
    validationError(`Stack:${id} is in ${status} state and can not be updated.`),
  noUpdates: () => validationError('No updates are to be performed.'),
  /** The text is from memory. */
  isProtected: (name: string) =>
    validationError(`Stack [${name}] cannot be deleted while TerminationProtection is enabled`),
  /** Text: public bug reports, which end here, and name no figure. */
  tooMany: () => new AwsError('LimitExceededException', 'Limit for stack has been exceeded'),
  /** The text is from memory. */
  overdue: () => validationError('Stack creation time exceeded the specified timeout'),
  noResource: (logicalId: string, stack: string) =>
    validationError(`Resource ${logicalId} does not exist for stack ${stack}`),
  roleNotAssumable: (arn: string) => validationError(`Role ${arn} is invalid or cannot be assumed`),
  /** Source: AWS CloudFormation API Reference, DeleteStack, RetainResources; the text from memory. */
  retainsTooEarly: () =>
    validationError(
      'The following parameter(s) can only be used on a stack in the DELETE_FAILED state: [RetainResources]',
    ),
};

export const templates = {
  noneGiven: () => validationError('Either Template URL or Template Body must be specified.'),
  /** From memory. */
  bothGiven: () => validationError('You cannot specify both TemplateURL and TemplateBody.'),
  tooLong: (limit: number) =>
    validationError(
      `1 validation error detected: Value '<template-body>' at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${limit}`,
    ),
  urlUnsupported: () => validationError('TemplateURL must be a supported URL.'),
  /** Text: the AWS CDK's documentation of its pipelines, and public bug reports. */
  urlRefused: (text: string) => validationError(`S3 error: ${text}`),
};

/** What IAM resources in a template need to be acknowledged by. */
export const requiresCapabilities = (names: readonly string[]) =>
  new AwsError(
    'InsufficientCapabilitiesException',
    `Requires capabilities : [${names.join(', ')}]`,
  );

export const changeSets = {
  notFound: (name: string) =>
    new AwsError('ChangeSetNotFound', `ChangeSet [${name}] does not exist`, 404),
  stackNameRequired: () =>
    validationError('StackName must be specified if ChangeSetName is not specified as an ARN.'),
  notExecutable: (id: string, status: string) =>
    new AwsError(
      'InvalidChangeSetStatus',
      `ChangeSet [${id}] cannot be executed in its current status of [${status}]`,
    ),
  /** From memory. */
  exists: (name: string, stack: string) =>
    new AwsError(
      'AlreadyExistsException',
      `ChangeSet ${name} cannot be created due to a mismatch with existing attribute for stack ${stack}`,
    ),
  stackExists: (name: string, set: string) =>
    validationError(
      `Stack [${name}] already exists and cannot be created again with the changeSet [${set}].`,
    ),
  noChanges:
    "The submitted information didn't contain changes. Submit different information to create a change set.",
};

/** What AWS CloudFormation has and this model has not. */
export const notModelled = (what: string) => validationError(`${what} is not part of this model.`);
