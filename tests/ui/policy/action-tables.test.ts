import { expect, test } from 'vitest';
import { loadModel, serviceNames } from '../../../src/engine/api/index';
import {
  actionServices,
  actionsMeant,
  actionsOf,
  everyKey,
  isOneOf,
  keyType,
} from '../../../src/ui/policy/action-tables';

test('every service of the model is in the table', () => {
  const prefixes = serviceNames.map((name) => name.replace('-', ''));
  expect(prefixes.filter((prefix) => !actionServices.includes(prefix))).toEqual([]);
});

test.each([
  // Re-encryption asks for two permissions of its own.
  ['kms', ['ReEncrypt']],
  ['secretsmanager', []],
  ['ssm', []],
] as const)('an operation of %s is an action of its name', async (service, others) => {
  const { operations } = await loadModel(service);
  const actions = new Set(actionsOf(service).map(({ name }) => name.split(':')[1]));
  const without = Object.keys(operations).filter((operation) => !actions.has(operation));
  expect(without).toEqual(others);
});

test('patterns and letters of either case mean actions', () => {
  expect(actionsMeant('KMS:decrypt').map(({ name }) => name)).toEqual(['kms:Decrypt']);
  expect(actionsMeant('kms:ReEncrypt*')).toHaveLength(2);
  expect(actionsMeant('*')).toEqual([]);
});

test('keys that end in a name of one’s own are known by their beginning', () => {
  expect(isOneOf(everyKey, 'KMS:EncryptionContext:purpose')).toBe(true);
  expect(isOneOf(everyKey, 'aws:PrincipalTag/team')).toBe(true);
  expect(isOneOf(everyKey, 'kms:EncryptionContext:')).toBe(false);
  expect(keyType('aws:SecureTransport')).toBe('Bool');
});
