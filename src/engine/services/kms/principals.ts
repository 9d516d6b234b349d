import { parseArn } from '../../arn';
import type { NamedPolicy } from '../../iam/index';
import type { Reader } from '../../tables';
import { withPrincipalIds } from '../iam/principal-ids';
import { accountsTable, entityKey, rolesTable, usersTable } from '../iam/state';
import type { KeyRecord } from './state';

/** A principal that exists. */
export interface KnownPrincipal {
  readonly account: string;
  /** The unique id of a user or role; absent where there is none but the ARN. */
  readonly id?: string;
}

/**
 * The principal an ARN names: an account, a user, a role, or a session of one. Undefined when there
 * is none in this world.
 */
export function principalOf(reader: Reader, text: string): KnownPrincipal | undefined {
  const arn = parseArn(text);
  if (arn === undefined || arn.region !== '') return undefined;
  const { service, account, resource } = arn;
  if (reader.get(accountsTable, account) === undefined) return undefined;
  if (service === 'iam' && resource === 'root') return { account };
  const [type = '', ...path] = resource.split('/');
  const name = path.at(-1) ?? '';
  switch (`${service}:${type}`) {
    case 'iam:user': {
      const user = reader.get(usersTable, entityKey(account, name));
      return user?.Arn === text ? { account, id: user.UserId } : undefined;
    }
    case 'iam:role': {
      const role = reader.get(rolesTable, entityKey(account, name));
      return role?.Arn === text ? { account, id: role.RoleId } : undefined;
    }
    case 'sts:assumed-role': {
      const role = reader.get(rolesTable, entityKey(account, path[0] ?? ''));
      return role !== undefined && path.length === 2 ? { account, id: role.RoleId } : undefined;
    }
    case 'sts:federated-user':
      return path.length === 1 ? { account } : undefined;
    default:
      return undefined;
  }
}

/**
 * A key's policy as things stand: a user or role that was deleted is in it by its unique id, which
 * nobody has any more, even where another one has taken its name. Source: IAM User Guide, "AWS JSON
 * policy elements: Principal".
 */
export function keyPolicyOf(
  reader: Pick<Reader, 'get'>,
  { policy, principalIds }: KeyRecord,
): NamedPolicy {
  return principalIds === undefined ? policy : withPrincipalIds(reader, policy, principalIds);
}
