import type { Check } from '../scenario';
import { checkBill } from './bill-check';
import { checkExposed, checkNotExposed } from './exposure-check';
import { checkFile } from './file-check';
import type { Finding, Inspection } from './finding';
import { checkCan, checkCannot } from './permission-check';
import { checkRun } from './run-check';
import { checkTrail, checkTrailOrder } from './trail-check';

export type { Finding, Inspection } from './finding';

/** Finds out whether a check holds now. */
export async function inspect(check: Check, inspection: Inspection): Promise<Finding> {
  if ('run' in check) return checkRun(check, inspection);
  if ('trail' in check) return checkTrail(check, inspection);
  if ('trailInOrder' in check) return checkTrailOrder(check, inspection);
  if ('can' in check) return checkCan(check, inspection);
  if ('cannot' in check) return checkCannot(check, inspection);
  if ('file' in check) return checkFile(check, inspection);
  if ('bill' in check) return checkBill(check, inspection);
  if ('exposed' in check) return checkExposed(check, inspection);
  return checkNotExposed(check, inspection);
}
