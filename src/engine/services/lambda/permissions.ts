import type { Context as ConditionContext, NamedPolicy } from '../../iam/index';
import type { Permission } from '../../operation';
import type { Reader } from '../../tables';
import { withPrincipalIds } from '../iam/principal-ids';
import type { FoundFunction } from './names';
import { functionArn, type FunctionRecord, type PolicyRecord } from './state';

const documents = new WeakMap<PolicyRecord, NamedPolicy>();

/** The policy of a function, or of one of its versions or aliases. */
export function policyOf(
  reader: Pick<Reader, 'get'>,
  record: FunctionRecord | undefined,
  qualifier: string,
): NamedPolicy | undefined {
  const policy = record?.policies[qualifier];
  if (policy === undefined) return undefined;
  let named = documents.get(policy);
  if (named === undefined) {
    named = { name: 'function policy', document: policyDocument(policy) };
    documents.set(policy, named);
  }
  return withPrincipalIds(reader, named, policy.principalIds);
}

/** A policy as GetPolicy answers it. */
export function policyDocument({ statements }: PolicyRecord): string {
  return JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: statements });
}

/**
 * A permission on a function, whether it exists or not. Source: Service Authorization Reference,
 * "Actions, resources, and condition keys for AWS Lambda".
 */
export function functionPermission(
  reader: Pick<Reader, 'get'>,
  action: string,
  found: FoundFunction,
  more: ConditionContext = {},
): Permission {
  const { record, account } = found;
  const keys: Record<string, string> = {};
  for (const [name, value] of Object.entries(record?.tags ?? {})) {
    keys[`aws:ResourceTag/${name}`] = value;
  }
  const resource = policyOf(reader, record, found.qualifier);
  return {
    action: `lambda:${action}`,
    resource: found.arn,
    resourceAccount: account,
    context: { ...keys, ...more },
    ...(resource === undefined ? {} : { policies: { resource } }),
  };
}

/** The same of a function as a whole, whatever qualifier the request has. */
export function unqualified(found: FoundFunction): FoundFunction {
  return { ...found, qualifier: '', arn: functionArn(found) };
}

/** The condition keys of the tags in a request. */
export function requestTagKeys(tags: Readonly<Record<string, string>> = {}): ConditionContext {
  const names = Object.keys(tags);
  if (names.length === 0) return {};
  const keys: Record<string, string | readonly string[]> = { 'aws:TagKeys': names };
  for (const [name, value] of Object.entries(tags)) keys[`aws:RequestTag/${name}`] = value;
  return keys;
}

/** What who gives a function its role needs. Source: IAM User Guide, "iam:PassRole". */
export function passRole(role: string): Permission {
  return {
    action: 'iam:PassRole',
    resource: role,
    context: { 'iam:PassedToService': 'lambda.amazonaws.com' },
  };
}
