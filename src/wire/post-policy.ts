import { AwsError } from '../engine/errors';

// What a browser's upload may be: the policy that its form carries and that is signed in place of
// the request. Source: Amazon S3 API Reference, "Creating a POST policy"; texts recorded against AWS
// (LocalStack's snapshots of its S3 tests, 2026-02) where a comment does not say otherwise.

/** An upload as a policy sees it. */
export interface PolicySubject {
  /** The form's fields by their names in lower case, and the bucket. */
  readonly fields: ReadonlyMap<string, string>;
  /** Bytes of the file. */
  readonly size: number;
  /** The time in ms. */
  readonly now: number;
}

/** Fields that need not stand in a policy. */
const free = /^(?:x-amz-signature|signature|awsaccesskeyid|policy|file|bucket|x-ignore-.*)$/;

/**
 * Holds an upload to its policy, which is JSON in base64. `worldTime` gives the world's time (ms) at
 * the real time of its expiration. Throws InvalidPolicyDocument, and AccessDenied, EntityTooLarge and
 * EntityTooSmall for what is not allowed.
 */
export function checkPostPolicy(
  encoded: string,
  subject: PolicySubject,
  worldTime: (realTime: number) => number,
): void {
  const { expiration, conditions } = parse(encoded);
  const expires = typeof expiration === 'string' ? Date.parse(expiration) : NaN;
  // The texts of these three are from memory.
  if (Number.isNaN(expires)) throw invalid("Invalid 'expiration' value");
  if (!Array.isArray(conditions)) throw invalid("Policy missing 'conditions'.");
  if (worldTime(expires) <= subject.now) throw denied('Policy expired.');
  const named = new Set<string>();
  for (const condition of conditions as unknown[]) named.add(check(condition, subject));
  const extra = [...subject.fields.keys()].filter((name) => !free.test(name) && !named.has(name));
  // Text: as clients of S3 quote it.
  if (extra.length > 0) throw denied(`Extra input fields: ${extra.join(', ')}`);
}

function parse(encoded: string): { expiration?: unknown; conditions?: unknown } {
  try {
    const bytes = Uint8Array.from(atob(encoded), (one) => one.charCodeAt(0));
    const policy: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof policy === 'object' && policy !== null) return policy;
  } catch {
    // Neither base64 nor JSON is the same to whoever sent it.
  }
  // Text: as clients of S3 quote it.
  throw invalid('Invalid JSON.');
}

/** Checks one condition; returns the name of the field that it is on, in lower case. */
function check(condition: unknown, subject: PolicySubject): string {
  if (!Array.isArray(condition)) {
    if (typeof condition !== 'object' || condition === null) throw invalid('Invalid Condition');
    const [entry, ...more] = Object.entries(condition);
    if (entry === undefined || more.length > 0) {
      throw invalid(
        'Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.',
      );
    }
    const [name, value] = entry as [string, unknown];
    return check(['eq', `$${name}`, value], subject);
  }
  const [operator, name, value] = condition as unknown[];
  const failed = () => denied(`Policy Condition failed: ${shown(condition)}`);
  if (String(operator).toLowerCase() === 'content-length-range') {
    checkSize(subject.size, name, value, failed);
    return 'content-length-range';
  }
  if (typeof name !== 'string' || !name.startsWith('$')) throw failed();
  const field = name.slice(1).toLowerCase();
  const given = subject.fields.get(field) ?? '';
  switch (String(operator).toLowerCase()) {
    case 'eq':
      if (given !== value) throw failed();
      return field;
    case 'starts-with':
      if (typeof value !== 'string' || !given.startsWith(value)) throw failed();
      return field;
    default:
      // Text from memory.
      throw invalid(`Invalid Condition: unknown operation '${String(operator)}'.`);
  }
}

function checkSize(size: number, from: unknown, to: unknown, failed: () => AwsError): void {
  const [least, most] = [from, to].map((limit) => (limit === '' ? NaN : Number(limit)));
  if (least === undefined || most === undefined || !(least >= 0 && most >= 0)) throw failed();
  const ProposedSize = String(size);
  if (size > most) {
    const text = 'Your proposed upload exceeds the maximum allowed size';
    throw new AwsError('EntityTooLarge', text, 400, { ProposedSize, MaxSizeAllowed: String(most) });
  }
  if (size < least) {
    const text = 'Your proposed upload is smaller than the minimum allowed size';
    throw new AwsError('EntityTooSmall', text, 400, {
      ProposedSize,
      MinSizeAllowed: String(least),
    });
  }
}

function shown(condition: readonly unknown[]): string {
  return `[${condition.map((part) => JSON.stringify(part)).join(', ')}]`;
}

const invalid = (what: string) => new AwsError('InvalidPolicyDocument', `Invalid Policy: ${what}`);

const denied = (what: string) =>
  new AwsError('AccessDenied', `Invalid according to Policy: ${what}`, 403);
