import model from '../../api/models/s3.gen.json';
import { readModel } from '../../api/index';

/** The API of Amazon S3. */
export const s3Model = readModel(model);

const constraint = s3Model.shapes.BucketLocationConstraint;
const names = constraint?.type === 'string' ? (constraint.enum ?? []) : [];

/** Where the buckets of a location are; undefined for a location that S3 does not have. */
export function regionOfLocation(location: string): string | undefined {
  if (!names.includes(location) || /^(cn|us-gov)-/.test(location)) return undefined;
  return location === 'EU' ? 'eu-west-1' : location;
}

/** The Region without a location constraint. */
export const firstRegion = 'us-east-1';

/** Whether S3 is in a Region. */
export function isRegion(name: string): boolean {
  return name === firstRegion || (name !== 'EU' && regionOfLocation(name) !== undefined);
}
