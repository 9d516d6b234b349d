import type { FixItem } from './schema';

/** Whether a row of the matrix is a request that must be refused. */
export function mustDeny(row: FixItem['matrix'][number]): boolean {
  return 'cannot' in row || ('run' in row && row.error !== undefined);
}
