import type { NamedPolicy } from '../../iam/index';
import type { Reader } from '../../tables';
import { keyOfReference, type GroupReference } from './names';
import { groupPoliciesTable, groupPrefix, resourcePoliciesTable } from './state';

/** The current version of policies; those of the older one have their variables read, too. */
const Version = '2012-10-17';

/**
 * All resource policies of an account in a Region and that of one log group, read as one; undefined
 * where there are none.
 */
export function resourcePolicyOf(
  reader: Pick<Reader, 'get' | 'range'>,
  reference: GroupReference,
): NamedPolicy | undefined {
  const { account, region } = reference;
  const rows = reader.range(resourcePoliciesTable, { prefix: groupPrefix(account, region) });
  const own = reader.get(groupPoliciesTable, keyOfReference(reference));
  const policies = [...rows.map(([, policy]) => policy), ...(own === undefined ? [] : [own])];
  if (policies.length === 0) return undefined;
  const Statement = policies.flatMap(({ policyDocument = '' }) => {
    const document = JSON.parse(policyDocument) as { readonly Statement: unknown };
    return document.Statement;
  });
  return { name: 'resource policies', document: JSON.stringify({ Version, Statement }) };
}
