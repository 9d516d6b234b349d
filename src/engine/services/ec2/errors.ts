import { AwsError } from '../../errors';

// Codes: EC2 Developer Guide, "Error codes for the Amazon EC2 API" (read 2026-11). Texts are those
// that clients of AWS have reported, where a comment does not say that AWS's is not known here.

/** The answer to a dry run that would have succeeded. */
export const dryRun = () =>
  new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);

export const notFound = {
  volume: (id: string) =>
    new AwsError('InvalidVolume.NotFound', `The volume '${id}' does not exist.`),
  snapshot: (id: string) =>
    new AwsError('InvalidSnapshot.NotFound', `The snapshot '${id}' does not exist.`),
  /** The source of a copy: AWS sends no text. Recorded by moto's test of CopySnapshot. */
  copySource: () => new AwsError('InvalidSnapshot.NotFound', ''),
  instance: (id: string) =>
    new AwsError('InvalidInstanceID.NotFound', `The instance ID '${id}' does not exist`),
};

/** An id with the wrong beginning, or none. Recorded: github.com/cloudavail/aws-missing-tools, issue 59. */
export function wrongPrefix(value: string, parameter: string, prefix: string): AwsError {
  const why = value === '' ? 'Parameter may not be null or empty' : `Expected: '${prefix}...'.`;
  return new AwsError(
    'InvalidParameterValue',
    `Value (${value}) for parameter ${parameter} is invalid. ${why}`,
  );
}

/** An id that goes on as no id does. */
export function malformed(code: string, value: string, prefix: string): AwsError {
  return new AwsError(code, `Invalid id: "${value}" (expecting "${prefix}...")`);
}

/** A value that a parameter cannot have. `why` is a whole sentence. */
export function invalidValue(value: string | number, parameter: string, why: string): AwsError {
  return new AwsError(
    'InvalidParameterValue',
    `Value (${value}) for parameter ${parameter} is invalid. ${why}`,
  );
}

/** Recorded against AWS: LocalStack's test_raise_create_volume_without_size. */
export const sizeOrSnapshotRequired = () => missing('size/snapshot');

export const missing = (parameter: string) =>
  new AwsError('MissingParameter', `The request must contain the parameter ${parameter}`);

export const dependency = {
  keyWithoutEncryption: () =>
    new AwsError(
      'InvalidParameterDependency',
      'The parameter KmsKeyId requires the parameter Encrypted to be set.',
    ),
  notForType: (parameter: string, type: string) =>
    new AwsError(
      'InvalidParameterDependency',
      `The parameter ${parameter} is not supported for ${type} volumes.`,
    ),
  /** Source: EC2 API Reference, CreateVolume, Iops. */
  iopsRequired: (type: string) =>
    new AwsError('MissingParameter', `The parameter iops must be specified for ${type} volumes.`),
};

/** A figure outside what a volume type has. Form: reported for CreateVolume of a volume of 0 GiB. */
export function outOfBounds(
  what: string,
  unit: string,
  type: string,
  value: number,
  [least, most]: readonly [number, number],
): AwsError {
  const [bound, limit, rule] =
    value < least
      ? (['at least', least, 'above the minimum'] as const)
      : (['at most', most, 'below the maximum'] as const);
  return new AwsError(
    'InvalidParameterValue',
    `The ${what} is invalid for ${type} volumes: ${value}${unit}. ${type} volumes must be ${bound} ${limit}${unit}${what.endsWith('size') ? ' in size' : ''}. Please specify a ${what} ${rule} limit.`,
  );
}

export const volumes = {
  inUse: (id: string, instance: string) =>
    new AwsError('VolumeInUse', `Volume ${id} is currently attached to ${instance}`),
  alreadyAttached: (id: string) =>
    new AwsError('VolumeInUse', `${id} is already attached to an instance`),
  /** Recorded, blank and all: github.com/hashicorp/terraform, pull request 9023. */
  notAttached: (id: string) =>
    new AwsError('IncorrectState', `Volume '${id}'is in the 'available' state.`),
  deviceInUse: (device: string) =>
    new AwsError(
      'InvalidParameterValue',
      `Invalid value '${device}' for unixDevice. Attachment point ${device} is already in use`,
    ),
  otherZone: (id: string, zone: string, instance: string, itsZone: string) =>
    new AwsError(
      'InvalidVolume.ZoneMismatch',
      `The volume '${id}' is not in the same availability zone as instance '${instance}' (${zone}, ${itsZone})`,
    ),
  attachmentNotFound: (id: string, instance: string) =>
    new AwsError(
      'InvalidAttachment.NotFound',
      `The volume '${id}' is not attached to instance '${instance}'.`,
    ),
  smallerThanSnapshot: (size: number, snapshotSize: number) =>
    new AwsError(
      'InvalidParameterValue',
      `Invalid value '${size}' for volume size. It's smaller than snapshot: ${snapshotSize}GiB`,
    ),
  shrunk: () =>
    new AwsError('InvalidParameterValue', 'New size cannot be smaller than existing size'),
};

/** Reported: github.com/kubernetes-sigs/aws-ebs-csi-driver, issue 1916. */
export const idempotentMismatch = () =>
  new AwsError(
    'IdempotentParameterMismatch',
    'Parameters on this idempotent request are inconsistent with parameters used in previous request',
  );

export const incorrectState = {
  instance: (id: string, state: string) =>
    new AwsError('IncorrectState', `The instance '${id}' is '${state}'.`),
  /** AWS's text is not known here. */
  snapshot: (id: string, state: string) =>
    new AwsError('IncorrectState', `Snapshot '${id}' is in the '${state}' state.`),
};

export const snapshots = {
  /** Reported: github.com/hashicorp/packer, issue 7499. */
  defaultKeyShared: () =>
    new AwsError(
      'OperationNotPermitted',
      'Encrypted snapshots with EBS default key cannot be shared',
    ),
  /** AWS's text is not known here: "You can share only unencrypted snapshots publicly" is the guide's. */
  encryptedPublic: () =>
    new AwsError('OperationNotPermitted', 'Encrypted snapshots cannot be shared publicly'),
  /** AWS's text is not known here; the API reference has "You cannot set this parameter to false". */
  decryptedByCopy: () =>
    new AwsError(
      'InvalidParameterCombination',
      'The copy of an encrypted snapshot is encrypted: Encrypted cannot be false.',
    ),
  /** Source: moto's test of ModifySnapshotAttribute. */
  unknownGroup: (group: string) =>
    new AwsError(
      'InvalidAMIAttributeItemValue',
      `Invalid attribute item value "${group}" for userGroup item type.`,
    ),
  /** Source: Amazon EBS User Guide, "Considerations for copying snapshots", for the code. */
  tooManyCopies: (limit: number) =>
    new AwsError(
      'ResourceLimitExceeded',
      `Too many snapshot copies in progress. The limit is ${limit} for this destination region.`,
    ),
};

/** A KMS key that cannot be a volume's. AWS's text is not known here. */
export const keyUnusable = (why: string) => new AwsError('InvalidParameterValue', why);

export const invalidToken = () =>
  new AwsError('InvalidNextToken', 'The specified token is not valid.');

/** What a name in `Filters` must be. */
export const unknownFilter = (name: string) =>
  new AwsError('InvalidParameterValue', `The filter '${name}' is invalid`);
