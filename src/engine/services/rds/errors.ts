import { AwsError } from '../../errors';

// Codes and statuses are the API model's. Texts are those that clients of AWS have reported, where a
// comment does not say that AWS's is not known here.

export const masterSecrets = {
  /** AWS's texts are not known here. */
  both: () =>
    new AwsError(
      'InvalidParameterCombination',
      'MasterUserPassword cannot be used together with ManageMasterUserPassword.',
    ),
  notManaged: () =>
    new AwsError(
      'InvalidParameterCombination',
      'The master user password of the DB instance is not managed in AWS Secrets Manager.',
    ),
  keyWithoutManagement: () =>
    new AwsError(
      'InvalidParameterCombination',
      'MasterUserSecretKmsKeyId can only be used together with ManageMasterUserPassword.',
    ),
  notPending: () =>
    new AwsError('InvalidDBInstanceState', 'No rotation of the master user secret is under way.'),
};

export const instances = {
  notFound: (id: string) => new AwsError('DBInstanceNotFound', `DBInstance ${id} not found.`, 404),
  exists: () => new AwsError('DBInstanceAlreadyExists', 'DB instance already exists'),
  notAvailable: (id: string) =>
    new AwsError('InvalidDBInstanceState', `Instance ${id} is not in available state.`),
  isProtected: () =>
    new AwsError(
      'InvalidParameterCombination',
      'Cannot delete protected DB Instance, please disable deletion protection and try again.',
    ),
  finalSnapshotRequired: () =>
    new AwsError(
      'InvalidParameterCombination',
      'FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.',
    ),
  finalSnapshotSkipped: () =>
    new AwsError(
      'InvalidParameterCombination',
      'FinalDBSnapshotIdentifier can not be specified when deleting a replica instance or skipping the final snapshot.',
    ),
};

export const snapshots = {
  notFound: (id: string) => new AwsError('DBSnapshotNotFound', `DBSnapshot ${id} not found.`, 404),
  exists: (id: string) =>
    new AwsError(
      'DBSnapshotAlreadyExists',
      `Cannot create the snapshot because a snapshot with the identifier ${id} already exists.`,
    ),
  /** AWS's text is not known here. */
  notAvailable: (id: string) =>
    new AwsError('InvalidDBSnapshotState', `DBSnapshot ${id} is not in available state.`),
  /** AWS's text is not known here; that it is refused, from the RDS User Guide, "Sharing encrypted snapshots". */
  defaultKeyShared: () =>
    new AwsError(
      'InvalidDBSnapshotState',
      'A snapshot that is encrypted with the default KMS key of RDS cannot be shared.',
    ),
  /** AWS's text is not known here; that it is refused, from the same page. */
  encryptedPublic: () =>
    new AwsError('InvalidDBSnapshotState', 'An encrypted snapshot cannot be shared as public.'),
  /** Reported: github.com/1Strategy/rds-oracle-cross-account-cross-region-dr, issue 1. */
  keyRequired: () =>
    invalidValue('Must specify new KMS key for cross region encrypted snapshot copy.'),
  /** AWS's text is not known here; the rule is the API reference's, CopyDBSnapshot, KmsKeyId. */
  keyRequiredForShared: () =>
    invalidValue('Must specify new KMS key to copy an encrypted snapshot of another account.'),
};

/** Reported: github.com/pbudzon/aws-maintenance, issue 13, github.com/awslabs/aurora-snapshot-tool, issue 25, and others. */
export function keyNotAccessible(
  which: 'Specified' | 'The source snapshot' | 'The target',
  key: string,
) {
  return new AwsError(
    'KMSKeyNotAccessibleFault',
    `${which} KMS key [${key}] does not exist, is not enabled or you do not have permissions to access it.`,
  );
}

export const invalidValue = (text: string) => new AwsError('InvalidParameterValue', text);

export const required = (parameter: string) =>
  invalidValue(`The parameter ${parameter} must be provided and must not be blank.`);

/** Source: moto's tests of RDS, test_validate_db_identifier. */
export const invalidIdentifier = (parameter: string) =>
  invalidValue(
    `The parameter ${parameter} is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.`,
  );

/** Reported, in part: github.com/crossplane/crossplane, issue 88. */
export const invalidPassword = {
  characters: () =>
    invalidValue(
      `The parameter MasterUserPassword is not a valid password. Only printable ASCII characters besides '/', '@', '"', ' ' may be used.`,
    ),
  tooShort: () =>
    invalidValue(
      'The parameter MasterUserPassword is not a valid password because it is shorter than 8 characters.',
    ),
};

/** What RDS has and this model has not. */
export const notModelled = (what: string) => invalidValue(`${what} is not part of this model.`);
