import { describe, expect, it } from 'vitest';
import { refusal, refusalText, testWorld } from '../world';

describe('IAM users', () => {
  it('are created, described, listed and deleted', async () => {
    const { send } = testWorld();
    const { User } = await send<{ User: { Arn: string; UserId: string } }>('iam', 'CreateUser', {
      UserName: 'ana',
      Path: '/team/',
    });
    expect(User.Arn).toBe('arn:aws:iam::123456789012:user/team/ana');
    expect(User.UserId).toMatch(/^AIDA[A-Z2-7]{17}$/);
    expect(await send('iam', 'GetUser', { UserName: 'ana' })).toEqual({ User });
    const { Users } = await send<{ Users: { UserName: string }[] }>('iam', 'ListUsers');
    expect(Users.map(({ UserName }) => UserName)).toEqual(['admin', 'ana']);
    await send('iam', 'DeleteUser', { UserName: 'ana' });
    const gone = await refusal(send('iam', 'GetUser', { UserName: 'ana' }));
    expect(gone).toMatchObject({ code: 'NoSuchEntity', statusCode: 404 });
  });

  it('are not deleted while they have keys or policies', async () => {
    const { send, user } = testWorld();
    await user('ana', { Effect: 'Allow', Action: '*', Resource: '*' });
    expect(await refusalText(send('iam', 'DeleteUser', { UserName: 'ana' }))).toBe(
      'DeleteConflict: Cannot delete entity, must delete access keys first.',
    );
  });

  it('have two access keys at most, and an inactive one opens nothing', async () => {
    const { send, user } = testWorld();
    const credentials = await user('ana');
    await send('iam', 'CreateAccessKey', { UserName: 'ana' });
    expect(await refusalText(send('iam', 'CreateAccessKey', { UserName: 'ana' }))).toBe(
      'LimitExceeded: Cannot exceed quota for AccessKeysPerUser: 2',
    );
    await send('sts', 'GetCallerIdentity', {}, { credentials });
    const { accessKeyId: AccessKeyId } = credentials;
    const key = { UserName: 'ana', AccessKeyId };
    await send('iam', 'UpdateAccessKey', { ...key, Status: 'Inactive' });
    expect(await refusalText(send('sts', 'GetCallerIdentity', {}, { credentials }))).toMatch(
      /^InvalidClientTokenId/,
    );
  });

  it('keep a policy only if it is one', async () => {
    const { send } = testWorld();
    await send('iam', 'CreateUser', { UserName: 'ana' });
    const put = (PolicyDocument: string) =>
      send('iam', 'PutUserPolicy', { UserName: 'ana', PolicyName: 'p', PolicyDocument });
    expect(await refusalText(put('{}'))).toMatch(/^MalformedPolicyDocument/);
    const document = '{"Version":"2012-10-17","Statement":[]}';
    const allow = document.replace('[]', '[{"Effect":"Deny","Action":"*","Resource":"*"}]');
    await put(allow);
    expect(await send('iam', 'GetUserPolicy', { UserName: 'ana', PolicyName: 'p' })).toEqual({
      ...{ UserName: 'ana', PolicyName: 'p', PolicyDocument: allow },
    });
    await send('iam', 'DeleteUserPolicy', { UserName: 'ana', PolicyName: 'p' });
    expect(await send('iam', 'ListUserPolicies', { UserName: 'ana' })).toEqual({
      PolicyNames: [],
      IsTruncated: false,
    });
  });
});

describe('GetCallerIdentity', () => {
  it('takes a signature for the secret it was made with', async () => {
    const { admin, send } = testWorld();
    const signed = (secret: string) => ({
      accessKeyId: admin.accessKeyId,
      isSignedWith: (secretAccessKey: string) => secretAccessKey === secret,
    });
    const asked = (secret: string) =>
      send('sts', 'GetCallerIdentity', {}, { credentials: signed(secret) });
    expect(await asked(admin.secretAccessKey)).toMatchObject({ Account: '123456789012' });
    expect(await refusalText(asked('another'))).toMatch(/^SignatureDoesNotMatch: /);
  });

  it('answers even a caller whom every policy denies', async () => {
    const { send, user } = testWorld();
    const credentials = await user('ana', { Effect: 'Deny', Action: '*', Resource: '*' });
    const identity = await send('sts', 'GetCallerIdentity', {}, { credentials });
    expect(identity).toMatchObject({
      Account: '123456789012',
      Arn: 'arn:aws:iam::123456789012:user/ana',
    });
  });
});
