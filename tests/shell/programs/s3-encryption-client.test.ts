import { describe, expect, it } from 'vitest';
import type { CryptoStep } from '../../../src/engine/trace';
import { encryptionShell } from './aws-encryption-cli/encryption-shell';

async function s3Shell() {
  const shell = await encryptionShell();
  await shell.run('aws s3 mb s3://vault');
  const tool = (words: string) => shell.run(`s3-encryption-client ${words}`);
  return { ...shell, tool };
}

describe('s3-encryption-client', () => {
  it('puts what only the wrapping key opens, and gets it back', async () => {
    const { tool, out, run } = await s3Shell();
    expect(await tool('put plan.txt s3://vault/plan --kms-key-id $key')).toMatchObject({
      stdout: 'put: plan.txt to s3://vault/plan, encrypted on this machine\n',
      exitCode: 0,
    });
    expect(await out('aws s3api head-object --bucket vault --key plan --query Metadata')).toMatch(/"x-amz-c": "115"/);
    await run('aws s3 cp s3://vault/plan sealed');
    expect(await out('grep -c plan sealed')).toBe('0\n');
    expect(await out('s3-encryption-client get s3://vault/plan - --kms-key-id $key')).toBe('the plan\n');
    await tool('get s3://vault/plan back.txt');
    expect(await out('cat back.txt')).toBe('the plan\n');
  }); // prettier-ignore

  it('wraps with an AES key, or with an RSA key pair of openssl', async () => {
    const { tool, out, run } = await s3Shell();
    await run('openssl rand -out aes.key 32');
    await run('openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out private.pem');
    await run('openssl pkey -in private.pem -pubout -out public.pem');
    await tool('put plan.txt s3://vault/aes --aes-key aes.key --materials-description team=legal');
    await tool('put plan.txt s3://vault/rsa --rsa-public-key public.pem --instruction-file');
    expect(await out('s3-encryption-client get s3://vault/aes - --aes-key aes.key')).toBe('the plan\n');
    expect(await out('s3-encryption-client get s3://vault/rsa - --rsa-private-key private.pem')).toBe('the plan\n');
    expect(await out('aws s3 cp s3://vault/rsa.instruction -')).toMatch(/^{"x-amz-3":"[^"]+","x-amz-w":"22"}$/);
    expect(await out('aws s3api head-object --bucket vault --key aes --query Metadata')).toContain('legal');
  }); // prettier-ignore

  it('shows in the trace that the client encrypts, and that Amazon S3 never has the plaintext', async () => {
    const { tool, steps } = await s3Shell();
    await tool('put plan.txt s3://vault/plan --kms-key-id $key --encryption-context deal=north');
    await tool('get s3://vault/plan back.txt --encryption-context deal=north');
    const crypto = steps.filter((step): step is CryptoStep => step.kind === 'crypto');
    const [client, service] = ['Workstation', 'Amazon S3'].map((name) =>
      crypto
        .filter(({ actor }) => actor.name === name)
        .map(({ action, exposes }) => [action, exposes]),
    );
    expect(client).toEqual([
      ['derive', ['data key']],
      ['encrypt', ['plaintext']],
      ['derive', ['data key']],
      ['decrypt', ['plaintext']],
    ]);
    // Its own data key, under which the ciphertext lies.
    expect(service).toEqual([
      ['encrypt', ['data key']],
      ['decrypt', ['data key']],
    ]);
  });

  it.each([
    ['get s3://vault/plan - --encryption-context deal=south', 'S3EncryptionClientException: Provided encryption context does not match information retrieved from S3'],
    ['get s3://vault/none - ', 'NoSuchKey: The specified key does not exist.'],
    ['get s3://vault/open -', 'S3EncryptionClientException: Exception encountered while fetching Instruction File. Ensure the object you are attempting to decrypt has been encrypted using the S3 Encryption Client and instruction files are enabled.'],
    ['put plan.txt s3://vault/plan --kms-key-id alias/none', 'NotFoundException: Alias arn:aws:kms:us-east-1:123456789012:alias/none is not found.'],
    ['put plan.txt s3://vault/plan', 'S3EncryptionClientException: Exactly one must be set of: crypto materials manager, keyring, AES key, RSA key pair, KMS key id'],
    ['put plan.txt s3://vault/plan --kms-key-id $key --aes-key aes.key', 'S3EncryptionClientException: Only one may be set of: crypto materials manager, keyring, AES key, RSA key pair, KMS key id'],
    ['put plan.txt s3://vault/plan --aes-key plan.txt', 'Invalid AES key length: 9 bytes'],
    ['put plan.txt s3://vault/plan --kms-key-id $key --encryption-algorithm ALG_AES_256_GCM_IV12_TAG16_NO_KDF', 'S3EncryptionClientException: The commitment policy requires encryption with a committing algorithm suite, but the specified encryption algorithm does not support key commitment. Please configure a committing algorithm suite such as ALG_AES_256_GCM_HKDF_SHA512_COMMIT_KEY.'],
    ['put missing.txt s3://vault/plan --kms-key-id $key', 'missing.txt: No such file or directory'],
  ])('%s: %s', async (words, text) => {
    const { tool, run } = await s3Shell();
    await tool('put plan.txt s3://vault/plan --kms-key-id $key --encryption-context deal=north');
    await run('aws s3 cp plan.txt s3://vault/open');
    const { stderr, stdout, exitCode } = await tool(words);
    expect(stderr).toBe(`s3-encryption-client: ${text}\n`);
    expect([stdout, exitCode]).toEqual(['', 1]);
  }); // prettier-ignore

  it.each([
    ['', 'put or get is missing'],
    ['copy a b', 'unknown subcommand: copy'],
    ['put plan.txt', 'two places are needed: from where, and to where'],
    ['put plan.txt vault/plan', 'vault/plan is no s3://BUCKET/KEY'],
    ['put plan.txt s3://vault/', 's3://vault/ is no s3://BUCKET/KEY'],
    ['get s3://vault/plan - --instruction-file', '--instruction-file is an option of put'],
    ['put plan.txt s3://vault/plan --kms-key-id', '--kms-key-id needs a value'],
    ['put plan.txt s3://vault/plan --encrypt', 'unknown option: --encrypt'],
    ['put plan.txt s3://vault/plan --commitment-policy NONE', '--commitment-policy is one of FORBID_ENCRYPT_ALLOW_DECRYPT, REQUIRE_ENCRYPT_ALLOW_DECRYPT, REQUIRE_ENCRYPT_REQUIRE_DECRYPT'],
    ['put plan.txt s3://vault/plan --kms-key-id $key --encryption-context deal', '--encryption-context takes name=value pairs, not deal'],
  ])('is called wrongly: %s', async (words, text) => {
    const { tool } = await s3Shell();
    const { stderr, exitCode } = await tool(words);
    expect(stderr).toBe(`s3-encryption-client: ${text}\nTry 's3-encryption-client help' for more.\n`);
    expect(exitCode).toBe(2);
  }); // prettier-ignore

  it('says whose program it is', async () => {
    const { tool } = await s3Shell();
    const { stdout } = await tool('help');
    expect(stdout).toContain('this program is the lab\'s own');
    expect(stdout.split('\n').every((line) => line.length <= 80)).toBe(true);
  }); // prettier-ignore
});
