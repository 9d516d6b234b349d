import type {
  GetAccessKeyInfoRequest,
  GetAccessKeyInfoResponse,
  GetCallerIdentityRequest,
  GetCallerIdentityResponse,
} from '@aws-sdk/client-sts';
import type { Operation } from '../../operation';
import { accountOfAccessKeyId } from '../iam/ids';
import { accessKeysTable } from '../iam/state';
import { noAccessKeyId } from './errors';

/** Who am I? Needs no permission: even an explicit Deny does not stop it (STS API Reference). */
export const GetCallerIdentity: Operation<GetCallerIdentityRequest, GetCallerIdentityResponse> = {
  permissions: () => [],
  handle: (_, { caller }) => ({
    UserId: caller.userId,
    Account: caller.account,
    Arn: caller.arn,
  }),
};

/** Whose is this access key? The id itself names the account, so a deleted key has one, too. */
export const GetAccessKeyInfo: Operation<GetAccessKeyInfoRequest, GetAccessKeyInfoResponse> = {
  handle({ AccessKeyId = '' }, ctx) {
    const known = ctx.get(accessKeysTable, AccessKeyId);
    const Account = known?.account ?? accountOfAccessKeyId(AccessKeyId);
    if (Account === undefined) throw noAccessKeyId(AccessKeyId);
    return { Account };
  },
};
