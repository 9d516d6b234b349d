import { expect, test } from 'vitest';
import { evaluate } from '../../../src/engine/iam/index';
import { notPrincipalCases, principalCases } from './cases/principals';
import { statementCases } from './cases/statements';
import { alice, allow, deny, everything, policy, request, root } from './cases/worlds';

for (const [source, cases] of Object.entries(statementCases)) {
  test.each(cases)(`${source}: %j asked %j: %s`, (elements, asked, matched) => {
    const identity = [policy('Statement', allow(elements))];
    const [explained] = evaluate(request(asked), { identity }).policies;
    expect(explained!.statements[0]!.matched).toBe(matched);
    expect(explained!.says).toBe(matched ? 'Allow' : 'None');
  });
}

for (const [source, cases] of Object.entries(principalCases)) {
  test.each(cases)(`${source}: %j for %j: %s`, (element, principal, namedAs) => {
    const resource = policy('Resource', allow(element));
    const [explained] = evaluate(request({ principal }), { identity: [], resource }).policies;
    expect(explained!.namedAs).toBe(namedAs);
    expect(explained!.says).toBe(namedAs === null ? 'None' : 'Allow');
  });
}

test.each(notPrincipalCases)(
  'IAM User Guide, JSON policy elements: NotPrincipal: %j for %j denies: %s',
  (element, principal, denies) => {
    const resource = policy('Resource', deny(element), allow({ Principal: '*' }));
    const { decision } = evaluate(request({ principal }), { identity: [everything], resource });
    expect(decision === 'ExplicitDeny').toBe(denies);
  },
);

test('NotPrincipal denies whoever has a permissions boundary, even when exempt', () => {
  const element = { NotPrincipal: { AWS: [alice.arn, root.arn] } };
  const resource = policy('Resource', deny(element), allow({ Principal: '*' }));
  const policies = { identity: [everything], resource };
  expect(evaluate(request(), policies).allowed).toBe(true);
  expect(evaluate(request(), { ...policies, boundary: everything }).decision).toBe('ExplicitDeny');
});

test('NotPrincipal with Allow grants nothing', () => {
  const resource = policy('Resource', allow({ NotPrincipal: { AWS: root.arn } }));
  expect(evaluate(request(), { identity: [], resource }).allowed).toBe(false);
});

test('each element is explained: the value that fits, or that none does', () => {
  const identity = [
    policy('P', {
      Effect: 'Allow',
      Sid: 'Use',
      Action: ['kms:Decrypt', 'kms:E*'],
      NotResource: '*',
    }),
  ];
  expect(evaluate(request(), { identity }).policies[0]!.statements).toEqual([
    {
      index: 0,
      sid: 'Use',
      effect: 'Allow',
      matched: false,
      principal: null,
      action: {
        element: 'Action',
        values: ['kms:Decrypt', 'kms:E*'],
        fits: 'kms:E*',
        matched: true,
      },
      resource: { element: 'NotResource', values: ['*'], fits: '*', matched: false },
      conditions: [],
    },
  ]);
});
