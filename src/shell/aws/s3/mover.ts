import type { S3Client } from './client';
import type { S3Command } from './command';
import type { RequestParameters } from './request-parameters';
import type { TransferSettings } from './transfer-settings';

/** What moving one file needs. */
export interface Mover {
  readonly command: S3Command;
  /** Sends to the destination, or to the only bucket there is. */
  readonly client: S3Client;
  /** Sends to the bucket that is copied from. */
  readonly sourceClient: S3Client;
  readonly parameters: RequestParameters;
  readonly settings: TransferSettings;
  /** Takes note of bytes that have arrived. */
  readonly moved: (bytes: number) => void;
}
