import type { KeyState } from '@aws-sdk/client-kms';
import { AwsError } from '../../errors';
import { unseenDenial } from '../../iam/index';
import type { KeyRecord } from './state';

// AWS's texts, each once. Unless a comment says otherwise they were recorded against AWS and are
// published in LocalStack's snapshots (tests/aws/services/kms, 2022 to 2026).

export const notFound = {
  key: (arn: string) => new AwsError('NotFoundException', `Key '${arn}' does not exist`),
  malformedKeyId: (keyId: string) => new AwsError('NotFoundException', `Invalid keyId '${keyId}'`),
  arnOfOtherRegion: (region: string) => new AwsError('NotFoundException', `Invalid arn ${region}`),
  alias: (arn: string) => new AwsError('NotFoundException', `Alias ${arn} is not found.`),
  policy: () => new AwsError('NotFoundException', 'No such policy exists'),
};

/** An alias where only a key ID or key ARN will do. Text: boto/boto pull request 3202, and others since. */
export const aliasForKey = () =>
  new AwsError('InvalidArnException', 'Key Aliases are not supported for this operation.');

/** The refusal of an operation because the key is disabled. */
export function disabled(arn: string): AwsError {
  return new AwsError('DisabledException', `${arn} is disabled.`);
}

const stateTexts: Partial<Record<KeyState, string>> = {
  Creating: 'is creating.',
  PendingDeletion: 'is pending deletion.',
  PendingImport: 'is pending import.',
  PendingReplicaDeletion: 'is pending replica deletion.',
  Unavailable: 'is unavailable.',
  Updating: 'is updating.',
};

/** The refusal of an operation because of the state the key is in. */
export function invalidState({ Arn, KeyState }: Pick<KeyRecord, 'Arn' | 'KeyState'>): AwsError {
  return new AwsError(
    'KMSInvalidStateException',
    `${Arn} ${stateTexts[KeyState] ?? `is ${KeyState}.`}`,
  );
}

/** The refusal of a key whose material has another origin than the operation works on. */
export function invalidOrigin({ Arn, Origin }: Pick<KeyRecord, 'Arn' | 'Origin'>): AwsError {
  return new AwsError(
    'UnsupportedOperationException',
    `${Arn} origin is ${Origin} which is not valid for this operation.`,
  );
}

/** The refusal of a key in a custom key store. AWS's text is not published. */
export const inCustomKeyStore = () => new AwsError('UnsupportedOperationException', '');

/** The refusal to cancel a deletion that nobody scheduled. */
export function notPendingDeletion(arn: string): AwsError {
  return new AwsError('KMSInvalidStateException', `${arn} is not pending deletion.`);
}

/** An operation for primary keys, on the replica of a multi-Region key or a key of one Region. */
export function notPrimary(arn: string): AwsError {
  return new AwsError('UnsupportedOperationException', `${arn} is not a multi-region primary key.`);
}

/** The texts are this model's: AWS's are not published. */
export const multiRegion = {
  exists: (arn: string) => new AwsError('AlreadyExistsException', `Key '${arn}' already exists`),
  isPrimary: (region: string) =>
    new AwsError('ValidationException', `The primary key is in ${region} already.`),
};

/** A marker that no answer of this operation gave out. AWS's text is not published. */
export const invalidMarker = () => new AwsError('InvalidMarkerException', '');

export const rotation = {
  /** A key whose material cannot change: without a text. */
  unsupported: () => new AwsError('UnsupportedOperationException', ''),
  /** The text is the API Reference's description of ConflictException; AWS's is not published. */
  conflict: () =>
    new AwsError(
      'ConflictException',
      'The request was rejected because an automatic rotation of this key is currently in progress or scheduled to begin within the next 20 minutes.',
    ),
  limitReached: (arn: string) =>
    new AwsError(
      'LimitExceededException',
      `The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for this key: ${arn}`,
    ),
  noPendingMaterial: (arn: string) =>
    new AwsError(
      'KMSInvalidStateException',
      `No available key material pending rotation for the key: ${arn}.`,
    ),
};

/** A waiting period that is too short or too long. Text: Skyscanner/kms-issuer issue 8, from AWS. */
export function waitingPeriodOutOfBounds(min: number, max: number): AwsError {
  return new AwsError(
    'ValidationException',
    `PendingWindowInDays must be between ${min} and ${max}`,
  );
}

/** The refusal of a key whose KeyUsage does not fit the operation. */
export function invalidKeyUsage(arn: string, usage: string, operation: string): AwsError {
  return new AwsError(
    'InvalidKeyUsageException',
    `${arn} key usage is ${usage} which is not valid for ${operation}.`,
  );
}

/** The refusal of an algorithm that keys of the spec do not have. */
export function incompatibleAlgorithm(algorithm: string, spec: string): AwsError {
  return new AwsError(
    'InvalidKeyUsageException',
    `Algorithm ${algorithm} is incompatible with key spec ${spec}.`,
  );
}

/** A ciphertext that was altered, is no KMS ciphertext, or has another encryption context: no text. */
export const invalidCiphertext = () => new AwsError('InvalidCiphertextException', '');

/** An encryption context for an algorithm without one. Text: floci's KMS tests, measured against AWS. */
export const encryptionContextUnsupported = () =>
  new AwsError(
    'ValidationException',
    'EncryptionContext is not supported when encrypting/decrypting with asymmetric CMKs.',
  );

/** More plaintext than an asymmetric algorithm takes. */
export function plaintextTooLong(algorithm: string, spec: string, limit: number): AwsError {
  return new AwsError(
    'ValidationException',
    `Algorithm ${algorithm} and key spec ${spec} cannot encrypt data larger than ${limit} bytes.`,
  );
}

/** A ciphertext that names no key, with no KeyId either. Text: floci's KMS tests, measured against AWS. */
export const keyIdRequired = () => new AwsError('ValidationException', 'KeyId must not be null');

/** Decrypt or ReEncrypt of nothing. The text is this model's, after that of `keyIdRequired`. */
export const ciphertextRequired = () =>
  new AwsError('ValidationException', 'CiphertextBlob must not be null');

/** Modifiers of a dry run that is none. The text is this model's: AWS's is not published. */
export const dryRunModifiersWithoutDryRun = () =>
  new AwsError('ValidationException', 'DryRunModifiers can only be specified when DryRun is true');

export const signing = {
  /** Text: floci's KMS tests, measured against AWS. */
  messageTypeOfAlgorithm: (type: string, algorithm: string) =>
    new AwsError(
      'ValidationException',
      `Message type ${type} is incompatible with algorithm ${algorithm}.`,
    ),
  /** Text: floci issue 3025, measured against AWS. */
  messageTypeOfKeySpec: (type: string, spec: string) =>
    new AwsError(
      'ValidationException',
      `Message type ${type} is incompatible with key spec ${spec}.`,
    ),
  digestLength: (algorithm: string) =>
    new AwsError('ValidationException', `Digest is invalid length for algorithm ${algorithm}.`),
  /** After the text for digests: AWS's is not published. */
  muLength: (algorithm: string) =>
    new AwsError(
      'ValidationException',
      `External Mu is invalid length for algorithm ${algorithm}.`,
    ),
};

/** A signature that is not the key's over this message: no text. */
export const invalidSignature = () => new AwsError('KMSInvalidSignatureException', '');

/** A message authentication code that is not the key's over this message: no text. */
export const invalidMac = () => new AwsError('KMSInvalidMacException', '');

/** A public key that is none of the KMS key's curve: no text. */
export const invalidPublicKey = () => new AwsError('ValidationException', '');

/** GetPublicKey of a key without one. AWS's text is not published. */
export const noPublicKey = () => new AwsError('UnsupportedOperationException', '');

/** The KeyId of a Decrypt or ReEncrypt is not the key the ciphertext was made with. */
export const incorrectKey = () =>
  new AwsError(
    'IncorrectKeyException',
    'The key ID in the request does not identify a CMK that can perform this operation.',
  );

/**
 * The refusal of a key that the caller cannot know of, in the words of a denial by its owner.
 * `resource` names the key without its ARN.
 */
export function unseen(caller: string, action: string, resource: string): AwsError {
  return new AwsError('AccessDeniedException', unseenDenial(caller, action, resource));
}

/** The answer to a request with DryRun that would have worked. */
export const dryRun = () =>
  new AwsError(
    'DryRunOperationException',
    'The request would have succeeded, but the DryRun option is set.',
  );

export const alias = {
  exists: (arn: string) =>
    new AwsError('AlreadyExistsException', `An alias with the name ${arn} already exists`),
  prefix: () =>
    new AwsError(
      'ValidationException',
      'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    ),
  /** AWS's text is not published; that the code is this one is not confirmed. */
  reserved: () => new AwsError('NotAuthorizedException', ''),
  /** The text is this model's. Rule: AWS KMS API Reference, UpdateAlias. */
  otherType: () =>
    new AwsError(
      'ValidationException',
      'Alias must be associated with a key of the same type and key usage as its current key.',
    ),
  /** Text as moto quotes it. */
  characters: (name: string) =>
    new AwsError('ValidationException', `${name} contains invalid characters for an alias`),
  /** DeleteAlias of a name without the prefix. Text as moto quotes it. */
  invalidIdentifier: () => new AwsError('ValidationException', 'Invalid identifier'),
  /** Text as moto quotes it. */
  ofAlias: () => new AwsError('ValidationException', 'Aliases must refer to keys. Not aliases'),
};

export const tags = {
  duplicate: () => new AwsError('TagException', 'Duplicate tag keys'),
  reserved: () => new AwsError('TagException', 'Tags beginning with aws: are reserved'),
  tooMany: () => new AwsError('TagException', 'Too many tags'),
};

/** GenerateDataKey with neither or both of KeySpec and NumberOfBytes. Text as moto quotes it. */
export const dataKeyLengthRequired = () =>
  new AwsError('ValidationException', 'Please specify either number of bytes or key spec.');

/** GenerateRandom without a length, which the API model does not require. */
export const numberOfBytesRequired = () =>
  new AwsError('ValidationException', 'NumberOfBytes is required.');

/** A key spec whose keys have more than one use, created without saying which. */
export const keyUsageRequired = () =>
  new AwsError(
    'ValidationException',
    'You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.',
  );

/** A KeyUsage that keys of the spec cannot have. */
export function incompatibleUsage(usage: string, spec: string): AwsError {
  return new AwsError(
    'ValidationException',
    `KeyUsage ${usage} is not compatible with KeySpec ${spec}`,
  );
}

/** The refusal of a key spec of China's Regions. Text: measured in us-east-1 (floci issue 3026). */
export function specOfOtherRegions(spec: string): AwsError {
  return new AwsError(
    'UnsupportedOperationException',
    `KeySpec ${spec} is not supported in this Region`,
  );
}

/** The refusal of one more than a resource quota allows. The text is this model's: AWS's is not published. */
export function limitExceeded(what: string, limit: number): AwsError {
  return new AwsError('LimitExceededException', `The quota of ${limit} ${what} is reached.`);
}

/** The refusal of a key policy that is no policy. */
export function malformedPolicy(why: string): AwsError {
  return new AwsError('MalformedPolicyDocumentException', why);
}

/** The refusal of a key policy that is too long. The text is this model's. */
export function policyTooLong(limit: number): AwsError {
  return new AwsError(
    'LimitExceededException',
    `The key policy document is longer than ${limit} characters.`,
  );
}

/** The lock-out check of CreateKey and PutKeyPolicy. Text: Terraform provider's acceptance tests. */
export const policyLockout = () =>
  malformedPolicy('The new key policy will not allow you to update the key policy in the future.');

/** A modelled operation with an option this model leaves out; `what` names it. */
export function unsupported(what: string): AwsError {
  return new AwsError('UnsupportedOperationException', what);
}

/** The refusal of a request above its quota. Text: AWS KMS Developer Guide, "Throttling". */
export const throttled = () =>
  new AwsError(
    'ThrottlingException',
    'You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.',
  );
