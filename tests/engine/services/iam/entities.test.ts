import { describe, expect, it } from 'vitest';
import { refusal, refusalText } from '../../world';
import { everyPage, iamWorld, trustsLambda } from './iam-world';

// Texts: recorded by LocalStack (tests/aws/services/iam/test_iam.snapshot.json), by moto's tests,
// or quoted in public issue reports; shapes and rules: IAM API Reference.

const kinds = [
  { type: 'User', noun: 'user', prefix: 'AIDA', create: {} },
  { type: 'Group', noun: 'group', prefix: 'AGPA', create: {} },
  {
    ...{ type: 'Role', noun: 'role', prefix: 'AROA' },
    create: { AssumeRolePolicyDocument: trustsLambda },
  },
] as const;

describe.each(kinds)('IAM $noun', ({ type, noun, prefix, create }) => {
  const named = (name: string) => ({ [`${type}Name`]: name });

  it('has a path, an ARN without Region and a unique id', async () => {
    const { iam } = iamWorld();
    const input = { ...named('a'), Path: '/team/', ...create };
    const answer = await iam<Record<string, Record<string, unknown>>>(`Create${type}`, input);
    const entity = answer[type] ?? {};
    expect(entity).toMatchObject({
      ...named('a'),
      Path: '/team/',
      Arn: `arn:aws:iam::123456789012:${noun}/team/a`,
      CreateDate: new Date('2026-11-23T12:00:00Z'),
    });
    expect(entity[`${type}Id`]).toMatch(new RegExp(`^${prefix}[A-Z2-7]{17}$`));
    expect((await iam<typeof answer>(`Get${type}`, named('a')))[type]).toMatchObject(entity);
  });

  it('is one whatever the case of its name', async () => {
    const { iam } = iamWorld();
    await iam(`Create${type}`, { ...named('Team'), ...create });
    const again = await refusal(iam(`Create${type}`, { ...named('team'), ...create }));
    expect(again).toMatchObject({
      code: 'EntityAlreadyExists',
      message: `${type} with name team already exists.`,
      statusCode: 409,
    });
    expect(await iam(`Get${type}`, named('TEAM'))).toMatchObject({ [type]: named('Team') });
  });

  it('is not found where there is none', async () => {
    const { iam } = iamWorld();
    for (const operation of [`Get${type}`, `Delete${type}`]) {
      expect(await refusal(iam(operation, named('nobody')))).toMatchObject({
        code: 'NoSuchEntity',
        message: `The ${noun} with name nobody cannot be found.`,
        statusCode: 404,
      });
    }
  });

  it('is listed page by page, by path', async () => {
    const { iam } = iamWorld();
    for (const name of ['e', 'B', 'd', 'a', 'c']) {
      await iam(`Create${type}`, { ...named(name), Path: name < 'd' ? '/x/' : '/y/', ...create });
    }
    const list = (PathPrefix: string) => (paging: object) =>
      iam(`List${type}s`, { PathPrefix, ...paging });
    const names = async (PathPrefix: string) =>
      (await everyPage<Record<string, string>>(list(PathPrefix), `${type}s`, 2)).map((page) =>
        page.map((entity) => entity[`${type}Name`]),
      );
    expect(await names('/x/')).toEqual([['a', 'B'], ['c']]);
    expect(await names('/y/')).toEqual([['d', 'e']]);
    expect(await names('/z')).toEqual([[]]);
    expect(await refusalText(iam(`List${type}s`, { Marker: '#' }))).toBe(
      'ValidationError: Invalid Marker.',
    );
  });

  it('is not shown before the permission to see it is', async () => {
    const { iam, user } = iamWorld();
    const ana = await user('ana');
    // IAM calls an entity by its name: "on resource: role app" (public issue reports).
    expect(await refusalText(iam(`Get${type}`, named('nobody'), ana))).toBe(
      `AccessDenied: User: arn:aws:iam::123456789012:user/ana is not authorized to perform: iam:Get${type} on resource: ${noun} nobody because no identity-based policy allows the iam:Get${type} action`,
    );
    expect(await refusalText(iam(`List${type}s`, {}, ana))).toContain(
      `iam:List${type}s on resource: arn:aws:iam::123456789012:${noun}/ because`,
    );
    const creating = iam(`Create${type}`, { ...named('x'), Path: '/p/', ...create }, ana);
    expect(await refusalText(creating)).toContain(
      `iam:Create${type} on resource: arn:aws:iam::123456789012:${noun}/p/x because`,
    );
  });

  it('is deleted once it holds no policies', async () => {
    const { iam, policy } = iamWorld();
    const PolicyArn = await policy('p');
    await iam(`Create${type}`, { ...named('a'), ...create });
    await iam(`Attach${type}Policy`, { ...named('a'), PolicyArn });
    const PolicyDocument =
      '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}';
    await iam(`Put${type}Policy`, { ...named('a'), PolicyName: 'q', PolicyDocument });
    const conflict = () => refusalText(iam(`Delete${type}`, named('a')));
    expect(await conflict()).toBe(
      'DeleteConflict: Cannot delete entity, must detach all policies first.',
    );
    await iam(`Detach${type}Policy`, { ...named('a'), PolicyArn });
    expect(await conflict()).toBe(
      'DeleteConflict: Cannot delete entity, must delete policies first.',
    );
    await iam(`Delete${type}Policy`, { ...named('a'), PolicyName: 'q' });
    await iam(`Delete${type}`, named('a'));
    expect((await refusal(iam(`Get${type}`, named('a')))).code).toBe('NoSuchEntity');
  });
});
