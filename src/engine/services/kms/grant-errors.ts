import { AwsError } from '../../errors';
import type { KeyRecord } from './state';

/** A grant token nobody gave out: AWS's text is not published. */
export const invalidGrantToken = () => new AwsError('InvalidGrantTokenException', '');

const validation = (text: string) => new AwsError('ValidationException', text);

/** Where no source is named, AWS's text is not published and this model's stands in. */
export const grants = {
  /** Text: Lambda's report of it, in AWS issue reports ("KMS Exception: InvalidArnException"). */
  invalidPrincipal: (arn: string) =>
    new AwsError('InvalidArnException', `ARN does not refer to a valid principal: ${arn}`),
  invalidId: (id: string) => new AwsError('InvalidGrantIdException', `Invalid grant ID '${id}'`),
  /** Text as moto quotes it. */
  notFound: (id: string) => new AwsError('NotFoundException', `Grant ID ${id} not found`),
  /** Text as LocalStack quotes it. */
  whichToRetire: () => validation('Grant token OR (grant ID, key ID) must be specified'),
  noOperations: () => validation('A grant must allow at least one operation.'),
  /** Text: ansible/ansible pull request 31960. */
  onlyCreateGrant: () => validation('Grants must not contain only the CreateGrant operation.'),
  operationsOfOtherKeys: (operations: readonly string[], { Arn, KeySpec, KeyUsage }: KeyRecord) =>
    validation(
      `Operations [${operations.join(', ')}] are not supported by ${Arn}, whose key spec is ${KeySpec} and whose key usage is ${KeyUsage}.`,
    ),
  contextOfOtherKeys: () =>
    validation('Encryption context constraints need a symmetric encryption KMS key.'),
  tooManyPairs: () => validation('A grant constraint can have up to 8 encryption context pairs.'),
  longValue: () =>
    validation('The encryption context value in a grant constraint cannot exceed 384 characters.'),
  oneGrantee: () =>
    validation(
      'You must specify either GranteePrincipal or GranteeServicePrincipal, but not both.',
    ),
  oneRetiring: () =>
    validation(
      'You can specify either RetiringPrincipal or RetiringServicePrincipal, but not both.',
    ),
  serviceWithoutSource: () =>
    validation('A grant to a GranteeServicePrincipal must have a SourceArn grant constraint.'),
  serviceWithoutRetiring: () =>
    validation(
      'A grant to a GranteeServicePrincipal must have a RetiringPrincipal or a RetiringServicePrincipal.',
    ),
  onlyForServices: () =>
    new AwsError(
      'AccessDeniedException',
      'RetiringServicePrincipal is usable by AWS services only.',
    ),
};
