import type { Permission } from '../../operation';

/** A permission on an action that has no resources, which all but one of this service are. */
export function anyResource(operation: string): () => readonly Permission[] {
  const permissions = [{ action: `servicequotas:${operation}`, resource: '*' }];
  return () => permissions;
}
