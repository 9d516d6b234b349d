import { parsePolicy, PolicySyntaxError } from '../iam/index';
import type { Caller } from '../operation';
import { rootCaller, userCaller } from '../services/iam/callers';
import { accountsTable, rolesTable, usersTable, type RoleRecord } from '../services/iam/state';
import type { Reader } from '../tables';

/** Users and roles that are looked at; a world may have thousands, and a table few rows. */
const most = 40;

/**
 * Who may be asked about: the world's users and roles, each account's root user, and the services that
 * a document names. A role asks by a session of it.
 */
export function principalsOf(reader: Reader, document: string): readonly Caller[] {
  const users = reader.range(usersTable, { limit: most }).map(([, user]) => userCaller(user, ''));
  const roles = reader.range(rolesTable, { limit: most }).map(([, role]) => sessionOf(role));
  const roots = reader.range(accountsTable).map(([account]) => rootCaller(account, ''));
  return [...users, ...roles, ...roots, ...servicesIn(document)];
}

/** A role as whoever has assumed it calls. */
function sessionOf({ account, RoleName, RoleId, Arn: roleArn, tags }: RoleRecord): Caller {
  const sessionName = 'session';
  const arn = `arn:aws:sts::${account}:assumed-role/${RoleName}/${sessionName}`;
  const userId = `${RoleId}:${sessionName}`;
  return {
    principal: { type: 'AssumedRole', account, arn, roleArn, userId, sessionName, tags },
    ...{ account, arn, userId, accessKeyId: '' },
  };
}

function servicesIn(document: string): readonly Caller[] {
  try {
    const { statements } = parsePolicy(document, 'resource');
    const entries = statements.flatMap(({ principal }) => principal?.entries ?? []);
    const names = entries.filter(({ type }) => type === 'Service').map(({ value }) => value);
    return [...new Set(names)].map((service) => ({
      principal: { type: 'Service', service },
      ...{ account: '', arn: service, userId: service, accessKeyId: '' },
    }));
  } catch (error) {
    if (error instanceof PolicySyntaxError) return [];
    throw error;
  }
}
