import type { ManagedPolicyRecord } from './state';

/** AWS's own managed policies, by ARN. */
export const awsManagedPolicies: ReadonlyMap<string, ManagedPolicyRecord> = new Map();
