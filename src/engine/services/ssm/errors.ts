import { AwsError } from '../../errors';

// AWS's texts, each once. Where a comment names no other source they are quoted from AWS in public
// bug reports (Terraform, CDK and others, 2019 to 2026) or in moto's tests of Parameter Store.

const validation = (message: string) => new AwsError('ValidationException', message);

export const names = {
  malformed: () =>
    validation(
      'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_',
    ),
  notFullyQualified: () => validation('Parameter name must be a fully qualified name.'),
  endsWithSlash: () => validation('Parameter name must not end with slash.'),
  reservedPrefix: () =>
    validation('Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).'),
  reservedName: (name: string) =>
    new AwsError('AccessDeniedException', `No access to reserved parameter name: ${name}.`),
  /** Text: the API Reference's; that AWS sends no other is not known. */
  tooDeep: () =>
    new AwsError(
      'HierarchyLevelLimitExceededException',
      'A hierarchy can have a maximum of 15 levels. For more information, see Requirements and constraints for parameter names in the AWS Systems Manager User Guide.',
    ),
  /** The code is AWS's; its text is not known here. */
  tooLong: (limit: number) =>
    new AwsError(
      'AccessDeniedException',
      `The ARN of the parameter is longer than ${limit} characters.`,
    ),
  malformedPath: () =>
    validation(
      'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can\'t be prefixed with "aws" or "ssm" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.',
    ),
};

/** GetParameter and DeleteParameter of a name that does not exist: AWS sends no text. */
export const notFound = () => new AwsError('ParameterNotFound', '');

/** The same of operations on versions and labels. */
export const namedNotFound = (name: string) =>
  new AwsError('ParameterNotFound', `Parameter ${name} not found.`);

/** A version that does not exist. What AWS says of an unknown label is not known here. */
export const versionNotFound = (version: number | string, name: string) =>
  new AwsError(
    'ParameterVersionNotFound',
    `Systems Manager could not find version ${version} of ${name}. Verify the version and try again.`,
  );

export const putting = {
  exists: () =>
    new AwsError(
      'ParameterAlreadyExists',
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    ),
  /** Source: the text of AWS in https://github.com/awslabs/aws-orbit-workbench/issues/1170. */
  staleTags: () =>
    new AwsError(
      'TooManyUpdates',
      'Failed to create the parameter since stale tags associated to the name detected. Please retry in a while or change a parameter name.',
    ),
  typeRequired: () => validation('A parameter type is required when you create a parameter.'),
  /** Text: the API Reference's; that AWS sends no other is not known. */
  typeChanged: () =>
    new AwsError(
      'HierarchyTypeMismatchException',
      "Parameter Store doesn't support changing a parameter type in a hierarchy. For example, you can't change a parameter from a String type to a SecureString type. You must create a new, unique parameter.",
    ),
  tagsAndOverwrite: () =>
    validation(
      "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
    ),
  nested: () =>
    validation('Parameter value can\'t nest another parameter. Do not use "{{}}" in the value.'),
  unknownDataType: (type: string) =>
    validation(
      `The following data type is not supported: ${type} (Data type names are all lowercase.)`,
    ),
  dataTypeOfType: (dataType: string, type: string) =>
    validation(`The ${dataType} data type is not supported for the following input type: ${type}`),
  /** AWS's text is not known here. */
  notOfDataType: (type: string) =>
    validation(`The parameter value is not valid for the data type ${type}.`),
  /** Text: the API Reference's; that AWS sends no other is not known. */
  invalidPattern: () =>
    new AwsError(
      'InvalidAllowedPatternException',
      "The request doesn't meet the regular expression requirement.",
    ),
  patternMismatch: (pattern: string) =>
    new AwsError(
      'ParameterPatternMismatchException',
      `Parameter value, cannot be validated against allowedPattern: ${pattern}`,
    ),
  /** Source: Systems Manager API Reference, PutParameter, ParameterMaxVersionLimitExceeded. */
  oldestHasLabel: (name: string, oldest: number) =>
    new AwsError(
      'ParameterMaxVersionLimitExceeded',
      `You attempted to create a new version of ${name} by calling the PutParameter API with the overwrite flag. Version ${oldest}, the oldest version, can't be deleted because it has a label associated with it. Move the label to another version of the parameter, and try again.`,
    ),
};

const aboutTiers =
  'For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html';

export const tiers = {
  standardValue: (limit: number) =>
    validation(
      `Standard tier parameters support a maximum parameter value of ${limit} characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. ${aboutTiers}`,
    ),
  advancedValue: (limit: number) =>
    validation(
      `Advanced-tier parameters support a maximum parameter value of ${limit} characters.`,
    ),
  downgrade: () =>
    validation(
      "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the standard-parameter tier. If necessary, you can delete the advanced parameter and recreate it as a standard parameter. Be aware that standard parameters have a value limit of 4096 characters.",
    ),
  policiesOnStandard: () =>
    validation("You can't assign parameter policies to a standard-parameter tier."),
  /** AWS's text is not known here. Rule: Systems Manager API Reference, PutParameter, `Tier`. */
  dataTypeOnStandard: (type: string) =>
    validation(`The data type ${type} requires the advanced-parameter tier.`),
  standardCount: (limit: number) =>
    new AwsError(
      'ParameterLimitExceeded',
      `You have reached the maximum number of standard parameters for this AWS account and Region (${limit}). To add more parameters, either delete existing parameters or upgrade to the advanced-parameter tier (charges apply).`,
    ),
  /** After the text for standard parameters: AWS's own is not known here. */
  advancedCount: (limit: number) =>
    new AwsError(
      'ParameterLimitExceeded',
      `You have reached the maximum number of advanced parameters for this AWS account and Region (${limit}). To add more parameters, delete existing parameters.`,
    ),
};

/** A token that no answer gave out. AWS's text is not known here. */
export const invalidNextToken = () =>
  new AwsError('InvalidNextToken', 'The specified token is not valid.');

/** Text as moto quotes it; AWS's own may have a space between its sentences. */
export const tooManyLabels = (limit: number) =>
  new AwsError(
    'ParameterVersionLabelLimitExceeded',
    `A parameter version can have maximum ${limit} labels.Move one or more labels to another version and try again.`,
  );

/** What is tagged is no parameter of this model, or does not exist. AWS's texts are not known here. */
export const tagging = {
  resourceType: (type: string) =>
    new AwsError('InvalidResourceType', `This model has no resources of the type ${type}.`),
  resourceId: () => new AwsError('InvalidResourceId', ''),
  reserved: () =>
    new AwsError('ValidationException', 'Tag keys that begin with aws: are reserved.'),
  tooMany: () => new AwsError('TooManyTagsError', ''),
};

/** AWS's texts are not known here. */
export const settings = {
  notFound: (id: string) =>
    new AwsError('ServiceSettingNotFound', `The service setting ${id} was not found.`),
  value: (id: string, valid: readonly string[]) =>
    new AwsError('ValidationException', `The value of ${id} must be one of: ${valid.join(', ')}.`),
};

export const references = {
  /** Text as moto quotes it. */
  decryptionRequired: () =>
    validation('WithDecryption flag must be True for retrieving a Secret Manager secret.'),
  /** Source: Systems Manager User Guide; the form was recorded against AWS by LocalStack. */
  secretNotFound: (name: string) =>
    new AwsError(
      'ParameterNotFound',
      `An error occurred (ParameterNotFound) when referencing Secrets Manager: Secret ${name} not found.`,
    ),
  /** AWS's text is not known here. */
  noString: () => validation('The secret has no string that could be returned as a parameter.'),
};
