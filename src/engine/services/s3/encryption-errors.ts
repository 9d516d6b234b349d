import { AwsError } from '../../errors';
import { accessDenied, invalidArgument, invalidRequest } from './errors';

// AWS's texts about encryption; errors.ts says where they are from.

export const invalidEncryptionAlgorithm = (ArgumentValue: string) =>
  new AwsError(
    'InvalidEncryptionAlgorithmError',
    'The Encryption request you specified is not valid. Supported value: AES256.',
    400,
    { ArgumentName: 'x-amz-server-side-encryption', ArgumentValue },
  );

const sse = 'x-amz-server-side-encryption';

/** What is wrong with the headers of a key that a customer provides. */
export const customerKeys = {
  withAnotherMode: (mode: string) =>
    invalidArgument(
      'Server Side Encryption with Customer provided key is incompatible with the encryption method specified',
      ...([sse, mode] as const),
    ),
  algorithmRequired: () =>
    invalidArgument(
      'Requests specifying Server Side Encryption with Customer provided keys must provide a valid encryption algorithm.',
      sse,
    ),
  keyRequired: () =>
    invalidArgument(
      'Requests specifying Server Side Encryption with Customer provided keys must provide an appropriate secret key.',
      sse,
    ),
  invalidKey: () => invalidArgument('The secret key was invalid for the specified algorithm.', sse),
  wrongDigest: () =>
    invalidArgument(
      'The calculated MD5 hash of the key did not match the hash that was provided.',
      sse,
    ),
  wrongKey: () =>
    accessDenied(
      'Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret key.',
    ),
  keyNeeded: () =>
    invalidRequest(
      'The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.',
    ),
  /** Text: as clients of S3 quote it. */
  notNeeded: () => invalidRequest('The encryption parameters are not applicable to this object.'),
  /** Text: as clients of S3 quote it. */
  overPlainHttp: () =>
    invalidRequest(
      'Requests specifying Server Side Encryption with Customer provided keys must be made over a secure connection.',
    ),
};

/** Texts: as clients of S3 quote them. */
export const kmsEncryption = {
  keyWithoutMode: () =>
    invalidArgument(
      'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
      sse,
    ),
  overPlainHttp: () =>
    invalidArgument(
      'Requests specifying Server Side Encryption with AWS KMS managed keys must be made over a secure connection.',
      sse,
    ),
  /** The same where nobody has signed the request. */
  anotherSignature: () =>
    invalidArgument(
      'Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.',
      ...(['Authorization', 'null'] as const),
    ),
  invalidContext: (value: string) =>
    invalidArgument(
      'The header x-amz-server-side-encryption-context shall be Base64-encoded UTF-8 string holding JSON which represents a string-string map',
      ...(['x-amz-server-side-encryption-context', value] as const),
    ),
};

export const keyIdNotApplicable = () =>
  invalidArgument(
    'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
    'ApplyServerSideEncryptionByDefault',
  );

/** Texts: Amazon S3 API Reference, UpdateObjectEncryption (read 2026-11). */
export const encryptionUpdate = {
  unsupportedSource: () =>
    invalidRequest(
      "The UpdateObjectEncryption operation doesn't support source objects with the encryption type DSSE-KMS or SSE-C. Only source objects encrypted with SSE-S3 or SSE-KMS are supported.",
    ),
  anotherSignature: () =>
    invalidRequest(
      'Requests that modify an object encryption configuration require AWS Signature Version 4. Modify the request to use AWS Signature Version 4, and then try again.',
    ),
  isLocked: () =>
    accessDenied(
      "The encryption type for the specified object can’t be updated because that object is protected by S3 Object Lock. If the object has a governance-mode retention period or a legal hold, you must first remove the Object Lock status on the object before you issue your UpdateObjectEncryption request. You can't use the UpdateObjectEncryption operation with objects that have an Object Lock compliance mode retention period applied to them.",
    ),
  typeRequired: () =>
    invalidRequest(
      'Requests that modify an object encryption configuration require a valid new encryption type. Valid values are SSEKMS. Modify the request to specify SSE-KMS for the updated encryption type, and then try again.',
    ),
  keyRequired: () =>
    invalidRequest(
      "Requests that modify an object's encryption type to SSE-KMS require an AWS KMS key Amazon Resource Name (ARN). Modify the request to specify a KMS key ARN, and then try again.",
    ),
  invalidKey: () =>
    invalidRequest(
      "Requests that modify an object's encryption type to SSE-KMS require a valid AWS KMS key Amazon Resource Name (ARN). Confirm that you have a correctly formatted KMS key ARN in your request, and then try again.",
    ),
  keyOfOtherAccount: () =>
    accessDenied(
      'The AWS KMS key in the request must be owned by the same account as the bucket. Modify the request to specify a KMS key from the same account, and then try again.',
    ),
};
