import { expect, it } from 'vitest';
import { whoCan, type EditedPolicy } from '../../../src/engine/access/index';
import { evaluate } from '../../../src/engine/iam/index';
import { testWorld, utf8 } from '../world';

const account = 'arn:aws:iam::123456789012';
const root = {
  Effect: 'Allow',
  Principal: { AWS: `${account}:root` },
  Action: 'kms:*',
  Resource: '*',
};
const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const use = (more: object = {}) => ({
  ...{ Effect: 'Allow', Principal: { AWS: `${account}:user/bob` } },
  ...{ Action: ['kms:Encrypt', 'kms:Decrypt'], Resource: '*' },
  ...more,
});

async function world() {
  const { engine, createKey, user, send, kms } = testWorld();
  const { Arn } = await createKey();
  const bob = await user('bob');
  await send('s3', 'CreateBucket', { Bucket: 'photos' });
  const ask = (edited: EditedPolicy) => {
    const sheets = whoCan(engine.tables, edited, engine.now);
    return (principal: string, action: string) => {
      const cells = sheets.flatMap(({ actions, rows }) => {
        const row = rows.find((one) => one.principal.endsWith(principal));
        return row?.cells[actions.indexOf(action)] ?? [];
      });
      const [cell] = cells;
      if (cell === undefined) throw new Error(`no cell for ${principal} and ${action}`);
      return cell;
    };
  };
  return { ask, Arn, bob, kms, engine };
}

it('says what another key policy would let everybody do, and changes nothing', async () => {
  const { ask, Arn, bob, kms } = await world();
  const cell = ask({ arn: Arn, document: policy(root, use()) });
  expect(cell('user/bob', 'kms:Decrypt')).toMatchObject({ before: 'denied', after: 'allowed' });
  expect(cell('user/bob', 'kms:PutKeyPolicy')).toMatchObject({ before: 'denied', after: 'denied' });
  expect(cell('user/admin', 'kms:Decrypt')).toMatchObject({ before: 'allowed', after: 'allowed' });
  const { evaluation } = cell('user/bob', 'kms:Decrypt');
  expect(evaluate(evaluation.request, evaluation.given).allowed).toBe(true);
  const encrypt = { KeyId: Arn, Plaintext: utf8('x') };
  await expect(kms('Encrypt', encrypt, { credentials: bob })).rejects.toThrow('not authorized');
});

it('marks what holds under conditions only', async () => {
  const { ask, Arn } = await world();
  const Condition = { StringEquals: { 'kms:EncryptionContext:purpose': 'backup' } };
  const cell = ask({ arn: Arn, document: policy(root, use({ Condition })) });
  expect(cell('user/bob', 'kms:Encrypt').after).toBe('conditional');
  const never = { StringEquals: { 'kms:CallerAccount': '999999999999' } };
  const closed = ask({ arn: Arn, document: policy(root, use({ Condition: never })) });
  expect(closed('user/bob', 'kms:Encrypt').after).toBe('denied');
});

it('asks a user alone about the user’s policy, and services about what names them', async () => {
  const { ask, Arn } = await world();
  const document = policy({ Effect: 'Allow', Action: ['kms:Decrypt', 's3:*'], Resource: '*' });
  const own = ask({ arn: `${account}:user/bob`, name: 'new', document });
  expect(own('user/bob', 'kms:Decrypt').after).toBe('allowed');
  expect(own('user/bob', 's3:GetObject').after).toBe('allowed');
  expect(() => own('user/admin', 's3:GetObject')).toThrow('no cell');
  const logs = use({ Principal: { Service: 'logs.us-east-1.amazonaws.com' } });
  const cell = ask({ arn: Arn, document: policy(root, logs) });
  expect(cell('logs.us-east-1.amazonaws.com', 'kms:Encrypt').after).toBe('allowed');
});

it('knows buckets and roles by their own rules', async () => {
  const { ask, engine } = await world();
  const bucket = policy({
    ...{ Effect: 'Allow', Principal: { AWS: `${account}:user/bob` } },
    ...{ Action: 's3:GetObject', Resource: 'arn:aws:s3:::photos/*' },
  });
  const cell = ask({ arn: 'arn:aws:s3:::photos', document: bucket });
  expect(cell('user/bob', 's3:GetObject')).toMatchObject({ before: 'denied', after: 'allowed' });
  expect(cell('user/bob', 's3:PutObject').after).toBe('denied');
  const broken = { arn: 'arn:aws:s3:::photos', document: '{' };
  expect(() => whoCan(engine.tables, broken, engine.now)).toThrow('invalid Json');
});
