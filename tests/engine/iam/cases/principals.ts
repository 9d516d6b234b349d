import type { NamedAs, Principal } from '../../../../src/engine/iam/index';
import { account, alice, aws, eve, federated, logs, otherAccount, root, session } from './worlds';
import type { JsonStatement } from './worlds';

/** A Principal element, who calls, and what of the caller it names: null is nothing. */
export type PrincipalCase = readonly [
  element: JsonStatement,
  principal: Principal,
  namedAs: NamedAs | null,
];

const token: Principal = { type: 'Federated', provider: 'accounts.google.com' };
const page = 'IAM User Guide, JSON policy elements: Principal';
const canonicalUserId = '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be';

/** Cases by the section of AWS's documentation that they are known from. */
export const principalCases: Readonly<Record<string, readonly PrincipalCase[]>> = {
  [`${page}, accounts`]: [
    [aws(root.arn), alice, 'account'],
    [aws(account), alice, 'account'],
    [aws([otherAccount, account]), session, 'account'],
    [aws(root.arn), root, 'caller'],
    [aws(account), root, 'caller'],
    [aws(otherAccount), alice, null],
    [aws(root.arn), eve, null],
    [{ Principal: { CanonicalUser: canonicalUserId } }, { ...alice, canonicalUserId }, 'account'],
    [{ Principal: { CanonicalUser: canonicalUserId } }, alice, null],
  ],
  [`${page}, users and roles`]: [
    [aws(alice.arn), alice, 'caller'],
    [aws(alice.arn.replace('alice', 'Alice')), alice, null],
    [aws(alice.arn), eve, null],
    [aws(alice.userId), alice, 'caller'],
    [aws(session.roleArn), session, 'identity'],
    [aws('AROAREPORTEREXAMPLE1'), session, 'identity'],
    [aws(session.roleArn), alice, null],
    // Wildcards do not match a part of a principal's name.
    [aws(`arn:aws:iam::${account}:user/*`), alice, null],
  ],
  [`${page}, sessions`]: [
    [aws(session.arn), session, 'caller'],
    [aws([session.roleArn, session.arn]), session, 'caller'],
    [aws(session.arn.replace('monday', 'tuesday')), session, null],
    [aws(federated.arn), federated, 'caller'],
    [aws(alice.arn), federated, 'identity'],
  ],
  [`${page}, services, federation, everyone`]: [
    [{ Principal: { Service: logs.service } }, logs, 'caller'],
    [{ Principal: { Service: ['ecs.amazonaws.com', logs.service] } }, logs, 'caller'],
    [{ Principal: { Service: 'logs.amazonaws.com' } }, logs, null],
    [aws(account), logs, null],
    [{ Principal: { Service: logs.service } }, alice, null],
    [{ Principal: { Federated: 'accounts.google.com' } }, token, 'caller'],
    [{ Principal: { Federated: 'graph.facebook.com' } }, token, null],
    [{ Principal: '*' }, eve, 'caller'],
    [aws('*'), alice, 'caller'],
    [aws('*'), logs, 'caller'],
    [{}, alice, null],
  ],
};

const not = (...values: string[]): JsonStatement => ({ NotPrincipal: { AWS: values } });

/** A NotPrincipal element under Deny, who calls, and whether it denies. */
export const notPrincipalCases: readonly (readonly [JsonStatement, Principal, boolean])[] = [
  [not(alice.arn, root.arn), alice, false],
  [not(alice.arn), alice, true],
  [not(root.arn), alice, true],
  [not(root.arn), root, false],
  [not(alice.arn, root.arn), eve, true],
  [not(session.arn, session.roleArn, root.arn), session, false],
  [not(session.roleArn, root.arn), session, true],
  [not(federated.arn, alice.arn, root.arn), federated, false],
  [{ NotPrincipal: { Service: logs.service } }, logs, false],
  [{ NotPrincipal: { Service: 'sns.amazonaws.com' } }, logs, true],
  [{ NotPrincipal: '*' }, eve, false],
];
