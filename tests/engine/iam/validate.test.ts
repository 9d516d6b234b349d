import { expect, test } from 'vitest';
import {
  PolicySyntaxError,
  policySize,
  policySizeLimits,
  validatePolicy,
} from '../../../src/engine/iam/index';
import { acceptedDocuments, refusedDocuments } from './cases/documents';

test.each(refusedDocuments)('refused: %s (%s)', (_, kind, document, message, where) => {
  let error: unknown;
  try {
    validatePolicy(document, kind);
  } catch (cause) {
    error = cause;
  }
  expect(error).toBeInstanceOf(PolicySyntaxError);
  expect(error).toMatchObject({ message, where });
  expect((error as PolicySyntaxError).detail).not.toBe('');
});

test.each(acceptedDocuments)('accepted: %s (%s)', (_, kind, document) => {
  expect(validatePolicy(document, kind).statements).toHaveLength(1);
});

test('a document is returned read: single values as lists, absent elements as null', () => {
  const document =
    '{"Id":"I","Statement":{"Effect":"Deny","Principal":"*","NotAction":"kms:\\u0045*","Resource":["*"]}}';
  expect(validatePolicy(document, 'key')).toEqual({
    version: null,
    id: 'I',
    statements: [
      {
        sid: null,
        effect: 'Deny',
        principal: { negated: false, entries: [{ type: 'AWS', value: '*' }] },
        action: { negated: true, values: ['kms:E*'] },
        resource: { negated: false, values: ['*'] },
        conditions: [],
      },
    ],
  });
});

test('IAM counts inline policies together and without white space', () => {
  expect(policySize(['{ "a": 1 }', '{\n}'], policySizeLimits.userInline)).toBe(9);
  expect(policySize(['{ "a": 1 }'], policySizeLimits.key)).toBe(10);
});
