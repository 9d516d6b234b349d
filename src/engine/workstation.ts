import type { SecretKind } from './trace';
import { table } from './tables';

/**
 * A file or directory of the learner's machine. Files are records of the world, so that undo,
 * saving, forks and the page's mirror treat them like everything else.
 */
export interface FileRecord {
  readonly type: 'file' | 'directory' | 'symlink';
  readonly mode: number;
  /** World time in ms of the last change. */
  readonly mtime: number;
  readonly content?: Uint8Array;
  readonly target?: string;
}

/** The learner's files, by absolute path. */
export const filesTable = table<FileRecord>('workstation.files');

/**
 * A secret in the clear that left a service or was made on the workstation: what the exposure
 * view looks for in files, variables and on the screen.
 */
export interface SecretRecord {
  readonly kind: SecretKind;
  /** What a learner would call it: `data key from GenerateDataKey`, `report.txt`. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Secrets seen so far, by a number of their own. */
export const secretsTable = table<SecretRecord>('workstation.secrets');

/** The learner's home directory. */
export const home = '/home/learner';
