// Source: Amazon S3 User Guide, "General purpose bucket naming rules" (read 2026-11).
const shape = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const address = /^\d+\.\d+\.\d+\.\d+$/;
const reservedPrefixes = ['xn--', 'sthree-', 'amzn-s3-demo-'];
const reservedSuffixes = ['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3'];

/**
 * How names end in the namespace of an account and a Region, in which nobody else makes buckets.
 * Source: Amazon S3 User Guide, "Namespaces for general purpose buckets" (since March 2026).
 */
const regional = /-\d{12}-[a-z]{2,}(?:-[a-z]+)+-\d+-an$/;

/** Whether a name is one of the namespace of an account and a Region, of these where they are given. */
export function isRegionalName(name: string, account?: string, region?: string): boolean {
  return account === undefined ? regional.test(name) : name.endsWith(`-${account}-${region}-an`);
}

/** Whether a new bucket may have this name. */
export function isBucketName(name: string): boolean {
  return (
    shape.test(name) &&
    (!name.endsWith('-an') || isRegionalName(name)) &&
    !name.includes('..') &&
    !address.test(name) &&
    !reservedPrefixes.some((prefix) => name.startsWith(prefix)) &&
    !reservedSuffixes.some((suffix) => name.endsWith(suffix))
  );
}
