import { expect, test } from 'vitest';
import { evaluate } from '../../../src/engine/iam/index';
import { conditionCases } from './cases/conditions';
import { allow, policy, request } from './cases/worlds';

for (const [source, cases] of Object.entries(conditionCases)) {
  test.each(cases)(`${source}: %j with %j: %s`, (condition, context, matched) => {
    const evaluation = evaluate(request({ context }), {
      identity: [policy('Conditional', allow({ Condition: condition }))],
    });
    expect(evaluation.allowed).toBe(matched);
    const [statement] = evaluation.policies[0]!.statements;
    expect(statement!.conditions.every((part) => part.matched)).toBe(matched);
  });
}

test('a policy of version 2008-10-17, or of none, takes variables literally', () => {
  for (const version of [{ Version: '2008-10-17' }, {}]) {
    const Statement = allow({ Condition: { StringEquals: { 'a:k': '${aws:username}' } } });
    const named = { name: 'Old', document: JSON.stringify({ ...version, Statement }) };
    const ask = (value: string) =>
      evaluate(request({ context: { 'a:k': value } }), { identity: [named] }).allowed;
    expect(ask('alice')).toBe(false);
    expect(ask('${aws:username}')).toBe(true);
  }
});

test('a condition is explained by what the policy asks and what the request has', () => {
  const Condition = {
    StringEquals: { 'kms:EncryptionContext:purpose': ['audit', 'report'] },
    Bool: { 'aws:SecureTransport': 'true' },
  };
  const context = { 'kms:EncryptionContext:Purpose': 'payroll' };
  const { policies } = evaluate(request({ context }), {
    identity: [policy('Conditional', allow({ Condition }))],
  });
  expect(policies[0]!.statements[0]!.conditions).toEqual([
    {
      operator: 'StringEquals',
      key: 'kms:EncryptionContext:purpose',
      values: ['audit', 'report'],
      actual: 'payroll',
      matched: false,
    },
    {
      operator: 'Bool',
      key: 'aws:SecureTransport',
      values: ['true'],
      actual: null,
      matched: false,
    },
  ]);
});
