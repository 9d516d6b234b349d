import type { Reader } from '../../tables';
import { awsManagedPolicies } from './aws-managed-policies';
import { entityKey, managedPoliciesTable, type ManagedPolicyRecord } from './state';

/** The managed policy of an ARN, a customer's or AWS's. */
export function findManagedPolicy(reader: Reader, arn: string): ManagedPolicyRecord | undefined {
  const ofAws = awsManagedPolicies.get(arn);
  if (ofAws !== undefined) return ofAws;
  const [, , , , account = ''] = arn.split(':', 5);
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  const policy = reader.get(managedPoliciesTable, entityKey(account, name));
  return policy?.Arn === arn ? policy : undefined;
}
