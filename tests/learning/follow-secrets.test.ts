import { describe, expect, it } from 'vitest';
import { filesTable, home } from '../../src/engine/workstation';
import { exposure } from '../../src/learning/exposure';
import { followSecrets } from '../../src/learning/follow-secrets';
import { secretPartOf } from '../../src/learning/private-key';
import { testWorld } from '../engine/world';

/** A world whose secrets are followed, and which of them a file with these bytes holds. */
function followed() {
  const world = testWorld();
  followSecrets(world.engine);
  const holds = (content: Uint8Array) => {
    const row = { type: 'file' as const, mode: 0o644, mtime: 0, content };
    world.engine.write((tx) => tx.put(filesTable, `${home}/file`, row));
    return exposure(world.engine, '')
      .filter(({ holders }) => holders.length > 0)
      .map(({ secret }) => secret.name);
  };
  return { ...world, holds };
}

const utf8 = (text: string) => new TextEncoder().encode(text);
const pem = (der: Uint8Array) =>
  utf8(Buffer.from(der).toString('base64').replace(/.{64}/g, '$&\n'));

interface Pair {
  readonly PrivateKeyPlaintext: Uint8Array;
  readonly PrivateKeyCiphertextBlob: Uint8Array;
  readonly PublicKey: Uint8Array;
}

describe('the private key of a data key pair', () => {
  it.each(['RSA_2048', 'ECC_NIST_P256', 'ECC_SECG_P256K1'])(
    '(%s) is found as DER and PEM, and its public key does not count',
    async (KeyPairSpec) => {
      const { kms, createKey, holds } = followed();
      const { KeyId } = await createKey();
      const pair = await kms<Pair>('GenerateDataKeyPair', { KeyId, KeyPairSpec });
      const other = await kms<Pair>('GenerateDataKeyPair', { KeyId, KeyPairSpec });
      expect(holds(pair.PrivateKeyPlaintext)).toEqual(['private key 1']);
      expect(holds(pem(other.PrivateKeyPlaintext))).toEqual(['private key 2']);
      expect(holds(pair.PublicKey)).toEqual([]);
      expect(holds(pem(pair.PublicKey))).toEqual([]);
      expect(holds(pair.PrivateKeyCiphertextBlob)).toEqual([]);
    },
  );

  it('is still that key when Decrypt gives it back', async () => {
    const { kms, createKey, holds } = followed();
    const { KeyId } = await createKey();
    const pair = await kms<Pair>('GenerateDataKeyPair', { KeyId, KeyPairSpec: 'ECC_NIST_P256' });
    await kms('Decrypt', { CiphertextBlob: pair.PrivateKeyCiphertextBlob });
    expect(holds(pair.PrivateKeyPlaintext)).toEqual(['private key 1']);
  });

  it('is taken whole where the bytes are no private key', () => {
    const bytes = utf8('not a key, but secret');
    expect(secretPartOf(bytes)).toEqual(bytes);
  });
});

describe('a shared secret', () => {
  it('is followed', async () => {
    const { kms, holds } = followed();
    const { KeyMetadata } = await kms<{ KeyMetadata: { KeyId: string } }>('CreateKey', {
      ...{ KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' },
    });
    const { KeyId } = KeyMetadata;
    const { PublicKey } = await kms<{ PublicKey: Uint8Array }>('GetPublicKey', { KeyId });
    const { SharedSecret } = await kms<{ SharedSecret: Uint8Array }>('DeriveSharedSecret', {
      ...{ KeyId, PublicKey, KeyAgreementAlgorithm: 'ECDH' },
    });
    expect(holds(SharedSecret)).toEqual(['shared secret 1']);
  });
});

describe('credentials', () => {
  it('are followed when IAM hands them out', async () => {
    const { send, holds } = followed();
    await send('iam', 'CreateUser', { UserName: 'ana' });
    const { AccessKey } = await send<{
      AccessKey: { SecretAccessKey: string; AccessKeyId: string };
    }>(...(['iam', 'CreateAccessKey', { UserName: 'ana' }] as const));
    expect(holds(utf8(`aws_secret_access_key = ${AccessKey.SecretAccessKey}`))).toEqual([
      'credentials 1',
    ]);
    expect(holds(utf8(AccessKey.AccessKeyId))).toEqual([]);
  });

  it('are followed when STS hands them out, each session’s apart', async () => {
    const { send, user, holds } = followed();
    const credentials = await user('ana');
    const session = () =>
      send<{ Credentials: Record<string, string> }>('sts', 'GetSessionToken', {}, { credentials });
    const [first, second] = [await session(), await session()];
    const known = holds(utf8(JSON.stringify(first)));
    expect(known).toHaveLength(1);
    expect(holds(utf8(JSON.stringify(second)))).not.toEqual(known);
    expect(holds(utf8(second.Credentials['SessionToken']!))).toEqual([]);
  });
});

describe('secrets of Secrets Manager and Parameter Store', () => {
  const ClientRequestToken = '01234567-89ab-4def-8123-456789abcdef';

  it('are followed when they go in and come out', async () => {
    const { send, holds } = followed();
    const created = { Name: 'db', SecretString: 'hunter2-in', ClientRequestToken };
    await send('secretsmanager', 'CreateSecret', created);
    expect(holds(utf8('password: hunter2-in'))).toEqual(['plaintext 1 (CreateSecret)']);
    await send('secretsmanager', 'BatchGetSecretValue', { SecretIdList: ['db'] });
    expect(holds(utf8('hunter2-in'))).toEqual(['plaintext 1 (CreateSecret)']);
    const { RandomPassword } = await send<{ RandomPassword: string }>(
      ...(['secretsmanager', 'GetRandomPassword', {}] as const),
    );
    expect(holds(utf8(RandomPassword))).toEqual(['plaintext 2 (GetRandomPassword)']);
  });

  it('of secure strings only what was decrypted counts', async () => {
    const { send, holds } = followed();
    const put = { Name: '/db', Value: 'hunter2-ssm', Type: 'SecureString' };
    await send('ssm', 'PutParameter', put);
    await send('ssm', 'PutParameter', { Name: '/host', Value: 'db.example', Type: 'String' });
    await send('ssm', 'GetParameters', { Names: ['/db', '/host'] });
    expect(holds(utf8('hunter2-ssm'))).toEqual([]);
    const Names = ['/db', '/host'];
    await send('ssm', 'GetParameters', { Names, WithDecryption: true });
    expect(holds(utf8('hunter2-ssm db.example'))).toEqual(['plaintext 1 (GetParameters)']);
  });
});
