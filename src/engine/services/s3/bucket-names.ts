// Source: Amazon S3 User Guide, "General purpose bucket naming rules" (read 2026-11).
const shape = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const address = /^\d+\.\d+\.\d+\.\d+$/;
const reservedPrefixes = ['xn--', 'sthree-', 'amzn-s3-demo-'];
const reservedSuffixes = ['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3', '-an'];

/** Whether a new bucket may have this name. */
export function isBucketName(name: string): boolean {
  return (
    shape.test(name) &&
    !name.includes('..') &&
    !address.test(name) &&
    !reservedPrefixes.some((prefix) => name.startsWith(prefix)) &&
    !reservedSuffixes.some((suffix) => name.endsWith(suffix))
  );
}
