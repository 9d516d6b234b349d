import { describe, expect, it } from 'vitest';
import { refusal, refusalText } from '../../world';
import { allow, document, everyPage, iamWorld, trustsLambda } from './iam-world';

const kinds = [
  { type: 'User', noun: 'user', size: 2048, create: {} },
  { type: 'Group', noun: 'group', size: 5120, create: {} },
  {
    ...{ type: 'Role', noun: 'role', size: 10240 },
    create: { AssumeRolePolicyDocument: trustsLambda },
  },
] as const;

describe.each(kinds)('Policies of an IAM $noun', ({ type, noun, size, create }) => {
  const name = { [`${type}Name`]: 'app' };

  async function world() {
    const made = iamWorld();
    await made.iam(`Create${type}`, { ...name, ...create });
    const put = (PolicyName: string, PolicyDocument: string) =>
      made.iam(`Put${type}Policy`, { ...name, PolicyName, PolicyDocument });
    return { ...made, put };
  }

  it('inline ones are put, replaced, read, listed and deleted', async () => {
    const { iam, put } = await world();
    const text = document(allow('s3:GetObject'));
    await put(
      'b',
      '{ "Version": "2012-10-17",\n"Statement": { "Effect": "Deny", "Action": "*", "Resource": "*" } }',
    );
    for (const policy of ['b', 'a', 'c']) await put(policy, text);
    expect(await iam(`Get${type}Policy`, { ...name, PolicyName: 'b' })).toEqual({
      ...{ ...name, PolicyName: 'b', PolicyDocument: text },
    });
    const list = (paging: object) => iam(`List${type}Policies`, { ...name, ...paging });
    expect(await everyPage(list, 'PolicyNames', 2)).toEqual([['a', 'b'], ['c']]);
    await iam(`Delete${type}Policy`, { ...name, PolicyName: 'a' });
    for (const operation of [`Get${type}Policy`, `Delete${type}Policy`]) {
      expect(await refusal(iam(operation, { ...name, PolicyName: 'a' }))).toMatchObject({
        code: 'NoSuchEntity',
        message: `The ${noun} policy with name a cannot be found.`,
        statusCode: 404,
      });
    }
  });

  it('inline ones fit together into what AWS allows, white space not counted', async () => {
    const { put } = await world();
    const sized = (characters: number) => {
      const empty = document(allow('s3:GetObject', { Sid: '' }));
      return document(allow('s3:GetObject', { Sid: 'x'.repeat(characters - empty.length) }));
    };
    await put('a', sized(size - 200));
    await put('b', sized(200).replaceAll(',', ' , '));
    expect(await refusal(put('b', sized(201)))).toMatchObject({
      code: 'LimitExceeded',
      message: `Maximum policy size of ${size} bytes exceeded for ${noun} app`,
      statusCode: 409,
    });
    await put('a', sized(size - 201));
    await put('b', sized(201));
  });

  it('inline ones follow the grammar', async () => {
    const { put } = await world();
    expect(await refusalText(put('a', '{}'))).toBe(
      'MalformedPolicyDocument: Syntax errors in policy.',
    );
    expect(await refusalText(put('a', document({ ...allow('*'), Principal: '*' })))).toBe(
      'MalformedPolicyDocument: Policy document should not specify a principal.',
    );
  });

  it('managed ones are attached once, listed by path and detached', async () => {
    const { iam, policy } = await world();
    const mine = await policy('mine');
    const aws = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
    for (const PolicyArn of [mine, aws, mine]) {
      await iam(`Attach${type}Policy`, { ...name, PolicyArn });
    }
    const list = (more: object = {}) => iam(`ListAttached${type}Policies`, { ...name, ...more });
    expect(await list()).toEqual({
      AttachedPolicies: [
        { PolicyName: 'mine', PolicyArn: mine },
        { PolicyName: 'AWSLambdaBasicExecutionRole', PolicyArn: aws },
      ],
      IsTruncated: false,
    });
    expect(await list({ PathPrefix: '/service-role/' })).toMatchObject({
      AttachedPolicies: [{ PolicyArn: aws }],
    });
    await iam(`Detach${type}Policy`, { ...name, PolicyArn: mine });
    const gone = iam(`Detach${type}Policy`, { ...name, PolicyArn: mine });
    expect(await refusalText(gone)).toBe(`NoSuchEntity: Policy ${mine} was not found.`);
    expect(await list()).toMatchObject({ AttachedPolicies: [{ PolicyArn: aws }] });
  });

  // Recorded by LocalStack: test_role_attach_policy, test_user_attach_policy.
  it('managed ones must exist to be attached', async () => {
    const { iam } = await world();
    const attach = (PolicyArn: string) =>
      refusalText(iam(`Attach${type}Policy`, { ...name, PolicyArn }));
    expect(await attach('longpolicynamebutnoarn')).toBe(
      'ValidationError: Invalid ARN:  Could not be parsed!',
    );
    const arn = 'arn:aws:iam::123456789012:policy/mine123';
    expect(await attach(arn)).toBe(
      `NoSuchEntity: Policy ${arn} does not exist or is not attachable.`,
    );
    expect(await attach('arn:aws:iam::210987654321:policy/theirs')).toMatch(/^NoSuchEntity: /);
    expect(await attach('arn:aws:iam::123456789012:user/someone')).toMatch(/^ValidationError: /);
  });

  // AWS General Reference, "AWS Identity and Access Management endpoints and quotas" (2026-11).
  it('managed ones are at most ten, of a role twenty', async () => {
    const most = type === 'Role' ? 20 : 10;
    const { iam, policy } = await world();
    for (let i = 0; i < most; i += 1) {
      await iam(`Attach${type}Policy`, { ...name, PolicyArn: await policy(`p${i}`) });
    }
    const PolicyArn = await policy('another');
    expect(await refusalText(iam(`Attach${type}Policy`, { ...name, PolicyArn }))).toBe(
      `LimitExceeded: Cannot exceed quota for PoliciesPer${type}: ${most}`,
    );
  });

  it('are handed out by those alone who may hand out just these', async () => {
    const { iam, policy, user } = await world();
    const [mine, other] = [await policy('mine'), await policy('other')];
    const limited = allow(`iam:Attach${type}Policy`, {
      Condition: { ArnEquals: { 'iam:PolicyARN': mine } },
    });
    const ana = await user('ana', limited);
    await iam(`Attach${type}Policy`, { ...name, PolicyArn: mine }, ana);
    const refused = iam(`Attach${type}Policy`, { ...name, PolicyArn: other }, ana);
    expect(await refusalText(refused)).toContain(
      `iam:Attach${type}Policy on resource: ${noun} app because`,
    );
  });
});
