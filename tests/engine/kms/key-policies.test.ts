import { describe, expect, it } from 'vitest';
import { refusalText, testWorld, utf8 } from '../world';

const account = 'arn:aws:iam::123456789012';
const statement = (Principal: object, Action: string | string[], more: object = {}) => ({
  ...{ Effect: 'Allow', Principal, Action, Resource: '*' },
  ...more,
});
const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
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
