import type { GetCallerIdentityRequest, GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import model from '../../api/models/sts.gen.json';
import { readModel } from '../../api/index';
import type { Operation, Service } from '../../operation';

/** Who am I? Needs no permission: even an explicit Deny does not stop it (STS API Reference). */
const GetCallerIdentity: Operation<GetCallerIdentityRequest, GetCallerIdentityResponse> = {
  permissions: () => [],
  handle: (_, { caller }) => ({
    UserId: caller.userId,
    Account: caller.account,
    Arn: caller.arn,
  }),
};

/** AWS Security Token Service, as far as this version models it. */
export const sts: Service = {
  name: 'sts',
  title: 'AWS STS',
  model: readModel(model),
  eventSource: 'sts.amazonaws.com',
  operations: { GetCallerIdentity },
};
