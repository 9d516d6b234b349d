import { describe, expect, it } from 'vitest';
import { refusal, refusalText } from '../../world';
import { allow, document, iamWorld, trusting, trustsLambda } from './iam-world';

describe('An IAM role', () => {
  // Recorded by LocalStack: test_create_describe_role.
  it('is described with its trust policy, in lists more briefly', async () => {
    const { iam } = iamWorld();
    const input = { RoleName: 'r', AssumeRolePolicyDocument: trustsLambda, Description: 'd' };
    const Tags = [{ Key: 'test', Value: 'value' }];
    const { Role } = await iam<{ Role: object }>('CreateRole', { ...input, Tags });
    expect(Role).toEqual({
      ...{ Path: '/', RoleName: 'r', Arn: 'arn:aws:iam::123456789012:role/r' },
      RoleId: expect.stringMatching(/^AROA/) as string,
      CreateDate: new Date('2026-11-23T12:00:00Z'),
      ...{ AssumeRolePolicyDocument: trustsLambda, Description: 'd', Tags },
    });
    expect(await iam('GetRole', { RoleName: 'r' })).toEqual({
      Role: { ...Role, MaxSessionDuration: 3600, RoleLastUsed: {} },
    });
    const { Roles } = await iam<{ Roles: object[] }>('ListRoles');
    expect({ ...Roles[0], Tags }).toEqual({ ...Role, MaxSessionDuration: 3600 });
    expect(Roles[0]).not.toHaveProperty('Tags');
  });

  it('changes its description, its session length and whom it trusts', async () => {
    const { iam, role } = iamWorld();
    await role('r');
    await iam('UpdateRole', { RoleName: 'r', Description: 'a', MaxSessionDuration: 7200 });
    await iam('UpdateRole', { RoleName: 'r' });
    expect(await iam('UpdateRoleDescription', { RoleName: 'r', Description: 'b' })).toMatchObject({
      Role: { Description: 'b' },
    });
    const PolicyDocument = trusting({ Service: 'ec2.amazonaws.com' });
    await iam('UpdateAssumeRolePolicy', { RoleName: 'r', PolicyDocument });
    expect(await iam('GetRole', { RoleName: 'r' })).toMatchObject({
      Role: {
        ...{ Description: 'b', MaxSessionDuration: 7200 },
        AssumeRolePolicyDocument: PolicyDocument,
      },
    });
  });

  it('is refused a malformed trust policy', async () => {
    const { role } = iamWorld();
    // Recorded by LocalStack: test_create_role_with_malformed_assume_role_policy_document.
    expect(await refusalText(role('r', '{"a"'))).toBe(
      'MalformedPolicyDocument: This policy contains invalid Json',
    );
    expect(await refusalText(role('r', document(allow('sts:AssumeRole'))))).toMatch(
      /^MalformedPolicyDocument: /,
    );
    const wide = trusting({ AWS: Array.from({ length: 60 }, () => '123456789012'.padEnd(12)) });
    const padded = wide.replace('"Allow"', `"Allow","Sid":"${'x'.repeat(1500)}"`);
    expect(await refusalText(role('r', padded))).toBe(
      'LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048',
    );
  });

  it('trusts users, roles and accounts that exist', async () => {
    const { iam, role } = iamWorld();
    await role('other');
    const arn = (text: string) => `arn:aws:iam::123456789012:${text}`;
    for (const AWS of [
      ...['*', '123456789012', arn('root'), arn('user/admin'), arn('role/other')],
      ...['arn:aws:sts::123456789012:assumed-role/other/session', '999999999999'],
      [arn('root'), arn('role/other')],
    ]) {
      const PolicyDocument = trusting({ AWS });
      await iam('UpdateAssumeRolePolicy', { RoleName: 'other', PolicyDocument });
    }
    for (const AWS of [
      ...[arn('user/nobody'), arn('role/x/other'), arn('group/team'), 'nonsense'],
      ...['arn:aws:sts::123456789012:assumed-role/none/session', 'AIDAAAAAAAAAAAAAAAAAA'],
    ]) {
      expect(await refusalText(role('r', trusting({ AWS })))).toBe(
        `MalformedPolicyDocument: Invalid principal in policy: "AWS":"${AWS}"`,
      );
    }
    // Public issue reports: the type of principal in capitals.
    expect(await refusalText(role('r', trusting({ Service: 'ec2' })))).toBe(
      'MalformedPolicyDocument: Invalid principal in policy: "SERVICE":"ec2"',
    );
  });

  // IAM User Guide, "AWS JSON policy elements: Principal": deleted principals become their ids.
  it('does not trust a new user in the name of the one it trusted', async () => {
    const { iam, role } = iamWorld();
    const arn = 'arn:aws:iam::123456789012:user/ana';
    const create = () => iam<{ User: { UserId: string } }>('CreateUser', { UserName: 'ana' });
    const { User } = await create();
    const trust = trusting({ AWS: [arn, '123456789012'] });
    await role('r', trust);
    const shown = async () => {
      const { Role } = await iam<{ Role: { AssumeRolePolicyDocument: string } }>('GetRole', {
        RoleName: 'r',
      });
      return Role.AssumeRolePolicyDocument;
    };
    expect(await shown()).toBe(trust);
    await iam('DeleteUser', { UserName: 'ana' });
    const stale = trusting({ AWS: [User.UserId, '123456789012'] });
    expect(await shown()).toBe(stale);
    await create();
    expect(await shown()).toBe(stale);
    await iam('UpdateAssumeRolePolicy', { RoleName: 'r', PolicyDocument: trust });
    expect(await shown()).toBe(trust);
  });
});

describe('A permissions boundary', () => {
  const kinds = [
    { type: 'User', create: {} },
    { type: 'Role', create: { AssumeRolePolicyDocument: trustsLambda } },
  ] as const;

  it.each(kinds)(
    'is given to a $type, shown, replaced and taken away',
    async ({ type, create }) => {
      const { iam, policy } = iamWorld();
      const [one, two] = [await policy('one'), await policy('two')];
      const name = { [`${type}Name`]: 'a' };
      const shown = async () => {
        const answer = await iam<Record<string, { PermissionsBoundary?: object }>>(
          `Get${type}`,
          name,
        );
        return answer[type]?.PermissionsBoundary;
      };
      const missing = 'arn:aws:iam::123456789012:policy/none';
      // Public issue reports.
      const refused = iam(`Create${type}`, { ...name, ...create, PermissionsBoundary: missing });
      expect(await refusalText(refused)).toBe(
        `NoSuchEntity: Scope ARN: ${missing} does not exist or is not attachable.`,
      );
      await iam(`Create${type}`, { ...name, ...create, PermissionsBoundary: one });
      // LocalStack, test_create_user_with_permission_boundary: the type is `Policy`.
      const boundary = (arn: string) => ({
        PermissionsBoundaryType: 'Policy',
        PermissionsBoundaryArn: arn,
      });
      expect(await shown()).toEqual(boundary(one));
      await iam(`Put${type}PermissionsBoundary`, { ...name, PermissionsBoundary: two });
      expect(await shown()).toEqual(boundary(two));
      await iam('DeletePolicy', { PolicyArn: one });
      expect((await refusal(iam('DeletePolicy', { PolicyArn: two }))).code).toBe('DeleteConflict');
      await iam(`Delete${type}PermissionsBoundary`, name);
      expect(await shown()).toBeUndefined();
      await iam('DeletePolicy', { PolicyArn: two });
    },
  );

  it('limits what the user may do, and who may create users without it', async () => {
    const { iam, policy, user, send } = iamWorld();
    const PermissionsBoundary = await policy('lists', document(allow('kms:List*')));
    const ana = await user('ana', allow('kms:*'));
    await iam('PutUserPermissionsBoundary', { UserName: 'ana', PermissionsBoundary });
    await send('kms', 'ListKeys', {}, { credentials: ana });
    expect(await refusalText(send('kms', 'CreateKey', {}, { credentials: ana }))).toMatch(
      /because no permissions boundary allows the kms:CreateKey action$/,
    );
    const Condition = { StringEquals: { 'iam:PermissionsBoundary': PermissionsBoundary } };
    const bo = await user('bo', allow(['iam:CreateUser', 'iam:PutUserPolicy'], { Condition }));
    await iam('CreateUser', { UserName: 'x', PermissionsBoundary }, bo);
    const put = { PolicyName: 'p', PolicyDocument: document(allow('*')) };
    await iam('PutUserPolicy', { UserName: 'x', ...put }, bo);
    expect(await refusalText(iam('CreateUser', { UserName: 'y' }, bo))).toMatch(/^AccessDenied/);
    expect(await refusalText(iam('PutUserPolicy', { UserName: 'bo', ...put }, bo))).toMatch(
      /^AccessDenied/,
    );
  });
});

// Recorded by LocalStack: TestIAMServiceRoles.
describe('A service-linked role', () => {
  const AWSServiceName = 'batch.amazonaws.com';

  it('has the name, path and policy that its service chose', async () => {
    const { iam } = iamWorld();
    await iam('CreateServiceLinkedRole', { AWSServiceName });
    const RoleName = 'AWSServiceRoleForBatch';
    const { Role } = await iam<{ Role: { AssumeRolePolicyDocument: string } }>('GetRole', {
      RoleName,
    });
    expect(Role).toMatchObject({
      Arn: 'arn:aws:iam::123456789012:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch',
      ...{ Path: '/aws-service-role/batch.amazonaws.com/', MaxSessionDuration: 3600 },
    });
    expect(JSON.parse(Role.AssumeRolePolicyDocument)).toMatchObject({
      Statement: [{ Principal: { Service: AWSServiceName }, Action: 'sts:AssumeRole' }],
    });
    expect(await iam('ListAttachedRolePolicies', { RoleName })).toEqual({
      AttachedPolicies: [
        {
          PolicyArn: 'arn:aws:iam::aws:policy/aws-service-role/BatchServiceRolePolicy',
          PolicyName: 'BatchServiceRolePolicy',
        },
      ],
      IsTruncated: false,
    });
    expect(await refusalText(iam('CreateServiceLinkedRole', { AWSServiceName }))).toBe(
      'InvalidInput: Service role name AWSServiceRoleForBatch has been taken in this account, please try a different suffix.',
    );
  });

  it('takes a suffix from some services only', async () => {
    const { iam } = iamWorld();
    const create = (service: string) =>
      iam('CreateServiceLinkedRole', { AWSServiceName: service, CustomSuffix: 'x' });
    expect(await create('autoscaling.amazonaws.com')).toMatchObject({
      Role: { RoleName: 'AWSServiceRoleForAutoScaling_x' },
    });
    for (const service of ['batch', 'mrk.kms', 'cks.kms', 'ssm', 'rds']) {
      expect(await refusalText(create(`${service}.amazonaws.com`))).toBe(
        `InvalidInput: Custom suffix is not allowed for ${service}.amazonaws.com`,
      );
    }
  });

  it('is left alone by everyone else, and deleted as a task', async () => {
    const { iam } = iamWorld();
    await iam('CreateServiceLinkedRole', { AWSServiceName });
    const role = { RoleName: 'AWSServiceRoleForBatch' };
    for (const [operation, more] of [
      ['DeleteRole', {}],
      ['PutRolePolicy', { PolicyName: 'p', PolicyDocument: document(allow('*')) }],
      ['UpdateAssumeRolePolicy', { PolicyDocument: trustsLambda }],
      ['DetachRolePolicy', { PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }],
    ] as const) {
      expect(await refusal(iam(operation, { ...role, ...more }))).toMatchObject({
        code: 'UnmodifiableEntity',
        message:
          "Cannot perform the operation on the protected role 'AWSServiceRoleForBatch' - this role is only modifiable by AWS",
        statusCode: 400,
      });
    }
    await iam('UpdateRoleDescription', { ...role, Description: 'ours' });
    const { DeletionTaskId } = await iam<{ DeletionTaskId: string }>(
      'DeleteServiceLinkedRole',
      role,
    );
    expect(DeletionTaskId).toMatch(
      /^task\/aws-service-role\/batch\.amazonaws\.com\/AWSServiceRoleForBatch\/[\da-f-]{36}$/,
    );
    const status = { DeletionTaskId };
    expect(await iam('GetServiceLinkedRoleDeletionStatus', status)).toEqual({
      Status: 'SUCCEEDED',
    });
    expect((await refusal(iam('GetRole', role))).code).toBe('NoSuchEntity');
  });
});
