/** A time as S3 tells it of objects and uploads: in seconds, though in the words of milliseconds. */
export function wholeSeconds(now: number): number {
  return Math.floor(now / 1000) * 1000;
}
