import model from '../../api/models/sts.gen.json';
import { readModel } from '../../api/index';
import type { Service } from '../../operation';
import { AssumeRole } from './assume-role';
import { DecodeAuthorizationMessage } from './authorization-messages';
import { GetAccessKeyInfo, GetCallerIdentity } from './identity';
import { GetFederationToken, GetSessionToken } from './session-operations';
import { expire } from './sessions';
import { trailRules } from './trail';

/**
 * AWS Security Token Service. Not modelled: AssumeRoleWithSAML, AssumeRoleWithWebIdentity,
 * AssumeRoot, GetDelegatedAccessToken and GetWebIdentityToken, which need identity providers.
 */
export const sts: Service = {
  name: 'sts',
  title: 'AWS STS',
  model: readModel(model),
  eventSource: 'sts.amazonaws.com',
  operations: {
    ...{ AssumeRole, DecodeAuthorizationMessage, GetAccessKeyInfo, GetCallerIdentity },
    ...{ GetFederationToken, GetSessionToken },
  },
  timers: { expire },
  // CloudTrail marks the giving out of credentials as read-only.
  readOnly: (operation) => operation === 'AssumeRole' || operation.startsWith('Decode'),
  trail: trailRules,
};
