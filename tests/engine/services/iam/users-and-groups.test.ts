import { describe, expect, it } from 'vitest';
import { refusalText } from '../../world';
import { allow, document, everyPage, iamWorld } from './iam-world';

describe('An IAM user', () => {
  it('takes its keys, groups and policies along when it is renamed', async () => {
    const { iam, send, user, policy } = iamWorld();
    const ana = await user('ana', allow('kms:ListKeys'));
    const PolicyArn = await policy('p');
    await iam('CreateGroup', { GroupName: 'team' });
    await iam('AddUserToGroup', { GroupName: 'team', UserName: 'ana' });
    await iam('AttachUserPolicy', { UserName: 'ana', PolicyArn });
    await iam('UpdateUser', { UserName: 'ana', NewUserName: 'anna', NewPath: '/staff/' });
    expect(await refusalText(iam('GetUser', { UserName: 'ana' }))).toMatch(/^NoSuchEntity: /);
    const Arn = 'arn:aws:iam::123456789012:user/staff/anna';
    expect(await iam('GetUser', { UserName: 'anna' })).toMatchObject({ User: { Arn } });
    const identity = await send('sts', 'GetCallerIdentity', {}, { credentials: ana });
    expect(identity).toMatchObject({ Arn });
    await send('kms', 'ListKeys', {}, { credentials: ana });
    expect(await iam('GetGroup', { GroupName: 'team' })).toMatchObject({
      Users: [{ UserName: 'anna' }],
    });
    expect(await iam('ListEntitiesForPolicy', { PolicyArn })).toMatchObject({
      PolicyUsers: [{ UserName: 'anna' }],
    });
    expect(await iam('ListAccessKeys', { UserName: 'anna' })).toMatchObject({
      AccessKeyMetadata: [{ UserName: 'anna', AccessKeyId: ana.accessKeyId }],
    });
    await iam('UpdateUser', { UserName: 'anna', NewUserName: 'Anna' });
    expect(await refusalText(iam('UpdateUser', { UserName: 'Anna', NewUserName: 'admin' }))).toBe(
      'EntityAlreadyExists: User with name admin already exists.',
    );
  });

  it('is renamed by those who may change the old name and the new', async () => {
    const { iam, user } = iamWorld();
    const arn = (name: string) => `arn:aws:iam::123456789012:user/${name}`;
    const bo = await user('bo', { ...allow('iam:UpdateUser'), Resource: arn('ana') });
    await iam('CreateUser', { UserName: 'ana' });
    const renaming = iam('UpdateUser', { UserName: 'ana', NewUserName: 'anna' }, bo);
    expect(await refusalText(renaming)).toContain(`iam:UpdateUser on resource: ${arn('anna')}`);
  });

  it('may leave its own name out', async () => {
    const { iam, user } = iamWorld();
    const own = { ...allow(['iam:GetUser', 'iam:*AccessKey*']) };
    const ana = await user('ana', {
      ...own,
      Resource: 'arn:aws:iam::*:user/${aws:username}',
    });
    expect(await iam('GetUser', {}, ana)).toMatchObject({ User: { UserName: 'ana' } });
    await iam('CreateAccessKey', {}, ana);
    const list = (paging: object) => iam('ListAccessKeys', paging, ana);
    expect(await everyPage(list, 'AccessKeyMetadata', 1)).toHaveLength(2);
    const { accessKeyId: AccessKeyId } = ana;
    await iam('UpdateAccessKey', { AccessKeyId, Status: 'Inactive' }, ana);
  });

  it('has no access key of another', async () => {
    const { iam, user } = iamWorld();
    const { accessKeyId: AccessKeyId } = await user('ana');
    const key = { UserName: 'admin', AccessKeyId };
    for (const asked of [
      iam('DeleteAccessKey', key),
      iam('UpdateAccessKey', { ...key, Status: 'Active' }),
    ]) {
      expect(await refusalText(asked)).toBe(
        `NoSuchEntity: The Access Key with id ${AccessKeyId} cannot be found.`,
      );
    }
  });

  it('has tags, fifty at most, told apart without their case', async () => {
    const { iam } = iamWorld();
    const Tags = Array.from({ length: 50 }, (_, i) => ({ Key: `k${i}`, Value: 'v' }));
    await iam('CreateUser', { UserName: 'ana', Tags });
    const tag = (...tags: object[]) => iam('TagUser', { UserName: 'ana', Tags: tags });
    await tag({ Key: 'K0', Value: 'w' });
    expect(await refusalText(tag({ Key: 'more', Value: '' }))).toMatch(/^LimitExceeded: /);
    expect(await refusalText(tag({ Key: 'a', Value: '' }, { Key: 'A', Value: '' }))).toBe(
      'InvalidInput: Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    );
    expect(await refusalText(tag({ Key: 'aws:x', Value: '' }))).toMatch(/^InvalidInput: /);
    await iam('UntagUser', { UserName: 'ana', TagKeys: Tags.slice(1).map(({ Key }) => Key) });
    expect(await iam('ListUserTags', { UserName: 'ana' })).toEqual({
      Tags: [{ Key: 'K0', Value: 'w' }],
      IsTruncated: false,
    });
    expect(await iam('GetUser', { UserName: 'ana' })).toMatchObject({
      User: { Tags: [{ Key: 'K0', Value: 'w' }] },
    });
  });

  it('is allowed and denied by its tags', async () => {
    const { iam, user } = iamWorld();
    const onTeam = { StringEquals: { 'aws:ResourceTag/team': 'red' } };
    const ana = await user('ana', allow('iam:GetUser', { Condition: onTeam }));
    const only = { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } };
    const bo = await user('bo', allow('iam:TagUser', { Condition: only }));
    await iam('CreateUser', { UserName: 'x', Tags: [{ Key: 'team', Value: 'red' }] });
    await iam('CreateUser', { UserName: 'y', Tags: [{ Key: 'team', Value: 'blue' }] });
    await iam('GetUser', { UserName: 'x' }, ana);
    expect(await refusalText(iam('GetUser', { UserName: 'y' }, ana))).toMatch(/^AccessDenied/);
    const tag = (Key: string) => iam('TagUser', { UserName: 'x', Tags: [{ Key, Value: 'v' }] }, bo);
    await tag('team');
    expect(await refusalText(tag('other'))).toMatch(/^AccessDenied/);
  });
});

describe('An IAM group', () => {
  it('hands its policies to its members', async () => {
    const { iam, send, user, policy } = iamWorld();
    const credentials = await user('ana');
    const may = async (operation: string) =>
      send('kms', operation, {}, { credentials }).then(
        () => true,
        () => false,
      );
    await iam('CreateGroup', { GroupName: 'team' });
    const PolicyDocument = document(allow('kms:ListKeys'));
    await iam('PutGroupPolicy', { GroupName: 'team', PolicyName: 'p', PolicyDocument });
    const PolicyArn = await policy('aliases', document(allow('kms:ListAliases')));
    await iam('AttachGroupPolicy', { GroupName: 'team', PolicyArn });
    expect([await may('ListKeys'), await may('ListAliases')]).toEqual([false, false]);
    await iam('AddUserToGroup', { GroupName: 'team', UserName: 'ana' });
    expect([await may('ListKeys'), await may('ListAliases')]).toEqual([true, true]);
    await iam('DeleteGroupPolicy', { GroupName: 'team', PolicyName: 'p' });
    expect([await may('ListKeys'), await may('ListAliases')]).toEqual([false, true]);
    await iam('RemoveUserFromGroup', { GroupName: 'team', UserName: 'ana' });
    expect([await may('ListKeys'), await may('ListAliases')]).toEqual([false, false]);
  });

  it('keeps its members when it is renamed', async () => {
    const { iam } = iamWorld();
    await iam('CreateGroup', { GroupName: 'team' });
    for (const UserName of ['c', 'a', 'b']) {
      await iam('CreateUser', { UserName });
      await iam('AddUserToGroup', { GroupName: 'team', UserName });
      await iam('AddUserToGroup', { GroupName: 'team', UserName });
    }
    await iam('UpdateGroup', { GroupName: 'team', NewGroupName: 'crew', NewPath: '/x/' });
    const list = (paging: object) => iam('GetGroup', { GroupName: 'crew', ...paging });
    const pages = await everyPage<{ UserName: string }>(list, 'Users', 2);
    expect(pages.map((page) => page.map(({ UserName }) => UserName))).toEqual([['a', 'b'], ['c']]);
    expect(await iam('ListGroupsForUser', { UserName: 'a' })).toMatchObject({
      Groups: [{ GroupName: 'crew', Arn: 'arn:aws:iam::123456789012:group/x/crew' }],
    });
    expect(await refusalText(iam('DeleteGroup', { GroupName: 'crew' }))).toBe(
      'DeleteConflict: Cannot delete entity, must remove users from group first.',
    );
    expect(await refusalText(iam('DeleteUser', { UserName: 'a' }))).toBe(
      'DeleteConflict: Cannot delete entity, must remove users from group first.',
    );
  });

  it('is one of ten at most for a user', async () => {
    const { iam } = iamWorld();
    const add = async (i: number) => {
      await iam('CreateGroup', { GroupName: `g${i}` });
      await iam('AddUserToGroup', { GroupName: `g${i}`, UserName: 'admin' });
    };
    for (let i = 0; i < 10; i += 1) await add(i);
    expect(await refusalText(add(10))).toBe(
      'LimitExceeded: Cannot exceed quota for GroupsPerUser: 10',
    );
  });

  it('and its members must exist', async () => {
    const { iam } = iamWorld();
    await iam('CreateGroup', { GroupName: 'team' });
    for (const operation of ['AddUserToGroup', 'RemoveUserFromGroup']) {
      const change = (GroupName: string, UserName: string) =>
        refusalText(iam(operation, { GroupName, UserName }));
      expect(await change('none', 'admin')).toBe(
        'NoSuchEntity: The group with name none cannot be found.',
      );
      expect(await change('team', 'none')).toBe(
        'NoSuchEntity: The user with name none cannot be found.',
      );
    }
  });
});
