import type { Reader } from '../../tables';
import { awsManagedPolicies } from './aws-managed-policies';
import { managedPoliciesTable, type ManagedPolicyRecord } from './state';

/** The managed policy of an ARN, a customer's or AWS's. */
export function findManagedPolicy(reader: Reader, arn: string): ManagedPolicyRecord | undefined {
  return awsManagedPolicies.get(arn) ?? reader.get(managedPoliciesTable, arn);
}
