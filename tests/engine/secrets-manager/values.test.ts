import { describe, expect, it } from 'vitest';
import { versionsTable } from '../../../src/engine/services/secrets-manager/state';
import { blastRadius } from '../../../src/engine/blast-radius';
import type { RequestStep, Step } from '../../../src/engine/trace';
import { refusal, refusalText, utf8 } from '../world';
import { newToken, secretsWorld } from './world';

/** The requests to KMS among steps, with the version of their encryption context. */
function kmsRequests(steps: readonly Step[]) {
  return steps
    .filter((step): step is RequestStep => step.kind === 'request' && step.service === 'kms')
    .map(({ operation, input }) => {
      const { EncryptionContext } = input as { EncryptionContext?: Record<string, string> };
      return [operation, EncryptionContext?.['SecretVersionId']];
    });
}

function watched(world: ReturnType<typeof secretsWorld>) {
  const steps: Step[] = [];
  world.engine.observe((happening) => steps.push(...happening.steps));
  return steps;
}

describe('secret values', () => {
  it('are read as they were written, as strings and as bytes', async () => {
    const { create, get, secrets } = secretsWorld();
    const { ARN, VersionId } = await create('app/db', 's3cret');
    expect(ARN).toMatch(
      /^arn:aws:secretsmanager:us-east-1:123456789012:secret:app\/db-[A-Za-z0-9]{6}$/,
    );
    expect(await get('app/db')).toMatchObject({
      ...{ ARN, Name: 'app/db', VersionId, SecretString: 's3cret', VersionStages: ['AWSCURRENT'] },
    });
    await secrets('CreateSecret', { Name: 'bytes', SecretBinary: utf8('abc') });
    expect((await get('bytes')).SecretBinary).toEqual(utf8('abc'));
  });

  it('lie encrypted under a data key of their own, bound to secret and version', async () => {
    const world = secretsWorld();
    const { create, get, engine, createKey } = world;
    const { Arn: KmsKeyId } = await createKey();
    const steps = watched(world);
    const { VersionId } = await create('db', 's3cret', { KmsKeyId });
    expect(kmsRequests(steps)).toEqual([
      ['GenerateDataKey', 'RequestToValidateKeyAccess'],
      ['Decrypt', 'RequestToValidateKeyAccess'],
      ['GenerateDataKey', VersionId],
    ]);
    const [[, version] = []] = engine.tables.range(versionsTable);
    const bytes = version?.value?.bytes ?? new Uint8Array(0);
    expect(bytes).toHaveLength(12 + 's3cret'.length + 16);
    expect(new TextDecoder('latin1').decode(bytes)).not.toContain('s3cret');
    steps.length = 0;
    await get('db');
    expect(kmsRequests(steps)).toEqual([['Decrypt', VersionId]]);
    engine.write((tx) => {
      const [[key, row] = ['']] = engine.tables.range(versionsTable);
      const moved = bytes.slice();
      moved[20]! ^= 1;
      tx.put(versionsTable, key, { ...row!, value: { ...row!.value!, bytes: moved } });
    });
    expect((await refusal(get('db'))).code).toBe('InternalFailure');
  });

  it('use aws/secretsmanager where no key is named, which is not shown', async () => {
    const { create, kms, describe: describeSecret, secrets } = secretsWorld();
    await create('db');
    const { KeyMetadata } = await kms<{ KeyMetadata: { KeyManager: string } }>('DescribeKey', {
      KeyId: 'alias/aws/secretsmanager',
    });
    expect(KeyMetadata.KeyManager).toBe('AWS');
    expect((await describeSecret('db')).KmsKeyId).toBeUndefined();
    expect(await secrets('ListSecretVersionIds', { SecretId: 'db' })).toMatchObject({
      Versions: [{ KmsKeyIds: ['DefaultEncryptionKey'] }],
    });
  });

  it('are lost with their key, unless they were encrypted anew for another', async () => {
    const { create, get, secrets, createKey, kms, engine } = secretsWorld();
    const first = await createKey();
    const second = await createKey();
    const { ARN, VersionId } = await create('db', 's3cret', { KmsKeyId: first.Arn });
    const lost = () => blastRadius(engine.services, engine.tables, first.Arn);
    expect(lost()).toMatchObject([
      { service: 'secretsmanager', kind: 'secret', arn: ARN, version: VersionId },
    ]);
    await secrets('UpdateSecret', { SecretId: 'db', KmsKeyId: second.Arn });
    expect(lost()).toEqual([]);
    expect(await secrets('ListSecretVersionIds', { SecretId: 'db' })).toMatchObject({
      Versions: [{ KmsKeyIds: [second.Arn, first.Arn] }],
    });
    await kms('DisableKey', { KeyId: first.Arn });
    expect((await get('db')).SecretString).toBe('s3cret');
    await kms('EnableKey', { KeyId: first.Arn });
    await kms('DisableKey', { KeyId: second.Arn });
    expect((await get('db')).SecretString).toBe('s3cret');
    await kms('DisableKey', { KeyId: first.Arn });
    expect((await refusal(get('db'))).code).toBe('DecryptionFailure');
  });

  it('need the key as well as the secret', async () => {
    const { create, get, createKey, user } = secretsWorld();
    const { Arn: KmsKeyId } = await createKey();
    await create('db', 's3cret', { KmsKeyId });
    const reader = { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*' };
    const credentials = await user('reader', reader);
    expect(await refusalText(get('db', {}, { credentials }))).toBe(
      'AccessDeniedException: Access to KMS is not allowed',
    );
    const decrypt = {
      ...{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: KmsKeyId },
      Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager.us-east-1.amazonaws.com' } },
    };
    const both = await user('both', reader, decrypt);
    expect((await get('db', {}, { credentials: both })).SecretString).toBe('s3cret');
  });
});

describe('client request tokens', () => {
  it('must be given', async () => {
    const { send } = secretsWorld();
    const create = send('secretsmanager', 'CreateSecret', { Name: 'db', SecretString: 'x' });
    expect(await refusalText(create)).toBe(
      'InvalidRequestException: You must provide a ClientRequestToken value. We recommend a UUID-type value.',
    );
  });

  it('name the version, and make a request that is sent again change nothing', async () => {
    const { create, put, secrets } = secretsWorld();
    const ClientRequestToken = newToken();
    const first = await create('db', 'one', { ClientRequestToken });
    expect(first.VersionId).toBe(ClientRequestToken);
    expect(await create('db', 'one', { ClientRequestToken })).toEqual(first);
    expect(await put('db', 'one', { ClientRequestToken })).toMatchObject({
      VersionStages: ['AWSCURRENT'],
    });
    expect(await refusalText(put('db', 'two', { ClientRequestToken }))).toBe(
      `ResourceExistsException: You can't use ClientRequestToken ${ClientRequestToken} because that value is already in use for a version of secret ${first.ARN}.`,
    );
    expect(await refusalText(create('db', 'two'))).toBe(
      'ResourceExistsException: The operation failed because the secret db already exists.',
    );
    expect(await secrets('ListSecretVersionIds', { SecretId: 'db' })).toMatchObject({
      Versions: [{ VersionId: ClientRequestToken }],
    });
  });
});

describe('names and ARNs', () => {
  it('find a secret also by an ARN without its last characters', async () => {
    const { create, get } = secretsWorld();
    const { ARN } = await create('app/db', 's3cret');
    expect((await get(ARN)).SecretString).toBe('s3cret');
    expect((await get(ARN.slice(0, -7))).SecretString).toBe('s3cret');
    expect((await refusal(get(`${ARN.slice(0, -6)}aaaaaa`))).code).toBe(
      'ResourceNotFoundException',
    );
    // A name that looks like a whole ARN's end is not found by a partial ARN.
    const odd = await create('app-a1b2c3', 'odd');
    expect((await refusal(get(odd.ARN.slice(0, -7)))).code).toBe('ResourceNotFoundException');
    expect((await get('app-a1b2c3')).SecretString).toBe('odd');
  });

  it('are refused where they are none', async () => {
    const { create, get } = secretsWorld();
    const text =
      'ValidationException: Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!';
    expect(await refusalText(create('Inv Name'))).toBe(text);
    expect(await refusalText(get(' Inv*Name? '))).toBe(text);
    expect(await refusalText(get('none'))).toBe(
      "ResourceNotFoundException: Secrets Manager can't find the specified secret.",
    );
  });
});
