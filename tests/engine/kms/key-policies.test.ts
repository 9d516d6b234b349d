import { describe, expect, it } from 'vitest';
import { consoleKeyPolicy } from '../../../src/engine/services/kms/key-policy-documents';
import { refusalText, testWorld, utf8 } from '../world';

const account = 'arn:aws:iam::123456789012';
const statement = (Principal: object, Action: string | string[], more: object = {}) => ({
  ...{ Effect: 'Allow', Principal, Action, Resource: '*' },
  ...more,
});
const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
});
const root = statement({ AWS: `${account}:root` }, 'kms:*');

describe('the key policy', () => {
  it('of a new key lets the account delegate by IAM, and nothing more', async () => {
    const { kms, createKey, user } = testWorld();
    const { KeyId, Arn } = await createKey();
    const nobody = await user('nobody');
    const encrypt = { KeyId, Plaintext: utf8('x') };
    expect(await refusalText(kms('Encrypt', encrypt, { credentials: nobody }))).toBe(
      `AccessDeniedException: User: ${account}:user/nobody is not authorized to perform: kms:Encrypt on resource: ${Arn} because no identity-based policy allows the kms:Encrypt action`,
    );
    const allowed = await user('allowed', {
      ...{ Effect: 'Allow', Action: 'kms:Encrypt', Resource: Arn },
    });
    await kms('Encrypt', encrypt, { credentials: allowed });
    const { Policy } = await kms<{ Policy: string }>('GetKeyPolicy', { KeyId });
    expect(JSON.parse(Policy)).toMatchObject({ Id: 'key-default-1', Statement: [root] });
  });

  // AWS KMS Developer Guide, "Key policies": unless the key policy allows it, IAM cannot.
  it('beats IAM: without the account in it, an administrator is refused', async () => {
    const { kms, createKey, user } = testWorld();
    const { KeyId } = await createKey();
    const owner = await user('owner');
    const Policy = policy(statement({ AWS: `${account}:user/owner` }, 'kms:*'));
    await kms('PutKeyPolicy', { KeyId, Policy, BypassPolicyLockoutSafetyCheck: true });
    const encrypt = { KeyId, Plaintext: utf8('x') };
    expect(await refusalText(kms('Encrypt', encrypt))).toContain(
      'because no resource-based policy allows the kms:Encrypt action',
    );
    await kms('Encrypt', encrypt, { credentials: owner });
  });

  it('may demand an encryption context', async () => {
    const { kms, createKey, user } = testWorld();
    const { KeyId } = await createKey();
    const credentials = await user('app');
    const Condition = { StringEquals: { 'kms:EncryptionContext:dept': 'hr' } };
    const Policy = policy(
      root,
      statement({ AWS: `${account}:user/app` }, 'kms:Encrypt', { Condition }),
    );
    await kms('PutKeyPolicy', { KeyId, Policy });
    const encrypt = (dept: string) =>
      kms('Encrypt', { KeyId, Plaintext: utf8('x'), EncryptionContext: { dept } }, { credentials });
    await encrypt('hr');
    expect(await refusalText(encrypt('it'))).toMatch(/^AccessDeniedException/);
  });

  it('cannot lock its author out by accident', async () => {
    const { kms, createKey } = testWorld();
    const { KeyId } = await createKey();
    const Policy = policy(statement({ AWS: `${account}:root` }, 'kms:Decrypt'));
    // Text: acceptance tests of the Terraform AWS provider.
    expect(await refusalText(kms('PutKeyPolicy', { KeyId, Policy }))).toBe(
      'MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.',
    );
  });

  it.each([['{'], ['[]'], ['"x"']])('that is no policy is refused: %s', async (Policy) => {
    const { kms, createKey } = testWorld();
    const { KeyId } = await createKey();
    expect(await refusalText(kms('PutKeyPolicy', { KeyId, Policy }))).toMatch(
      /^MalformedPolicyDocumentException/,
    );
  });

  it('has one name', async () => {
    const { kms, createKey } = testWorld();
    const { KeyId } = await createKey();
    expect(await kms('ListKeyPolicies', { KeyId })).toMatchObject({ PolicyNames: ['default'] });
    expect(await refusalText(kms('GetKeyPolicy', { KeyId, PolicyName: 'other' }))).toBe(
      'NotFoundException: No such policy exists',
    );
  });
});

describe('the principals of a key policy', () => {
  // Text: issue reports of CloudFormation, e.g. aws-samples/aws-cross-account-cicd-pipeline 34.
  const invalid =
    'MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals.';
  it.each([
    ['a user', { AWS: `${account}:user/real` }, true],
    ['a user that does not exist', { AWS: `${account}:user/nobody` }, false],
    ['a role that does not exist', { AWS: `${account}:role/nobody` }, false],
    [
      'a session of a role that does not exist',
      { AWS: 'arn:aws:sts::123456789012:assumed-role/r/s' },
      false,
    ],
    ['a group', { AWS: `${account}:group/real` }, false],
    ['an account by its ID', { AWS: '123456789012' }, true],
    ['an account that does not exist', { AWS: 'arn:aws:iam::999999999999:root' }, false],
    [
      'one of several that does not exist',
      { AWS: [`${account}:root`, `${account}:user/nobody`] },
      false,
    ],
    ['everyone', { AWS: '*' }, true],
    ['the unique id of a deleted user', { AWS: 'AIDAABCDEFGHIJKLMNOPQ' }, false],
    ['a service', { Service: 'logs.us-east-1.amazonaws.com' }, true],
  ])('exist: %s', async (_, Principal, exists) => {
    const { kms, createKey, user } = testWorld();
    const { KeyId } = await createKey();
    await user('real');
    const Policy = policy(root, statement(Principal, 'kms:Decrypt'));
    for (const attempt of [
      () => kms('PutKeyPolicy', { KeyId, Policy }),
      () => kms('CreateKey', { Policy }),
    ]) {
      if (exists) await attempt();
      else expect(await refusalText(attempt())).toBe(invalid);
    }
  });
});

// IAM User Guide, "AWS JSON policy elements: Principal": deleting a user or role leaves its unique
// id in the policy, and another of the same name is somebody else.
describe('a principal of a key policy that was deleted', () => {
  const kinds: [string, object, object, RegExp][] = [
    ['User', { UserName: 'gone' }, {}, /^AIDA/],
    ['Role', { RoleName: 'gone' }, { AssumeRolePolicyDocument: trust }, /^AROA/],
  ];

  it.each(kinds)('stays as its unique id: %s', async (kind, name, more, id) => {
    const { kms, send, createKey } = testWorld();
    const { KeyId } = await createKey();
    const create = () => send('iam', `Create${kind}`, { ...name, ...more });
    await create();
    const gone = `${account}:${kind.toLowerCase()}/gone`;
    const Policy = policy(root, statement({ AWS: [gone, `${account}:root`] }, 'kms:Decrypt'));
    await kms('PutKeyPolicy', { KeyId, Policy });
    const made = await kms<{ KeyMetadata: { KeyId: string } }>('CreateKey', { Policy });
    const principals = async (key: string) => {
      const shown = await kms<{ Policy: string }>('GetKeyPolicy', { KeyId: key });
      const { Statement } = JSON.parse(shown.Policy) as {
        Statement: { Principal: { AWS: string[] } }[];
      };
      return Statement[1]?.Principal.AWS;
    };
    expect(await principals(KeyId)).toEqual([gone, `${account}:root`]);
    await send('iam', `Delete${kind}`, name);
    await create();
    for (const key of [KeyId, made.KeyMetadata.KeyId]) {
      expect(await principals(key)).toEqual([expect.stringMatching(id), `${account}:root`]);
    }
    await kms('PutKeyPolicy', { KeyId, Policy });
    expect(await principals(KeyId)).toEqual([gone, `${account}:root`]);
  });

  it('lets nobody in who has its name', async () => {
    const { kms, send, createKey, user } = testWorld();
    const { KeyId } = await createKey();
    const encrypt = (credentials: Awaited<ReturnType<typeof user>>) =>
      kms('Encrypt', { KeyId, Plaintext: utf8('x') }, { credentials });
    const first = await user('app');
    const Policy = policy(root, statement({ AWS: `${account}:user/app` }, 'kms:Encrypt'));
    await kms('PutKeyPolicy', { KeyId, Policy });
    await encrypt(first);
    const { accessKeyId: AccessKeyId } = first;
    await send('iam', 'DeleteAccessKey', { UserName: 'app', AccessKeyId });
    await send('iam', 'DeleteUser', { UserName: 'app' });
    expect(await refusalText(encrypt(await user('app')))).toMatch(/^AccessDeniedException: /);
  });
});

describe('a key policy document', () => {
  it('has up to 32,768 characters', async () => {
    const { kms, createKey } = testWorld();
    const { KeyId } = await createKey();
    const put = (length: number) => {
      const document = policy(root);
      return kms('PutKeyPolicy', { KeyId, Policy: document.padEnd(length) });
    };
    await put(32_768);
    expect(await refusalText(put(32_769))).toMatch(/^LimitExceededException/);
  });

  it('has printable characters of Latin-1 alone', async () => {
    const { kms, createKey } = testWorld();
    const { KeyId } = await createKey();
    const named = (Sid: string) => policy({ ...root, Sid });
    await kms('PutKeyPolicy', { KeyId, Policy: named('Schlüssel der Käufer') });
    expect(await refusalText(kms('PutKeyPolicy', { KeyId, Policy: named('ключ') }))).toMatch(
      /^ValidationException: 1 validation error detected: Value .* at 'policy'/,
    );
  });

  // IAM User Guide, "Version": variables are text before 2012.
  it('of 2008 has no variables', async () => {
    const { kms, createKey, user } = testWorld();
    const { KeyId } = await createKey();
    const credentials = await user('app');
    const Condition = { StringEquals: { 'kms:EncryptionContext:user': '${aws:username}' } };
    const put = (Version: string) =>
      kms('PutKeyPolicy', {
        KeyId,
        Policy: JSON.stringify({
          Version,
          Statement: [
            root,
            statement({ AWS: `${account}:user/app` }, 'kms:Encrypt', { Condition }),
          ],
        }),
      });
    const encrypt = (name: string) =>
      kms(
        ...([
          'Encrypt',
          { KeyId, Plaintext: utf8('x'), EncryptionContext: { user: name } },
        ] as const),
        { credentials },
      );
    await put('2012-10-17');
    await encrypt('app');
    await put('2008-10-17');
    expect(await refusalText(encrypt('app'))).toMatch(/^AccessDeniedException/);
    await encrypt('${aws:username}');
  });

  // AWS KMS Developer Guide, "Creating a key policy": such a statement has no effect.
  it('may lack Action or Resource: the statement has no effect', async () => {
    const { kms, createKey, user } = testWorld();
    const { KeyId } = await createKey();
    const credentials = await user('app');
    const allow = { Effect: 'Allow', Principal: { AWS: `${account}:user/app` } };
    const noResource = { ...allow, Action: 'kms:Encrypt' };
    const noAction = { ...allow, Resource: '*' };
    await kms('PutKeyPolicy', { KeyId, Policy: policy(root, noResource, noAction) });
    const attempt = kms('Encrypt', { KeyId, Plaintext: utf8('x') }, { credentials });
    expect(await refusalText(attempt)).toMatch(/^AccessDeniedException/);
  });

  it('by default is spaced as AWS spaces it', async () => {
    const { kms, createKey } = testWorld();
    const { KeyId } = await createKey();
    const { Policy } = await kms<{ Policy: string }>('GetKeyPolicy', { KeyId });
    // AWS KMS API Reference, GetKeyPolicy, sample response.
    expect(Policy).toBe(`{
  "Version" : "2012-10-17",
  "Id" : "key-default-1",
  "Statement" : [ {
    "Sid" : "Enable IAM User Permissions",
    "Effect" : "Allow",
    "Principal" : {
      "AWS" : "arn:aws:iam::123456789012:root"
    },
    "Action" : "kms:*",
    "Resource" : "*"
  } ]
}`);
  });

  it('may be locked by who bypasses the check, unless a policy forbids that', async () => {
    const { kms, createKey, user } = testWorld();
    const { KeyId } = await createKey();
    const credentials = await user(
      'careful',
      { Effect: 'Allow', Action: 'kms:*', Resource: '*' },
      {
        ...{ Effect: 'Deny', Action: 'kms:PutKeyPolicy', Resource: '*' },
        Condition: { Bool: { 'kms:BypassPolicyLockoutSafetyCheck': 'true' } },
      },
    );
    const Policy = policy(statement({ AWS: `${account}:root` }, 'kms:Decrypt'));
    const bypass = { KeyId, Policy, BypassPolicyLockoutSafetyCheck: true };
    expect(await refusalText(kms('PutKeyPolicy', bypass, { credentials }))).toContain(
      'with an explicit deny in an identity-based policy',
    );
    await kms('PutKeyPolicy', bypass);
    expect(await refusalText(kms('PutKeyPolicy', { KeyId, Policy: policy(root) }))).toContain(
      'because no resource-based policy allows the kms:PutKeyPolicy action',
    );
  });
});

describe('the policy the console proposes', () => {
  const key = { KeySpec: 'SYMMETRIC_DEFAULT', KeyUsage: 'ENCRYPT_DECRYPT' } as const;
  const chosen = {
    ...{ account: '123456789012', administrators: [`${account}:user/boss`] },
    ...{ administratorsMayDelete: true, users: [`${account}:user/app`] },
    key: { ...key, Origin: 'AWS_KMS', MultiRegion: false } as const,
  };

  it('separates administrators, who cannot encrypt, from users, who cannot administer', async () => {
    const { kms, createKey, user } = testWorld();
    const boss = { credentials: await user('boss') };
    const app = { credentials: await user('app') };
    const { KeyId } = await createKey({ Policy: consoleKeyPolicy(chosen) });
    const encrypt = { KeyId, Plaintext: utf8('x') };
    await kms('Encrypt', encrypt, app);
    await kms('DisableKey', { KeyId }, boss);
    await kms('EnableKey', { KeyId }, boss);
    expect(await refusalText(kms('Encrypt', encrypt, boss))).toMatch(/^AccessDenied/);
    expect(await refusalText(kms('DisableKey', { KeyId }, app))).toMatch(/^AccessDenied/);
  });

  // AWS KMS Developer Guide, "Default key policy when you create a KMS key with the console".
  it.each([
    [key, 'kms:Encrypt kms:Decrypt kms:ReEncrypt* kms:GenerateDataKey* kms:DescribeKey'],
    [
      { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' },
      'kms:Encrypt kms:ReEncrypt* kms:Decrypt kms:DescribeKey kms:GetPublicKey',
    ],
    [
      { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' },
      'kms:DescribeKey kms:GetPublicKey kms:Sign kms:Verify',
    ],
    [
      { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
      'kms:DescribeKey kms:GenerateMac kms:VerifyMac',
    ],
    [
      { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' },
      'kms:DescribeKey kms:GetPublicKey kms:DeriveSharedSecret',
    ],
  ] as const)('lets users do what the key is for: %j', (kind, actions) => {
    const document = consoleKeyPolicy({ ...chosen, key: { ...chosen.key, ...kind } });
    const { Id, Statement } = JSON.parse(document) as {
      Id: string;
      Statement: { Sid: string; Action: string[] }[];
    };
    expect(Id).toBe('key-consolepolicy-3');
    expect(Statement.map(({ Sid }) => Sid)).toEqual([
      'Enable IAM User Permissions',
      'Allow access for Key Administrators',
      'Allow use of the key',
      'Allow attachment of persistent resources',
    ]);
    expect(new Set(Statement[2]?.Action)).toEqual(new Set(actions.split(' ')));
  });
});
