import { expect, test } from 'vitest';
import { denialMessage, evaluate } from '../../../src/engine/iam/index';
import { ruleCases } from './cases/rules';
import {
  alice,
  aws,
  allow,
  deny,
  everything,
  keyArn,
  keyPolicy,
  logs,
  policy,
  request,
  session,
} from './cases/worlds';

for (const [source, cases] of Object.entries(ruleCases)) {
  test.each(cases)(`${source}: $name`, ({ asked, policies, allowedBy, denied }) => {
    const evaluation = evaluate(request(asked), { identity: [], ...policies });
    if (denied === undefined) {
      expect(evaluation).toMatchObject({
        allowed: true,
        decision: 'Allow',
        reason: { rule: allowedBy },
      });
      return;
    }
    expect(evaluation.allowed).toBe(false);
    expect(evaluation.decision).toBe(denied.startsWith('with') ? 'ExplicitDeny' : 'ImplicitDeny');
    expect(denialMessage(evaluation).endsWith(` ${denied}`)).toBe(true);
  });
}

test('a denial names the caller, the action and the resource', () => {
  const ask = (more: object) => denialMessage(evaluate(request(more), { identity: [] }));
  // The wording for an action without a resource is recorded in a public CreateKey transcript.
  expect(ask({ principal: session, action: 'kms:CreateKey', resource: '*' })).toBe(
    'User: arn:aws:sts::111122223333:assumed-role/Reporter/monday is not authorized to perform: ' +
      'kms:CreateKey on resource: * because no identity-based policy allows the kms:CreateKey action',
  );
  expect(ask({ principal: logs })).toContain(`User: ${logs.service} is not authorized to perform`);
  expect(ask({})).toContain(`on resource: ${keyArn} because`);
});

test('there is no denial to word for what is allowed', () => {
  expect(() => denialMessage(evaluate(request(), { identity: [everything] }))).toThrow(
    'is allowed',
  );
});

test('the reason points at the statement that decided', () => {
  const identity = [policy('Use', allow({ Action: 'iam:*' }), allow({ Sid: 'All' }))];
  const key = keyPolicy(deny({ ...aws('*'), Action: 'kms:Put*' }), allow(aws('111122223333')));
  expect(evaluate(request(), { identity, ...key }).reason).toEqual({
    rule: 'account delegates',
    by: { type: 'resource-based policy', policy: 'Key', arn: null, statement: 1, sid: null },
    identity: { type: 'identity-based policy', policy: 'Use', arn: null, statement: 1, sid: 'All' },
  });
  expect(evaluate(request({ action: 'kms:PutKeyPolicy' }), { identity, ...key }).reason).toEqual({
    rule: 'explicit deny',
    by: { type: 'resource-based policy', policy: 'Key', arn: null, statement: 0, sid: null },
  });
});

test('of several Allow statements the one that names the caller most narrowly counts', () => {
  const key = keyPolicy(allow(aws('111122223333')), allow(aws(alice.arn)));
  expect(evaluate(request(), { identity: [], ...key }).reason).toMatchObject({
    rule: 'resource allows',
    by: { statement: 1 },
  });
});

test('an evaluation is plain JSON', () => {
  const evaluation = evaluate(request(), { identity: [everything], ...keyPolicy(allow(aws('*'))) });
  expect(JSON.parse(JSON.stringify(evaluation))).toEqual(evaluation);
  expect(structuredClone(evaluation)).toEqual(evaluation);
});
