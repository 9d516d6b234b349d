import type { ParsedPolicy, Statement } from '../../iam/index';

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

/** Whether a bucket policy allows anything to everyone. */
export function isPublic({ statements }: ParsedPolicy): boolean {
  return statements.some((statement) => {
    const { effect, principal, conditions } = statement;
    return effect === 'Allow' && isEveryone(principal) && !conditions.some(narrows);
  });
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
