import { AwsError } from '../../errors';

/**
 * Importing. Unless a comment says otherwise the texts are this model's: AWS's are not published.
 */
export const importing = {
  /** Recorded (LocalStack snapshot test_import_key_symmetric). */
  missingValidTo: () =>
    new AwsError(
      'ValidationException',
      'A validTo date must be set if the ExpirationModel is KEY_MATERIAL_EXPIRES',
    ),
  superfluousValidTo: () =>
    new AwsError(
      'ValidationException',
      'A validTo date must not be set if the ExpirationModel is KEY_MATERIAL_DOES_NOT_EXPIRE',
    ),
  validToOutOfBounds: () =>
    new AwsError(
      'ValidationException',
      'The validTo date must be in the future and at most 365 days from now',
    ),
  onlySymmetric: (member: string) =>
    new AwsError(
      'ValidationException',
      `${member} is only valid for symmetric encryption KMS keys.`,
    ),
  idOfNewMaterial: () =>
    new AwsError(
      'ValidationException',
      'KeyMaterialId cannot be specified when ImportType is NEW_KEY_MATERIAL.',
    ),
  wrapping: (spec: string, algorithm: string, wrappingKeySpec: string) =>
    new AwsError(
      'UnsupportedOperationException',
      `Key material of key spec ${spec} cannot be wrapped by ${algorithm} with ${wrappingKeySpec}.`,
    ),
  notImportable: (spec: string) =>
    new AwsError(
      'UnsupportedOperationException',
      `Key material cannot be imported into KMS keys of key spec ${spec}.`,
    ),
  invalidToken: () => new AwsError('InvalidImportTokenException', ''),
  expiredToken: () => new AwsError('ExpiredImportTokenException', ''),
  incorrectMaterial: () => new AwsError('IncorrectKeyMaterialException', ''),
  unknownMaterial: (id: string, arn: string) =>
    new AwsError('NotFoundException', `Key material (id: ${id}) of KMS key ${arn} is not found.`),
  /** Recorded (LocalStack test_import_key_material_raises_if_there_is_already_key_material_pending). */
  anotherPending: (id: string, arn: string, pending: string) =>
    new AwsError(
      'KMSInvalidStateException',
      `New key material (id: ${id}) cannot be imported into KMS key ${arn}, because another key material (id: ${pending}) is pending rotation.`,
    ),
};
