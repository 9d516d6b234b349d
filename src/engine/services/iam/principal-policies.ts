import type { NamedPolicy, Policies } from '../../iam/index';
import type { Caller, Session } from '../../operation';
import type { Reader } from '../../tables';
import { identityPoliciesOf, inForce, permissionsBoundaryOf } from './identity-policies';
import { findManagedPolicy } from './managed-policy-lookup';
import { entityKey, rolesTable, usersTable, type RoleRecord, type UserRecord } from './state';

/** The policies that come with who calls, as they stand now. */
export function principalPolicies(
  reader: Reader,
  caller: Caller,
): Pick<Policies, 'identity' | 'boundary' | 'session'> {
  const entity = entityOf(reader, caller);
  const identity = entity === undefined ? [] : identityPoliciesOf(reader, entity);
  const boundary = entity && permissionsBoundaryOf(reader, entity);
  const session = caller.session && sessionPolicies(reader, caller.session);
  if (boundary === undefined && session === undefined) return { identity };
  return {
    identity,
    ...(boundary === undefined ? {} : { boundary }),
    ...(session === undefined ? {} : { session }),
  };
}

/** The user or role whose policies count for the caller. */
export function entityOf(
  reader: Pick<Reader, 'get'>,
  { principal }: Caller,
): UserRecord | RoleRecord | undefined {
  switch (principal.type) {
    case 'User':
      return reader.get(usersTable, entityKey(principal.account, principal.userName));
    case 'AssumedRole':
      return reader.get(rolesTable, entityKey(principal.account, nameIn(principal.roleArn)));
    case 'FederatedUser':
      return principal.userArn === undefined
        ? undefined
        : reader.get(usersTable, entityKey(principal.account, nameIn(principal.userArn)));
    case 'Root':
    case 'Service':
    case 'Federated':
    case 'Anonymous':
      return undefined;
  }
}

/** The name at the end of the ARN of a user or role. */
export function nameIn(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** Undefined where the session was given none, and so is not limited by any. */
function sessionPolicies(
  reader: Reader,
  { policy, policyArns }: Session,
): readonly NamedPolicy[] | undefined {
  if (policy === undefined && policyArns.length === 0) return undefined;
  const inline = policy === undefined ? [] : [{ name: 'session policy', document: policy }];
  const managed = policyArns.flatMap((arn) => {
    const found = findManagedPolicy(reader, arn);
    return found === undefined ? [] : [inForce(found)];
  });
  return [...inline, ...managed];
}
