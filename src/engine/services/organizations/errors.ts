import type {
  ConstraintViolationExceptionReason,
  InvalidInputExceptionReason,
} from '@aws-sdk/client-organizations';
import { AwsError } from '../../errors';

// Texts as AWS Organizations sends them, as published in moto's test suite, or else those of the
// AWS Organizations API Reference.

/** The refusals that say no more than their own name. */
export const organizationsErrors = {
  accessDenied: () =>
    new AwsError('AccessDeniedException', "You don't have permissions to access this resource."),
  notInUse: () =>
    new AwsError(
      'AWSOrganizationsNotInUseException',
      'Your account is not a member of an organization.',
    ),
  alreadyIn: () =>
    new AwsError(
      'AlreadyInOrganizationException',
      'The provided account is already a member of an organization.',
    ),
  notEmpty: () =>
    new AwsError(
      'OrganizationNotEmptyException',
      'To delete an organization you must first remove all member accounts (except the master).',
    ),
  unitNotEmpty: () =>
    new AwsError(
      'OrganizationalUnitNotEmptyException',
      'The specified OU is not empty. Move all accounts to another root or to other OUs, remove all child OUs, and try the operation again.',
    ),
  duplicateUnit: () =>
    new AwsError(
      'DuplicateOrganizationalUnitException',
      'An OU with the same name already exists.',
    ),
  duplicatePolicy: () =>
    new AwsError('DuplicatePolicyException', 'A policy with the same name already exists.'),
  duplicateAttachment: () =>
    new AwsError(
      'DuplicatePolicyAttachmentException',
      'The selected policy is already attached to the specified target.',
    ),
  duplicateAccount: () =>
    new AwsError(
      'DuplicateAccountException',
      'That account is already present in the specified destination.',
    ),
  policyInUse: () =>
    new AwsError(
      'PolicyInUseException',
      'The policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts before performing this operation.',
    ),
  policyNotAttached: () =>
    new AwsError(
      'PolicyNotAttachedException',
      "The policy isn't attached to the specified target in the specified root.",
    ),
  policyTypeNotEnabled: () =>
    new AwsError(
      'PolicyTypeNotEnabledException',
      'This operation can be performed only for enabled policy types.',
    ),
  policyTypeAlreadyEnabled: () =>
    new AwsError(
      'PolicyTypeAlreadyEnabledException',
      'The specified policy type is already enabled.',
    ),
  policyTypeNotAvailable: () =>
    new AwsError(
      'PolicyTypeNotAvailableForOrganizationException',
      "You can't use the specified policy type with the feature set currently enabled for this organization.",
    ),
  malformedPolicy: (why: string) => new AwsError('MalformedPolicyDocumentException', why),
};

/** The refusals of what does not exist. */
export const notFound = {
  account: () =>
    new AwsError('AccountNotFoundException', "You specified an account that doesn't exist."),
  unit: () =>
    new AwsError(
      'OrganizationalUnitNotFoundException',
      "You specified an organizational unit that doesn't exist.",
    ),
  parent: () => new AwsError('ParentNotFoundException', "You specified parent that doesn't exist."),
  child: () =>
    new AwsError(
      'ChildNotFoundException',
      "We can't find an organizational unit (OU) or AWS account with the ChildId that you specified.",
    ),
  root: () => new AwsError('RootNotFoundException', "You specified a root that doesn't exist."),
  target: () =>
    new AwsError('TargetNotFoundException', "You specified a target that doesn't exist."),
  policy: () =>
    new AwsError(
      'PolicyNotFoundException',
      "We can't find a policy with the PolicyId that you specified.",
    ),
  describedPolicy: () =>
    new AwsError('PolicyNotFoundException', "You specified a policy that doesn't exist."),
  source: () =>
    new AwsError(
      'SourceParentNotFoundException',
      "We can't find a source root or OU with the ParentId that you specified.",
    ),
  destination: () =>
    new AwsError(
      'DestinationParentNotFoundException',
      "We can't find the destination container (a root or OU) with the ParentId that you specified.",
    ),
  accountRequest: () =>
    new AwsError(
      'CreateAccountStatusNotFoundException',
      "We can't find an create account request with the CreateAccountRequestId that you specified.",
    ),
};

// Texts of the API Reference, ConstraintViolationException; the last is quoted in issue reports.
const constraints = {
  ACCOUNT_NUMBER_LIMIT_EXCEEDED: 'You have exceeded the allowed number of AWS Accounts.',
  OU_DEPTH_LIMIT_EXCEEDED: 'You attempted to create an OU tree that is too many levels deep.',
  POLICY_CONTENT_LIMIT_EXCEEDED:
    'You attempted to create a policy that is larger than the maximum size.',
  MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED:
    'You attempted to exceed the number of policies of a certain type that can be attached to an entity at one time.',
  MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED:
    'You cannot remove the last policy attached to the specified target. You must have at least one attached at all times.',
} satisfies Partial<Record<ConstraintViolationExceptionReason, string>>;

/** The refusal of what a limit of AWS Organizations forbids. */
export function constraintViolation(Reason: keyof typeof constraints): AwsError {
  return new AwsError('ConstraintViolationException', constraints[Reason], 400, { Reason });
}

// Texts of the API Reference, InvalidInputException; the first two as moto's suite has them.
const inputs = {
  INVALID_ENUM_POLICY_TYPE: 'You specified an invalid value.',
  INVALID_NEXT_TOKEN: 'You specified an invalid value.',
  IMMUTABLE_POLICY: "You specified a policy that is managed by AWS and can't be modified.",
  NON_DETACHABLE_POLICY: "You can't detach this AWS Managed Policy.",
} satisfies Partial<Record<InvalidInputExceptionReason, string>>;

/** The refusal of an input that the API model allows and AWS Organizations does not. */
export function invalidInput(Reason: keyof typeof inputs): AwsError {
  return new AwsError('InvalidInputException', inputs[Reason], 400, { Reason });
}

/** The refusal of a request above its quota. Text: AWS Organizations API Reference. */
export const throttled = () =>
  new AwsError(
    'TooManyRequestsException',
    'You have sent too many requests in too short a period of time. The quota helps protect against denial-of-service attacks. Try again later.',
  );
