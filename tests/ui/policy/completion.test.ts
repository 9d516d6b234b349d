import { expect, test } from 'vitest';
import { completePolicy } from '../../../src/ui/policy/completion';
import type { EditedKind } from '../../../src/ui/policy/policy-kinds';

const offer = {
  resources: ['arn:aws:s3:::photos', 'arn:aws:kms:us-east-1:111122223333:key/1234'],
  principals: ['arn:aws:iam::111122223333:role/App'],
};

/** Completes where `|` stands; returns the text after the first of the wanted candidates is put in. */
function complete(marked: string, kind: EditedKind = 'identity') {
  const pos = marked.indexOf('|');
  const text = marked.slice(0, pos) + marked.slice(pos + 1);
  const found = completePolicy(text, pos, kind, offer);
  const labels = found?.candidates.map(({ label }) => label) ?? [];
  const put = (label: string) => {
    const candidate = found?.candidates.find((each) => each.label === label);
    if (found === undefined || candidate === undefined) throw new Error(`no candidate ${label}`);
    return text.slice(0, found.from) + candidate.apply + text.slice(found.to);
  };
  return { labels, put };
}

const inStatement = (body: string) => `{"Version":"2012-10-17","Statement":[{${body}}]}`;

test.each<readonly [marked: string, kind: EditedKind, has: string[], lacks: string[]]>([
  ['{|}', 'identity', ['Version', 'Id', 'Statement'], ['Effect']],
  ['{"Version":"|"}', 'identity', ['2012-10-17', '2008-10-17'], []],
  ['{"Version":"2012-10-17",|}', 'identity', ['Statement'], ['Version']],
  [inStatement('|'), 'identity', ['Effect', 'Action', 'NotAction', 'Resource'], ['Principal']],
  [inStatement('"Effect":"Allow","|"'), 'key', ['Principal', 'Sid'], ['Effect']],
  [inStatement('|'), 'trust', ['Principal', 'Action'], ['Resource', 'NotResource']],
  [inStatement('"Effect":|'), 'identity', ['Allow', 'Deny'], []],
  [inStatement('"Action":"|"'), 'identity', ['kms:', 's3:', 'secretsmanager:'], ['kms:Decrypt']],
  [inStatement('"Action":["kms:D|"]'), 'identity', ['kms:Decrypt', 'kms:*'], ['s3:GetObject']],
  [inStatement('"Action":"|"'), 'bucket', ['s3:GetObject'], ['kms:Decrypt', 's3:']],
  [
    inStatement('"Action":"s3:GetObject","Resource":"|"'),
    'identity',
    ['arn:aws:s3:::photos', 'arn:aws:s3:::photos/*', '*'],
    ['arn:aws:kms:us-east-1:111122223333:key/1234'],
  ],
  [inStatement('"Action":"kms:Decrypt","Resource":"|"'), 'key', ['*'], ['arn:aws:s3:::photos']],
  [inStatement('"Principal":{|}'), 'key', ['AWS', 'Service'], []],
  [inStatement('"Principal":{"AWS":["|"]}'), 'key', ['arn:aws:iam::111122223333:role/App'], []],
  [inStatement('"Principal":{"Service":"|"}'), 'key', ['logs.amazonaws.com'], []],
  [
    inStatement('"Condition":{|}'),
    'identity',
    ['StringEquals', 'Bool', 'ForAnyValue:StringLike', 'StringEqualsIfExists'],
    ['NullIfExists'],
  ],
  [
    inStatement('"Action":"kms:Decrypt","Condition":{"StringEquals":{"|"}}'),
    'identity',
    ['kms:ViaService', 'kms:EncryptionContext:', 'aws:PrincipalArn'],
    ['s3:prefix'],
  ],
  [
    inStatement('"Action":"s3:*","Condition":{"Bool":{"aws:SecureTransport":"|"}}'),
    'bucket',
    ['true', 'false'],
    [],
  ],
])('at %s in a policy of kind %s', (marked, kind, has, lacks) => {
  const { labels } = complete(marked, kind);
  expect(labels).toEqual(expect.arrayContaining(has));
  for (const label of lacks) expect(labels).not.toContain(label);
});

test('a candidate takes the place of what is between the quotes, or brings its own', () => {
  expect(complete(inStatement('"Action":"kms:De|x"')).put('kms:Decrypt')).toBe(
    inStatement('"Action":"kms:Decrypt"'),
  );
  expect(complete(inStatement('"Effect":|')).put('Deny')).toBe(inStatement('"Effect":"Deny"'));
});

test('a text that is broken further on is completed all the same', () => {
  const { labels } = complete('{"Statement":{"Effect":"Allow","Action":["kms:|"');
  expect(labels).toContain('kms:Decrypt');
  expect(
    complete('{"Statement":{"Effect":"Allow","Action":"kms:|\n "Resource":"*"}}').labels,
  ).toContain('kms:Encrypt');
});

test('nothing is offered where nothing is known to fit', () => {
  expect(complete(inStatement('"Sid":"|"')).labels).toEqual([]);
  expect(complete('|').labels).toEqual([]);
});
