import { expect, test } from 'vitest';
import { lintPolicy } from '../../../src/ui/policy/lint/index';
import type { EditedKind } from '../../../src/ui/policy/policy-kinds';

const owner = { AWS: 'arn:aws:iam::111122223333:root' };
const statement = (more: object = {}) => ({
  ...{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' },
  ...more,
});
const document = (...statements: readonly object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);
const keyPolicy = (...statements: readonly object[]) =>
  document(statement({ Principal: owner, Action: 'kms:*' }), ...statements);
const bucketPolicy = (more: object) =>
  document(statement({ Principal: owner, Action: 's3:GetObject', ...more }));
const conditions = (Condition: object, more: object = {}) =>
  document(statement({ ...more, Condition }));

/** Kind, document, and of each finding: its severity, the text it stands at, and its words. */
type Case = readonly [
  name: string,
  kind: EditedKind,
  text: string,
  ...findings: readonly (readonly [severity: string, text: string, message: RegExp])[],
];

const cases: readonly Case[] = [
  ['a good identity policy', 'identity', document(statement())],
  ['a good key policy', 'key', keyPolicy()],
  ['an empty text', 'identity', ' ', ['error', ' ', /empty/]],
  [
    'a missing comma',
    'identity',
    '{\n  "Version": "2012-10-17"\n  "Statement": []\n}',
    ['error', '"', /^Not JSON: expected "," or "}", found ".*line 3, column 3/],
  ],
  [
    'a string without its end',
    'identity',
    '{\n  "Version": "2012-10-17\n}',
    ['error', '"', /no closing quote in its line \(line 2, column 14\)/],
  ],
  [
    'a text that ends early',
    'identity',
    '{"Version": "2012-10-17", "Statement": [',
    ['error', '[', /found the end of the document/],
  ],
  [
    'an element that is none',
    'identity',
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Actions":"kms:Decrypt","Action":"kms:Decrypt","Resource":"*"}}',
    ['error', '"Actions"', /Did you mean "Action"\?.*AWS refuses it: Syntax errors in policy/],
  ],
  [
    'a misspelt action',
    'identity',
    document(statement({ Action: ['kms:Decypt', 'kms:Encrypt'] })),
    ['warning', '"kms:Decypt"', /Did you mean kms:Decrypt/],
  ],
  [
    'a pattern that means no action',
    'identity',
    document(statement({ Action: 's3:Fetch*' })),
    ['warning', '"s3:Fetch*"', /No action is called/],
  ],
  ['a pattern that means some', 'identity', document(statement({ Action: 'KMS:generate*' }))],
  [
    'a service outside the model',
    'identity',
    document(statement({ Action: 'dynamodb:GetItem' })),
    ['hint', '"dynamodb:GetItem"', /not checked/],
  ],
  [
    'an action that no resource fits',
    'identity',
    document(statement({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::photos' })),
    ['warning', '"s3:GetObject"', /no Resource here is one/],
  ],
  [
    'an action on objects and one on buckets',
    'identity',
    document(
      statement({
        Action: ['s3:GetObject', 's3:ListBucket'],
        Resource: ['arn:aws:s3:::photos', 'arn:aws:s3:::photos/*'],
      }),
    ),
  ],
  [
    'an action without resources on one',
    'identity',
    document(
      statement({ Action: 'kms:ListKeys', Resource: 'arn:aws:kms:us-east-1:111122223333:key/x' }),
    ),
    ['warning', '"kms:ListKeys"', /needs "Resource": "\*"/],
  ],
  [
    'the same in a bucket policy, which AWS refuses',
    'bucket',
    bucketPolicy({ Resource: 'arn:aws:s3:::photos' }),
    ['error', '"s3:GetObject"', /no Resource here is one/],
  ],
  [
    'no principal in a key policy',
    'key',
    keyPolicy(statement()),
    ['error', '{', /needs a Principal.*Policy contains a statement with no principal/],
  ],
  [
    'a principal in an identity policy',
    'identity',
    document(statement({ Principal: owner })),
    ['error', '"Principal"', /no Principal.*should not specify a principal/],
  ],
  [
    'a resource in a trust policy',
    'trust',
    document(statement({ Action: 'sts:AssumeRole', Principal: owner })),
    ['error', '"Resource"', /no Resource.*prohibited field Resource/],
  ],
  [
    'NotAction with Allow',
    'identity',
    document({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }),
    ['warning', '"NotAction"', /every other action/],
  ],
  ['NotAction with Deny', 'scp', document({ Effect: 'Deny', NotAction: 'iam:*', Resource: '*' })],
  [
    'everybody',
    'key',
    keyPolicy(statement({ Principal: '*' })),
    ['warning', '"*"', /Everybody, in every AWS account/],
  ],
  [
    'everybody under a condition',
    'key',
    keyPolicy(
      statement({
        Principal: { AWS: '*' },
        Condition: { StringEquals: { 'kms:CallerAccount': '111122223333' } },
      }),
    ),
    ['hint', '"*"', /as far as the conditions/],
  ],
  [
    'an operator that is none',
    'identity',
    conditions({ StringEqual: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } }),
    ['error', '"StringEqual"', /Did you mean StringEquals\?.*no condition operator/],
  ],
  [
    'a misspelt condition key',
    'identity',
    conditions({ StringEquals: { 'kms:ViaServise': 's3.us-east-1.amazonaws.com' } }),
    ['warning', '"kms:ViaServise"', /Did you mean kms:ViaService\?/],
  ],
  [
    'a key that the action does not have',
    'identity',
    conditions({ StringEquals: { 's3:prefix': 'a/' } }),
    ['warning', '"s3:prefix"', /No action of this statement has s3:prefix/],
  ],
  [
    'a key that ends in a name of one’s own',
    'identity',
    conditions({ StringEquals: { 'kms:EncryptionContext:purpose': 'x' } }),
  ],
  [
    'several values without a set operator',
    'identity',
    conditions(
      { StringEquals: { 'aws:TagKeys': 'project' } },
      { Action: 'kms:TagResource', Resource: '*' },
    ),
    ['warning', '"StringEquals"', /several values/],
  ],
  [
    'variables in the old version',
    'identity',
    '{"Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/${aws:username}/*"}}',
    ['warning', '{', /plain text/],
  ],
  [
    'a key policy that nobody can change any more',
    'key',
    document(statement({ Principal: owner, Action: ['kms:Decrypt', 'kms:Encrypt'] })),
    ['error', '"Statement"', /locks everybody out/],
  ],
  [
    'a policy that is too long',
    'scp',
    document(statement({ Action: Array.from({ length: 800 }, () => 'kms:Decrypt') })),
    ['error', '{', /of 10,240/],
  ],
  [
    'what only AWS says',
    'identity',
    document(statement({ Sid: 'not good' })),
    ['error', '"not good"', /AWS refuses it: Statement IDs \(SID\) must be alpha-numeric/],
  ],
];

const named = cases.map(([name, kind, text, ...expected]) => ({ name, kind, text, expected }));

test.each(named)('$name', ({ kind, text, expected }) => {
  const found = lintPolicy(text, kind);
  expect(found.map(({ severity, from, to }) => [severity, text.slice(from, to)])).toEqual(
    expected.map(([severity, at]) => [severity, at]),
  );
  for (const [i, [, , message]] of expected.entries()) expect(found[i]?.message).toMatch(message);
});

test('whatever is typed, no rule fails', () => {
  const whole = keyPolicy(statement({ Condition: { Bool: { 'aws:SecureTransport': 'true' } } }));
  for (let end = 1; end < whole.length; end += 1) {
    const findings = lintPolicy(whole.slice(0, end), 'key');
    for (const { from, to } of findings) {
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeLessThanOrEqual(end);
    }
    expect(findings.length).toBeGreaterThan(0);
  }
});
