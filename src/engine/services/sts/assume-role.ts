import type { AssumeRoleRequest, AssumeRoleResponse } from '@aws-sdk/client-sts';
import { parseArn } from '../../arn';
import type { Context as ConditionContext } from '../../iam/index';
import type { Context, Operation, Permission } from '../../operation';
import { nameIn } from '../iam/principal-policies';
import { entityKey, rolesTable, type RoleRecord } from '../iam/state';
import { trustPolicyOf } from '../iam/trust-policies';
import {
  exceedsChainedDuration,
  exceedsMaxSessionDuration,
  invalidArn,
  mfaFailed,
  notAuthorized,
  rootMayNotAssume,
} from './errors';
import { sessionPolicies } from './session-policies';
import { requestTagKeys, sessionTags, type SessionTags } from './session-tags';
import { openSession } from './sessions';

const hour = 3600;

interface Target {
  /** Undefined where there is none: the caller is told no more than that it is not authorized. */
  readonly role: RoleRecord | undefined;
  readonly tags: SessionTags;
  readonly sourceIdentity: string | undefined;
}

/** Temporary credentials of a role, for whom its trust policy names. */
export const AssumeRole: Operation<AssumeRoleRequest, AssumeRoleResponse, Target> = {
  target(input, ctx) {
    const { RoleArn = '', SerialNumber, TokenCode } = input;
    const { principal, session } = ctx.caller;
    const arn = parseArn(RoleArn);
    if (arn === undefined || arn.resource === '') throw invalidArn(RoleArn);
    if (principal.type === 'Root') throw rootMayNotAssume();
    if (SerialNumber !== undefined || TokenCode !== undefined) throw mfaFailed();
    const named = ctx.get(rolesTable, entityKey(arn.account, nameIn(RoleArn)));
    return {
      role: named?.Arn === RoleArn ? named : undefined,
      tags: sessionTags(input, session),
      sourceIdentity: session?.sourceIdentity ?? input.SourceIdentity,
    };
  },
  permissions(input, target, ctx) {
    const { RoleArn = '' } = input;
    // What GetFederationToken gives out is good for no other operation of AWS STS.
    if (ctx.caller.principal.type === 'FederatedUser') {
      throw notAuthorized(ctx.caller.arn, 'sts:AssumeRole', RoleArn);
    }
    const context = conditionKeys(input, target);
    const permission = (action: string): Permission => ({
      ...{ action, resource: RoleArn, context },
      policies: {
        resourceRule: 'role-trust',
        ...(target.role === undefined ? {} : { resource: trustPolicyOf(ctx, target.role) }),
      },
    });
    return actions(target).map(permission);
  },
  handle(input, ctx, { role, tags, sourceIdentity }) {
    const { RoleSessionName: sessionName = '', DurationSeconds = hour, Policy, PolicyArns } = input;
    if (role === undefined) throw new Error('a role that does not exist was assumed');
    checkDuration(DurationSeconds, role, ctx);
    checkSourceIdentity(input, ctx);
    const { account, RoleName, RoleId } = role;
    const { size, ...policies } = sessionPolicies(ctx, account, Policy, PolicyArns);
    const bearer = { type: 'AssumedRole', RoleName, RoleId, sessionName } as const;
    const { Credentials } = openSession(ctx, account, bearer, DurationSeconds, {
      by: 'AssumeRole',
      ...tags,
      ...policies,
      ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
    });
    return {
      Credentials,
      AssumedRoleUser: {
        AssumedRoleId: `${RoleId}:${sessionName}`,
        Arn: `arn:aws:sts::${account}:assumed-role/${RoleName}/${sessionName}`,
      },
      ...(size === undefined ? {} : { PackedPolicySize: size }),
      ...(sourceIdentity === undefined ? {} : { SourceIdentity: sourceIdentity }),
    };
  },
};

/** Tags and a source identity need permissions of their own, inherited ones, too. */
function actions({ tags, sourceIdentity }: Target): readonly string[] {
  const hasTags = Object.keys(tags.tags).length > 0;
  return [
    'sts:AssumeRole',
    ...(hasTags ? ['sts:TagSession'] : []),
    ...(sourceIdentity === undefined ? [] : ['sts:SetSourceIdentity']),
  ];
}

/** Source: IAM User Guide, "Available keys for AWS STS" and "AWS global condition context keys". */
function conditionKeys(
  { RoleSessionName = '', ExternalId, Tags }: AssumeRoleRequest,
  { role, tags, sourceIdentity }: Target,
): ConditionContext {
  const keys: Record<string, string | readonly string[]> = {
    ...requestTagKeys(Tags),
    'sts:RoleSessionName': RoleSessionName,
  };
  if (ExternalId !== undefined) keys['sts:ExternalId'] = ExternalId;
  if (sourceIdentity !== undefined) keys['sts:SourceIdentity'] = sourceIdentity;
  if (tags.transitiveTagKeys.length > 0) keys['sts:TransitiveTagKeys'] = tags.transitiveTagKeys;
  for (const [name, value] of Object.entries(role?.tags ?? {})) {
    keys[`aws:ResourceTag/${name}`] = value;
    keys[`iam:ResourceTag/${name}`] = value;
  }
  return keys;
}

function checkDuration(seconds: number, { MaxSessionDuration }: RoleRecord, ctx: Context): void {
  if (ctx.caller.session !== undefined && seconds > hour) throw exceedsChainedDuration();
  if (seconds > MaxSessionDuration) throw exceedsMaxSessionDuration();
}

/** Once set, a source identity stays through the whole role chain. */
function checkSourceIdentity(
  { RoleArn = '', SourceIdentity }: AssumeRoleRequest,
  { caller }: Context,
): void {
  const inherited = caller.session?.sourceIdentity;
  if (inherited === undefined || SourceIdentity === undefined) return;
  if (inherited !== SourceIdentity) {
    throw notAuthorized(caller.arn, 'sts:SetSourceIdentity', RoleArn);
  }
}
