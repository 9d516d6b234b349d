import { AwsError } from '../../errors';

// Codes and reasons: the API model of the EBS direct APIs. AWS's texts are not known here.

const validation = (message: string, Reason: string) =>
  new AwsError('ValidationException', message, 400, { Reason });

/** What stands against requests for blocks of snapshots. */
export const errors = {
  notFound: (id: string) =>
    new AwsError('ResourceNotFoundException', `The snapshot '${id}' does not exist.`, 404, {
      Reason: 'SNAPSHOT_NOT_FOUND',
    }),
  noSuchBlock: (index: number) =>
    validation(`The snapshot has no block ${index}.`, 'INVALID_BLOCK'),
  notCompleted: (id: string) =>
    validation(`The snapshot '${id}' is not completed.`, 'INVALID_SNAPSHOT_ID'),
  notPending: (id: string) =>
    validation(
      `The snapshot '${id}' was not started here, or is no longer pending.`,
      'INVALID_SNAPSHOT_ID',
    ),
  unrelated: () => validation('The snapshots are not of the same volume.', 'UNRELATED_SNAPSHOTS'),
  blockToken: () => validation('The block token is invalid or has expired.', 'INVALID_BLOCK_TOKEN'),
  pageToken: () => validation('The page token is invalid.', 'INVALID_PAGE_TOKEN'),
  wrongLength: () => validation('The block data length must be 524288.', 'INVALID_BLOCK'),
  wrongChecksum: () =>
    validation('The checksum does not match the block data.', 'INVALID_PARAMETER_VALUE'),
  wrongCount: () =>
    validation(
      'The count of changed blocks does not match the blocks that were written.',
      'INVALID_PARAMETER_VALUE',
    ),
  /** Text: the API Reference's of the exception. */
  otherRequest: () =>
    new AwsError(
      'ConflictException',
      'The request uses the same client token as a previous, but non-identical request.',
    ),
  keyOfParent: () =>
    validation(
      'Encrypted and KmsKeyArn cannot be specified with ParentSnapshotId.',
      'INVALID_PARAMETER_VALUE',
    ),
  keyWithoutEncryption: () => validation('KmsKeyArn needs Encrypted.', 'INVALID_PARAMETER_VALUE'),
  volumeTooSmall: () =>
    validation('The volume size is below that of the parent snapshot.', 'INVALID_VOLUME_SIZE'),
  keyRefused: () =>
    new AwsError('AccessDeniedException', 'The KMS key cannot be used.', 403, {
      Reason: 'DEPENDENCY_ACCESS_DENIED',
    }),
};
