import type {
  GetFederationTokenRequest,
  GetFederationTokenResponse,
  GetSessionTokenRequest,
  GetSessionTokenResponse,
} from '@aws-sdk/client-sts';
import { formatArn } from '../../arn';
import type { Caller, Context, Operation } from '../../operation';
import { mfaFailed, withSessionCredentials } from './errors';
import { sessionPolicies } from './session-policies';
import { requestTagKeys, sessionTags } from './session-tags';
import { openSession } from './sessions';

const hour = 3600;
const standardDuration = 12 * hour;

/** Temporary credentials of the caller itself. They need no permission. */
export const GetSessionToken: Operation<GetSessionTokenRequest, GetSessionTokenResponse> = {
  permissions: (_, __, { caller }) => {
    if (caller.session !== undefined) throw withSessionCredentials('GetSessionToken');
    return [];
  },
  handle({ DurationSeconds = standardDuration, SerialNumber, TokenCode }, ctx) {
    if (SerialNumber !== undefined || TokenCode !== undefined) throw mfaFailed();
    const { account } = ctx.caller;
    const issuer = issuerOf(ctx.caller);
    const bearer =
      issuer === null ? ({ type: 'Root' } as const) : ({ type: 'User', ...issuer } as const);
    const { Credentials } = openSession(ctx, account, bearer, longest(DurationSeconds, ctx), {
      ...{ by: 'GetSessionToken', tags: {}, transitiveTagKeys: [], policyArns: [] },
    });
    return { Credentials };
  },
};

/** Temporary credentials of somebody the calling user vouches for, within session policies. */
export const GetFederationToken: Operation<GetFederationTokenRequest, GetFederationTokenResponse> =
  {
    permissions({ Name = '', Tags = [] }, _, { caller }) {
      if (caller.session !== undefined) throw withSessionCredentials('GetFederationToken');
      const resource = formatArn('sts', '', caller.account, `federated-user/${Name}`);
      const context = requestTagKeys(Tags);
      const actions = Tags.length === 0 ? [] : ['sts:TagSession'];
      return ['sts:GetFederationToken', ...actions].map((action) => ({
        action,
        resource,
        context,
      }));
    },
    handle({ Name: name = '', DurationSeconds, Policy, PolicyArns, Tags }, ctx) {
      const { account } = ctx.caller;
      const tags = sessionTags(Tags === undefined ? {} : { Tags }, undefined);
      const { size = 0, ...policies } = sessionPolicies(ctx, account, Policy, PolicyArns);
      const bearer = { type: 'FederatedUser', name, issuer: issuerOf(ctx.caller) } as const;
      const seconds = longest(DurationSeconds ?? standardDuration, ctx);
      const { Credentials } = openSession(ctx, account, bearer, seconds, {
        by: 'GetFederationToken',
        ...tags,
        ...policies,
      });
      return {
        Credentials,
        FederatedUser: {
          FederatedUserId: `${account}:${name}`,
          Arn: formatArn('sts', '', account, `federated-user/${name}`),
        },
        PackedPolicySize: size,
      };
    },
  };

/** The user behind long-term credentials; null for the root user. */
function issuerOf({ principal }: Caller): { UserName: string; UserId: string } | null {
  if (principal.type === 'Root') return null;
  if (principal.type !== 'User') throw new Error(`${principal.type} has no long-term credentials`);
  return { UserName: principal.userName, UserId: principal.userId };
}

/** The root user's sessions last an hour at most, whatever was asked for. */
function longest(seconds: number, { caller }: Context): number {
  return caller.principal.type === 'Root' ? Math.min(seconds, hour) : seconds;
}
