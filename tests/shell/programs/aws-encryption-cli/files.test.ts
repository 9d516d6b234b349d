import { buildClient, CommitmentPolicy, KmsKeyringNode } from '@aws-crypto/client-node';
import { KMS } from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { filesTable, home } from '../../../../src/engine/workstation';
import { createDoor } from '../../../../src/wire/door';
import { throughDoor } from '../../../conformance/clients';
import { encryptionShell, warning } from './encryption-shell';

const encrypt = '-e -S -w key=$key -i plan.txt -o plan.enc';
const decrypt = '-d -S -w key=$key -i plan.enc -o -';

describe('aws-encryption-cli', () => {
  it('encrypts a file under a data key from AWS KMS and decrypts it', async () => {
    const { cli, steps, count } = await encryptionShell();
    expect(await cli(encrypt)).toMatchObject({ stdout: '', stderr: '', exitCode: 0 });
    expect(await cli(decrypt)).toMatchObject({ stdout: 'the plan\n', stderr: '', exitCode: 0 });
    expect([count('GenerateDataKey'), count('Decrypt')]).toEqual([1, 1]);
    const local = steps.filter(
      (step) => step.kind === 'crypto' && step.actor.name === 'Workstation',
    );
    const algorithm = 'ALG_AES_256_GCM_HKDF_SHA512_COMMIT_KEY_ECDSA_P384';
    expect(local).toMatchObject([
      { action: 'encrypt', algorithm, detail: 'plan.txt \u2192 plan.enc', bytesIn: 9 },
      { action: 'decrypt', algorithm, detail: 'plan.enc \u2192 stdout', bytesOut: 9 },
    ]);
  });

  it('makes a message that the same library opens outside', async () => {
    const { cli, engine, admin, Arn } = await encryptionShell();
    await cli(`${encrypt} -c purpose=test`);
    const message = engine.tables.get(filesTable, `${home}/work/plan.enc`)!.content!;
    const door = createDoor(engine, { clock: () => engine.now });
    const client = new KMS({
      ...{ region: 'us-east-1', credentials: admin, requestHandler: throughDoor(door) },
      systemClockOffset: engine.now - Date.now(),
    });
    const keyring = new KmsKeyringNode({ keyIds: [Arn], clientProvider: () => client as never });
    const { decrypt: open } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
    const { plaintext, messageHeader } = await open(keyring, message);
    expect(plaintext.toString()).toBe('the plan\n');
    expect(messageHeader.encryptionContext).toMatchObject({ purpose: 'test' });
  });

  it('works as a pipe, in Base64', async () => {
    const { out } = await encryptionShell();
    const line = `aws-encryption-cli -e -S -w key=$key -i - -o - --encode < plan.txt | aws-encryption-cli -d -S -w key=$key -i - -o - --decode`;
    expect(await out(line)).toBe('the plan\n');
  });

  it('writes metadata as one line of JSON', async () => {
    const { cli, out, Arn } = await encryptionShell();
    const line = '-e --metadata-output meta -w key=$key -i plan.txt -o plan.enc -c b=2 a=\u00e4';
    await cli(line);
    const record = JSON.parse(await out('cat meta')) as Record<string, unknown>;
    expect(record).toMatchObject({
      mode: 'encrypt',
      input: `${home}/work/plan.txt`,
      output: `${home}/work/plan.enc`,
      header: {
        algorithm: 'AES_256_GCM_HKDF_SHA512_COMMIT_KEY_ECDSA_P384',
        ...{ content_type: 2, frame_length: 4096, version: '2.0', type: null },
        encryption_context: { a: 'ä', b: '2' },
        encrypted_data_keys: [
          { key_provider: { provider_id: btoa('aws-kms'), key_info: btoa(Arn) } },
        ],
      },
    });
    expect(await out('cat meta')).toContain('"encryption_context": {"a": "\\u00e4", "aws-crypto');
    await cli(line);
    expect(await out('wc -l < meta')).toBe('2\n');
    await cli(`${line} --overwrite-metadata`);
    expect(await out('wc -l < meta')).toBe('1\n');
  });

  it.each([
    ['-c project', 'the plan\n'],
    ['-c purpose=test project', 'the plan\n'],
  ])('decrypts where the context has %s', async (context, stdout) => {
    const { cli } = await encryptionShell();
    await cli(`${encrypt} -c purpose=test project=x`);
    expect(await cli(`${decrypt} ${context}`)).toMatchObject({ stdout, exitCode: 0 });
  });

  it('skips a message without the context that is asked for, and writes nothing', async () => {
    const { cli, out } = await encryptionShell();
    await cli(encrypt);
    const { stderr, exitCode } = await cli(
      '-d --metadata-output meta -w key=$key -i plan.enc -o back.txt -c purpose=test project',
    );
    expect(stderr).toBe(
      warning(
        'Skipping decrypt because discovered encryption context did not match required elements.',
      ) + warning('Operation failed: deleting output file: back.txt'),
    );
    expect(exitCode).toBe(0);
    expect(JSON.parse(await out('cat meta'))).toMatchObject({
      ...{ skipped: true, reason: 'Missing encryption context key or value' },
      missing_encryption_context_keys: ['project'],
      missing_encryption_context_pairs: [['purpose', 'test']],
    });
    expect(await out('ls')).toBe('meta\nplan.enc\nplan.txt\n');
  });

  it('has the suites of both message formats, and frames of the length asked for', async () => {
    const { cli } = await encryptionShell();
    const policy = '--commitment-policy forbid-encrypt-allow-decrypt';
    for (const options of [
      '--algorithm AES_256_GCM_HKDF_SHA512_COMMIT_KEY --frame-length 128',
      `${policy}`,
      `${policy} --algorithm AES_128_GCM_IV12_TAG16`,
      `${policy} --algorithm AES_128_GCM_IV12_TAG16_HKDF_SHA256_ECDSA_P256 --frame-length 256`,
    ]) {
      expect(await cli(`${encrypt} ${options} -q`)).toMatchObject({ stderr: '', exitCode: 0 });
      const { stdout } = await cli(`${decrypt} --commitment-policy require-encrypt-allow-decrypt`);
      expect(stdout).toBe('the plan\n');
    }
  });

  it('wraps the data key under several keys, each of which opens the message', async () => {
    const { cli, createKey, count, run } = await encryptionShell();
    const other = await createKey({}, { region: 'eu-west-1' });
    await run(`other=${other.Arn}`);
    await cli('-e -S -w key=$key key=$other -i plan.txt -o plan.enc');
    expect([count('GenerateDataKey'), count('Encrypt')]).toEqual([1, 1]);
    expect((await cli('-d -S -w key=$other -i plan.enc -o -')).stdout).toBe('the plan\n');
    const { stderr, exitCode } = await cli(`${decrypt} --max-encrypted-data-keys 1`);
    expect(stderr).toContain(
      'MaxEncryptedDataKeysExceeded("Number of encrypted data keys found larger than configured value: 2 > 1")',
    );
    expect(exitCode).toBe(1);
  });

  it('finds the key by discovery, within a filter', async () => {
    const { cli } = await encryptionShell();
    await cli(encrypt);
    const discover = (account: string) =>
      cli(
        `-d -S -w discovery=true discovery-partition=aws discovery-account=${account} -i plan.enc -o -`,
      );
    expect((await cli('-d -S -w discovery=true -i plan.enc -o -')).stdout).toBe('the plan\n');
    expect((await discover('123456789012')).stdout).toBe('the plan\n');
    expect((await discover('210987654321')).stderr).toContain(
      'DecryptKeyError("Unable to decrypt any data key")',
    );
  });

  it('encrypts a directory, with suffixes, and decrypts it', async () => {
    const { cli, out, run } = await encryptionShell();
    await run('mkdir -p in/deep enc dec; echo 1 > in/a; echo 2 > in/deep/b');
    expect((await cli('-e -S -w key=$key -i in -o enc')).stderr).toBe(
      warning('Skipping in because it is a directory and -r/-R/--recursive is not set'),
    );
    await cli('-e -S -w key=$key -i in -o enc -r');
    expect(await out('find enc -type f | sort')).toBe('enc/a.encrypted\nenc/deep/b.encrypted\n');
    await cli('-d -S -w key=$key -i enc -o dec -r --suffix');
    expect(await out('cat dec/a.encrypted dec/deep/b.encrypted')).toBe('1\n2\n');
    await cli("-e -S -w key=$key -i 'in/[a-c]' -o enc --suffix .x");
    expect(await out('ls enc')).toBe('a.encrypted\na.x\ndeep\n');
  });

  it.each([
    ['', 100],
    ['--caching capacity=1 max_age=60', 1],
    ['--caching capacity=1 max_age=60 max_messages_encrypted=10', 10],
    ['--caching capacity=1 max_age=60 max_bytes_encrypted=0', 100],
  ])('100 files %s', async (caching, calls) => {
    const { cli, count, run } = await encryptionShell();
    await run('mkdir in enc; for i in $(seq 100); do echo $i > in/$i; done');
    await cli(`-e -S -w key=$key -i in -o enc -r ${caching}`);
    expect(count('GenerateDataKey')).toBe(calls);
  });

  it('asks, or leaves a file alone, before it is written over', async () => {
    const { cli, out } = await encryptionShell();
    const line = '-d -S -w key=$key -i plan.enc -o plan.txt';
    await cli(encrypt);
    expect((await cli(line)).stderr).toBe(
      warning(
        'Overwriting existing output file because no action was specified otherwise: plan.txt',
      ),
    );
    await out('echo mine > plan.txt');
    await cli(`${line} --no-overwrite`);
    await cli(`${line} --interactive < /dev/null`);
    expect(await out('cat plan.txt')).toBe('mine\n');
    await out(`echo y | aws-encryption-cli ${line} --interactive`);
    expect(await out('cat plan.txt')).toBe('the plan\n');
  });
});
