import { parsePolicy, type NamedPolicy, type Statement } from '../../iam/index';

/**
 * Condition keys that keep a statement for everyone from being public, as long as their values are
 * fixed. Source: Amazon S3 User Guide, "Blocking public access to your Amazon S3 storage", "The
 * meaning of public" (read 2026-11).
 */
const narrowing: ReadonlySet<string> = new Set(
  [
    ...['aws:PrincipalArn', 'aws:PrincipalOrgID', 'aws:PrincipalOrgPaths', 'aws:PrincipalAccount'],
    ...['aws:SourceArn', 'aws:SourceVpc', 'aws:SourceVpce', 'aws:SourceOwner', 'aws:SourceAccount'],
    ...['aws:SourceIp', 'aws:userid', 's3:x-amz-server-side-encryption-aws-kms-key-id'],
    ...['s3:DataAccessPointAccount', 's3:DataAccessPointArn'],
  ].map((key) => key.toLowerCase()),
);

// Every request of another account asks, and a policy is read anew only when it was replaced.
const known = new WeakMap<NamedPolicy, boolean>();

/** Whether a bucket policy allows anything to everyone. */
export function isPublic(policy: NamedPolicy): boolean {
  let answer = known.get(policy);
  if (answer === undefined) {
    const { statements } = parsePolicy(policy.document, 'resource');
    known.set(policy, (answer = statements.some(allowsEveryone)));
  }
  return answer;
}

function allowsEveryone({ effect, principal, conditions }: Statement): boolean {
  return effect === 'Allow' && isEveryone(principal) && !conditions.some(narrows);
}

function isEveryone(principal: Statement['principal']): boolean {
  return principal?.entries.some(({ type, value }) => type !== 'Service' && value === '*') ?? false;
}

function narrows({ operator, key, values }: Statement['conditions'][number]): boolean {
  if (!narrowing.has(key.toLowerCase()) || /^(?:String|Arn)?Not|IfExists$/i.test(operator)) {
    return false;
  }
  return values.every((value) => !/[*?]|\$\{/.test(value) && !/\/[0-7]$/.test(value));
}
