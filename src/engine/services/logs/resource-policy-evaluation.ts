import type { NamedPolicy } from '../../iam/index';
import type { Reader } from '../../tables';
import type { GroupReference } from './names';
import { groupPrefix, resourcePoliciesTable } from './state';

/** The current version of policies; those of the older one have their variables read, too. */
const Version = '2012-10-17';

/** All resource policies of an account in a Region, read as one; undefined where there are none. */
export function resourcePolicyOf(
  reader: Pick<Reader, 'range'>,
  { account, region }: GroupReference,
): NamedPolicy | undefined {
  const rows = reader.range(resourcePoliciesTable, { prefix: groupPrefix(account, region) });
  if (rows.length === 0) return undefined;
  const Statement = rows.flatMap(([, { policyDocument = '' }]) => {
    const document = JSON.parse(policyDocument) as { readonly Statement: unknown };
    return document.Statement;
  });
  return { name: 'resource policies', document: JSON.stringify({ Version, Statement }) };
}
