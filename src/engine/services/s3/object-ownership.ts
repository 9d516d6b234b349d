import type { ObjectOwnership } from '@aws-sdk/client-s3';
import { invalidArgument, notImplemented } from './errors';

/** Who may own objects. */
const ownerships: readonly ObjectOwnership[] = [
  ...(['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'] as const),
];

/** Throws for access control lists, which two of the values switch on, and for what is no value. */
export function checkObjectOwnership(wanted: string | undefined): void {
  if (wanted === undefined || wanted === 'BucketOwnerEnforced') return;
  if (ownerships.some((value) => value === wanted)) {
    throw notImplemented('access control lists, which this would switch on, are left out');
  }
  const name = 'x-amz-object-ownership';
  throw invalidArgument(`Invalid ${name} header: ${wanted}`, name);
}
