import { parsePolicy, PolicySyntaxError } from '../iam/index';
import type { Caller } from '../operation';
import { rootCaller, sessionCaller, userCaller } from '../services/iam/callers';
import { entityOf } from '../services/iam/principal-policies';
import {
  accountsTable,
  entityKey,
  groupsTable,
  rolesTable,
  usersTable,
  type RoleRecord,
} from '../services/iam/state';
import { sessionsTable, type SessionRecord } from '../services/sts/state';
import type { Reader } from '../tables';
import type { EditedPolicy } from './edited-policy';

/** Principals that are looked at; a world may have thousands, and a table few rows. */
const most = 40;

/**
 * Who may be asked about a policy. Of a resource's policy that is everybody: the world's users and
 * roles, the temporary credentials that have a policy of their own, each account's root user, and the
 * services that the document names. Of an identity-based one it is who has it.
 */
export function principalsOf(reader: Reader, edited: EditedPolicy, now: number): readonly Caller[] {
  const all = everybody(reader, now);
  if (isIdentityBased(edited)) {
    return all.filter((caller) => hasPolicy(reader, caller, edited.arn)).slice(0, most);
  }
  const roots = reader.range(accountsTable).map(([account]) => rootCaller(account, ''));
  return [...all.slice(0, most), ...roots, ...servicesIn(edited.document)];
}

/** The world's users and roles, and the temporary credentials that have a policy of their own. */
export function everybody(reader: Reader, now: number): readonly Caller[] {
  return [
    ...reader.range(usersTable).map(([, user]) => userCaller(user, '')),
    ...reader.range(rolesTable).map(([, role]) => sessionOf(role, now)),
    ...limitedSessions(reader, now),
  ];
}

/** Whether a policy says what its principals may do, and not who may do it to a resource. */
export function isIdentityBased({ arn, isTrust }: EditedPolicy): boolean {
  return isTrust !== true && arn.split(':')[2] === 'iam';
}

/** How a table calls a principal: a role by its own ARN, credentials with a policy by theirs. */
export function nameOf({ principal, arn, session }: Caller): string {
  const isPlainRole = principal.type === 'AssumedRole' && session?.policyArns.length === 0;
  return isPlainRole && session?.policy === undefined ? principal.roleArn : arn;
}

/** Whether a user, role, group or managed policy is what a principal has, as policy or boundary. */
function hasPolicy(reader: Reader, caller: Caller, arn: string): boolean {
  const entity = entityOf(reader, caller);
  if (entity === undefined) return false;
  const groups = 'groups' in entity ? entity.groups : [];
  const records = groups.flatMap(
    (name) => reader.get(groupsTable, entityKey(entity.account, name)) ?? [],
  );
  const given = [entity, ...records];
  if (given.some((record) => record.Arn === arn || record.attachedPolicies.includes(arn))) {
    return true;
  }
  return entity.permissionsBoundary === arn || caller.session?.policyArns.includes(arn) === true;
}

/** Credentials that may do less than whom they come from, the latest of each name. */
function limitedSessions(reader: Reader, now: number): Caller[] {
  const isLimited = ({ policy, policyArns, expiresAt }: SessionRecord) =>
    expiresAt > now && (policy !== undefined || policyArns.length > 0);
  const latest = new Map<string, Caller>();
  const sessions = reader.range(sessionsTable).map(([, session]) => session);
  for (const session of sessions.sort((a, b) => a.issuedAt - b.issuedAt)) {
    const caller = isLimited(session) ? sessionCaller(reader, session) : undefined;
    if (caller !== undefined) latest.set(caller.arn, caller);
  }
  return [...latest.values()];
}

/** A role as whoever has assumed it calls. */
function sessionOf(
  { account, RoleName, RoleId, Arn: roleArn, MaxSessionDuration, tags }: RoleRecord,
  now: number,
): Caller {
  const sessionName = 'session';
  const arn = `arn:aws:sts::${account}:assumed-role/${RoleName}/${sessionName}`;
  const userId = `${RoleId}:${sessionName}`;
  return {
    principal: { type: 'AssumedRole', account, arn, roleArn, userId, sessionName, tags },
    ...{ account, arn, userId, accessKeyId: '' },
    session: {
      ...{ by: 'AssumeRole', issuedAt: now, expiresAt: now + MaxSessionDuration * 1000 },
      ...{ tags: {}, transitiveTagKeys: [], policyArns: [] },
    },
  };
}

function servicesIn(document: string): readonly Caller[] {
  if (document === '') return [];
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
