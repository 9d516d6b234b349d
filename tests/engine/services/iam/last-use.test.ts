import { describe, expect, it } from 'vitest';
import { refusalText, start } from '../../world';
import { allow, iamWorld } from './iam-world';

describe('The last use of an access key', () => {
  it('says when, where and for which service, to the minute', async () => {
    const { engine, iam, kms, user } = iamWorld();
    const ana = await user('ana', allow('*'));
    const { accessKeyId: AccessKeyId } = ana;
    const lastUse = () => iam('GetAccessKeyLastUsed', { AccessKeyId });
    expect(await lastUse()).toEqual({
      UserName: 'ana',
      AccessKeyLastUsed: { Region: 'N/A', ServiceName: 'N/A' },
    });
    await engine.advanceTo(start + 90_000);
    await kms('ListKeys', {}, { region: 'eu-west-1', credentials: ana });
    await engine.advanceTo(start + 200_000);
    expect(await lastUse()).toEqual({
      UserName: 'ana',
      AccessKeyLastUsed: {
        LastUsedDate: new Date(start + 60_000),
        ...{ Region: 'eu-west-1', ServiceName: 'kms' },
      },
    });
    await iam('ListUsers', {}, ana);
    expect(await lastUse()).toMatchObject({
      AccessKeyLastUsed: { Region: 'us-east-1', ServiceName: 'iam' },
    });
  });

  it('is written once a minute, and shows in no trace', async () => {
    const { engine, kms, user } = iamWorld();
    const credentials = await user('ana', allow('*'));
    const written: number[] = [];
    engine.observe(({ steps, changes }) => {
      expect(JSON.stringify(steps)).not.toContain('iam.last-uses');
      written.push(changes.filter(({ table }) => table === 'iam.last-uses').length);
    });
    for (let i = 0; i < 3; i += 1) await kms('ListKeys', {}, { credentials });
    expect(written).toEqual([1, 0, 0]);
  });

  it('is not told of a key of another account', async () => {
    const { iam, user } = iamWorld();
    const AccessKeyId = 'AKIAIOSFODNN7EXAMPLE';
    expect(await refusalText(iam('GetAccessKeyLastUsed', { AccessKeyId }))).toBe(
      'AccessDenied: User: arn:aws:iam::123456789012:user/admin is not authorized to perform: iam:GetAccessKeyLastUsed on resource: access key AKIAIOSFODNN7EXAMPLE',
    );
    const asked = iam('GetAccessKeyLastUsed', { AccessKeyId }, await user('ana'));
    expect(await refusalText(asked)).toContain('on resource: access key AKIAIOSFODNN7EXAMPLE');
  });
});
