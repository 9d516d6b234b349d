import { evaluate, type AuthorizationRequest, type Policies } from '../../../src/engine/iam/index';
import type { Measurement } from '../bench';
import { rate } from '../measure';

const account = '123456789012';

// Ten statements of the kinds people write: two match the request, eight fail on their action,
// their resource or a condition.
const Statement = Array.from({ length: 10 }, (_, i) => ({
  Sid: `S${i}`,
  Effect: 'Allow',
  Action: i % 3 === 0 ? 'kms:*' : ['s3:GetObject', 'kms:Encrypt', 'kms:Decrypt'],
  Resource: `arn:aws:kms:*:${account}:key/${i === 9 ? '*' : `${i}*`}`,
  ...(i % 2 === 0
    ? { Condition: { StringEquals: { 'kms:EncryptionContext:dept': ['hr', 'it'] } } }
    : {}),
}));

const policies: Policies = {
  identity: [{ name: 'ten', document: JSON.stringify({ Version: '2012-10-17', Statement }) }],
};

const request: AuthorizationRequest = {
  principal: {
    ...{ type: 'User', account, userName: 'ana', userId: 'AIDAEXAMPLE' },
    arn: `arn:aws:iam::${account}:user/ana`,
  },
  action: 'kms:Encrypt',
  resource: `arn:aws:kms:us-east-1:${account}:key/9a0b1c2d-0000-4000-8000-000000000000`,
  context: { 'kms:EncryptionContext:dept': 'hr', 'kms:CallerAccount': account },
};

/** How fast the real evaluator is, its explanation included. */
const measurement: Measurement = {
  name: 'policy evaluations, 10 statements',
  where: ['node', 'chromium'],
  bound: { min: 100_000, unit: 'a second' },
  run: () => rate(() => evaluate(request, policies)),
};

export default measurement;
