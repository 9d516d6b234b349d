/**
 * Whether some text fits both patterns of ARNs: one of a policy, with `*` and `?`, and one of AWS's
 * tables, with placeholders. A bucket's name stops at a slash; every other placeholder may run on.
 */
export function mayBeAbout(value: string, arn: string): boolean {
  if (value.length > longest) return true;
  const pattern = arn.split(/\$\{([^}]*)\}/).flatMap((part, i): Code[] => {
    if (i % 2 === 0) return [...part];
    return [part === 'BucketName' ? anyButSlash : any];
  });
  const written = [...value].map((c): Code => (c === '*' ? any : c === '?' ? one : c));
  return overlap(written, pattern);
}

/** No ARN is as long; what is must not fill the call stack. */
const longest = 2048;

const any = Symbol('any run');
const anyButSlash = Symbol('any run without a slash');
const one = Symbol('any character');
type Code = string | typeof any | typeof anyButSlash | typeof one;

function overlap(a: readonly Code[], b: readonly Code[]): boolean {
  const known = new Map<number, boolean>();
  const isRun = (code: Code | undefined) => code === any || code === anyButSlash;
  const fits = (run: Code, code: Code) => run === any || code !== '/';
  const from = (i: number, j: number): boolean => {
    const key = i * (b.length + 1) + j;
    const seen = known.get(key);
    if (seen !== undefined) return seen;
    known.set(key, false);
    const found = look(i, j);
    known.set(key, found);
    return found;
  };
  const look = (i: number, j: number): boolean => {
    const x = a[i];
    const y = b[j];
    if (x === undefined && y === undefined) return true;
    if (isRun(x) && from(i + 1, j)) return true;
    if (isRun(y) && from(i, j + 1)) return true;
    if (x === undefined || y === undefined) return false;
    if (isRun(x) && isRun(y)) return false;
    if (isRun(x)) return fits(x, y) && from(i, j + 1);
    if (isRun(y)) return fits(y, x) && from(i + 1, j);
    return (x === one || y === one || x === y) && from(i + 1, j + 1);
  };
  return from(0, 0);
}
