import type { ConditionElement, Statement } from './parse';
import { legacyRefusal } from './legacy-refusal';
import { PolicySyntaxError } from './policy-syntax-error';

// What IAM asks of a policy that is attached to a user, group or role, beyond the grammar. Source:
// moto's tests of policy documents (tests/test_iam/test_iam_policies.py), whose texts are AWS's.

/**
 * Checks effects, dates and ARNs as far as IAM does before it looks at anything else. Returns the
 * refusal of a resource, if any: IAM speaks of missing actions first.
 */
export function checkIdentityStatements(
  statements: readonly Statement[],
): PolicySyntaxError | undefined {
  for (const [i, { conditions }] of statements.entries()) {
    for (const condition of conditions) checkDates(condition, `Statement[${i}].Condition`);
  }
  let refusal: PolicySyntaxError | undefined;
  for (const [i, { resource }] of statements.entries()) {
    const where = `Statement[${i}].Resource`;
    const values = [...(resource?.values ?? [])].filter((value) => value !== '*').sort();
    const refused = values.map((value) => resourceRefusal(value, where));
    refusal = refused.find((error) => error !== undefined) ?? refusal;
    if (refusal !== undefined) continue;
    for (const value of values) checkParts(value, where);
  }
  return refusal;
}

function checkDates({ operator, key, values }: ConditionElement, where: string): void {
  if (!/^(?:ForA(?:ll|ny)Values?:)?Date/i.test(operator)) return;
  const wrong = values.find((value) => !isDate(value));
  if (wrong === undefined) return;
  throw legacyRefusal(`"${wrong}" is no date`, `${where}.${operator}.${key}`);
}

const time =
  '(?:t(?:(\\d+)(?::(\\d+)(?::(\\d+)(?:\\.(\\d+))?(?:z|\\+(\\d\\d)(?::(\\d\\d))?)?)?)?)?)?';
const isoDate = new RegExp(`^-?\\d+(?:-(\\d+)(?:-(\\d+))?)?${time}$`, 'i');

/** The least and the most of month, day, hour, minute, second, its fraction, and the zone. */
const bounds = [
  ...[
    [1, 12],
    [1, 31],
    [0, 23],
    [0, 59],
    [0, 59],
    [0, 999_999_999],
    [0, 23],
    [0, 59],
  ],
] as const;

/** More lenient than ISO 8601: `01T` is a date, and so is a number of milliseconds. */
function isDate(text: string): boolean {
  if (/^\d+$/.test(text)) return BigInt(text) < 2n ** 63n;
  const match = isoDate.exec(text);
  if (match === null) return false;
  return bounds.every(([least, most], i) => {
    const part = match[i + 1];
    return part === undefined || (Number(part) >= least! && Number(part) <= most!);
  });
}

const partitions = /^(?:\*|aws[a-z-]*)$/;

/** How the resource part of IAM's own ARNs begins, in the order of AWS's text. */
const iamPaths = [
  ...['user/', 'federated-user/', 'role/', 'group/', 'instance-profile/', 'mfa/'],
  ...['server-certificate/', 'policy/', 'sms-mfa/', 'saml-provider/', 'oidc-provider/'],
  ...['report/', 'access-report/'],
];

/** What IAM says of a resource, if anything; it may be written `arn:` or with any other first word. */
export function resourceRefusal(value: string, where: string): PolicySyntaxError | undefined {
  const refuse = (text: string) => new PolicySyntaxError(text, `"${value}"`, where);
  if (!value.includes(':')) return refuse(`Resource ${value} must be in ARN format or "*".`);
  const [, partition = '', service, region, account, ...rest] = value.split(':');
  if (!partitions.test(partition)) {
    const vendor = service === '' && region === undefined ? '*' : (service ?? '*');
    const last = rest.length === 0 ? '*' : rest.join(':');
    const parts = [vendor, region ?? '*', account ?? '*', last];
    return refuse(
      `Partition "${partition}" is not valid for resource "arn:${partition}:${parts.join(':')}".`,
    );
  }
  if (service === undefined || /[*?]/.test(service)) {
    return refuse('Resource vendor must be fully qualified and cannot contain regexes.');
  }
  const resource = rest.join(':');
  if (service === 'iam' && region) {
    return refuse(`IAM resource ${value} cannot contain region information.`);
  }
  if (service === 's3' && region && !resource.startsWith('accesspoint/')) {
    return refuse(`Resource ${value} can not contain region information.`);
  }
  if (service !== 'iam' || resource === '*') return undefined;
  if (iamPaths.some((path) => resource.startsWith(path))) return undefined;
  return refuse(`IAM resource path must either be "*" or start with ${iamPaths.join(', ')}.`);
}

function checkParts(value: string, where: string): void {
  const parts = value.split(':');
  const isCut = parts.length < 6 && value.includes('::');
  if (isCut || parts[2] === '') throw legacyRefusal(`"${value}" is no ARN`, where);
}
