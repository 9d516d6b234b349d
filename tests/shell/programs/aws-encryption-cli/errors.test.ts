import { describe, expect, it } from 'vitest';
import { encryptionShell, warning } from './encryption-shell';

const encrypt = '-e -S -w key=$key -i plan.txt -o plan.enc';
const decrypt = '-d -S -w key=$key -i plan.enc -o back.txt';
const unexpected = (text: string) =>
  `Encountered unexpected error: increase verbosity to see details.\n${text}\n`;
const failed = (text: string) =>
  warning('Operation failed: deleting output file: back.txt') + unexpected(text);

// Recorded from the argument parser of aws-encryption-sdk-cli 4.3.0 on Python 3.11.
describe('a command line that does not fit', () => {
  it.each([
    ['', 'the following arguments are required: -w/--wrapping-keys, -i/--input, -o/--output'],
    ['-e -d -S -w key=a -i x -o y', 'argument -d/--decrypt: not allowed with argument -e/--encrypt'],
    ['-e -S --metadata-output m -w key=a -i x -o y',
      'argument --metadata-output: not allowed with argument -S/--suppress-metadata'],
    ['-e -S -w -i x -o y', 'argument -w/--wrapping-keys: expected at least one argument'],
    ['-e -S -w key=a -i -o y', 'argument -i/--input: expected one argument'],
    ['-e -S -w key=a -i x -o y --frame-length abc',
      "argument --frame-length: invalid int value: 'abc'"],
    ['-e -S -w key=a -i x -o y --commitment-policy abc',
      "argument --commitment-policy: invalid CommitmentPolicyArgs value: 'abc'"],
    ['-e -S -w key=a -i x -o y zz', 'unrecognized arguments: zz'],
    ['-e -S -w key=a -i x -i z -o y', '-i argument may not be specified more than once'],
    ['-encrypt -S -w key=a -i x -o y',
      'one of the arguments --version -e/--encrypt -d/--decrypt --decrypt-unsigned is required'],
    ['-e -S -w key=a -i x -o y --frame', 'argument --frame-length: expected one argument'],
    ['-e -S -w key=a -i x -o y --m 3',
      'ambiguous option: --m could match --metadata-output, --max-length, --max-encrypted-data-keys'],
    ['-e -S -w key=a -i x -o y --nope', 'unrecognized arguments: --nope'],
    ['-e -S -w key=a -i x -o y --caching capacity=1',
      'If enabling caching, both "capacity" and "max_age" are required'],
    ['-e -S -w key=a -i x -o y --caching capacity=1 max_age=1 foo=3',
      'Invalid caching configuration key: "foo"'],
    ['-e -w key=a -i x -o y',
      'one of the arguments -S/--suppress-metadata --metadata-output is required'],
    ['-d -S -w discovery=maybe -i x -o y', 'Value maybe could not be parsed as true or false'],
    ['-d -S -w key=a -i x -o y -q=3', "argument -q/--quiet: ignored explicit argument '3'"],
    ['-d -S -w provider=aws-kms provider=x key=a -i x -o y',
      'You must provide exactly one "provider" for each wrapping key provider configuration. 2 provided'],
    ['-d -S -w region=us-east-1 -i x -o y',
      'When discovery is false (disabled), you must specify at least one wrapping key'],
    ['-e -S -w discovery=true -i x -o y',
      'Discovery attributes are supported only on decryption for AWS KMS keys'],
  ])('%s', async (words, text) => {
    const { cli } = await encryptionShell();
    const { stderr, exitCode } = await cli(words);
    expect(stderr).toMatch(/^usage: aws-encryption-cli \[-h\] \[--version\]/);
    expect(stderr.endsWith(`[-r] [-v] [-q]\naws-encryption-cli: error: ${text}\n`)).toBe(true);
    expect(exitCode).toBe(2);
  }); // prettier-ignore
});

describe('what cannot be done ends with the tool\u2019s own words and exit code 1', () => {
  it.each([
    ['-e -S -w key=$key -i none -o y', 'Invalid source.  Must be a valid pathname pattern or stdin (-)\n'],
    ['-e -S -w key=$key -i plan.txt -o plan.txt', 'Destination and source cannot be the same\n'],
    ['-e -S -w key=$key -i plan.txt -o no/where',
      'If destination is a file, the immediate parent directory must already exist.\n'],
    ['-e --metadata-output - -w key=$key -i plan.txt -o -',
      'Metadata output cannot be stdout when output is stdout\n'],
    ['-e --metadata-output plan.txt -w key=$key -i plan.txt -o x',
      'Metadata output file cannot be the input or output\n'],
    ['-e --metadata-output no/where -w key=$key -i plan.txt -o x',
      'Parent directory for requested metdata file does not exist.\n'],
    ['-e -S -w provider=mine key=a -i plan.txt -o x',
      'Requested master key provider not found: "mine"\n'],
    ['-e -S -w key=$key -i plan.txt -o x --caching capacity=0 max_age=1',
      unexpected('ValueError("LocalCryptoMaterialsCache capacity cannot be less than 1")')],
    ['-e -S -w key=$key -i plan.txt -o x --caching capacity=1 max_age=0',
      unexpected('ValueError("max_age cannot be less than or equal to 0")')],
    ['-e -S -w key=$key -i plan.txt -o x --caching capacity=1 max_age=1 max_messages_encrypted=0',
      unexpected('ValueError("max_messages_encrypted cannot be less than 1")')],
    ['-e -S -w key=$key -i plan.txt -o - --frame-length 100', unexpected(
      'SerializationError("Frame size must be a non-negative multiple of the block size of the crypto algorithm: 128")')],
    ['-e -S -w key=$key -i plan.txt -o - --algorithm AES_256_GCM_IV12_TAG16', unexpected(
      'ActionNotAllowedError("Configuration conflict. Cannot encrypt due to CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT requiring only committed messages. Algorithm ID was 120. See: https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/troubleshooting-migration.html")')],
    ['-e -S -w key=$key profile=none -i plan.txt -o -',
      unexpected('ProfileNotFound("The config profile (none) could not be found")')],
    ['-e -S -w key=alias/none -i plan.txt -o -', unexpected(
      `GenerateKeyError("Master Key b'alias/none' unable to generate data key")`)],
    ['-d -S -w key=$key -i plan.txt -o -', unexpected(
      'NotSupportedError("Unsupported version 116", "116 is not a valid SerializationVersion")')],
  ])('%s', async (words, stderr) => {
    const { cli, out } = await encryptionShell();
    expect(await cli(words)).toMatchObject({ stdout: '', stderr, exitCode: 1 });
    expect(await out('ls; cat plan.txt')).toBe('plan.txt\nthe plan\n');
  }); // prettier-ignore

  it('another key, and a key that may not be used; -vvv says why', async () => {
    const { cli, createKey, run, user } = await encryptionShell();
    const other = await createKey();
    await cli(encrypt);
    await run(`other=${other.Arn}`);
    const stderr = failed('DecryptKeyError("Unable to decrypt any data key")');
    expect(await cli('-d -S -w key=$other -i plan.enc -o back.txt')).toMatchObject({ stderr });
    const { accessKeyId, secretAccessKey } = await user('bob');
    await run(`export AWS_ACCESS_KEY_ID=${accessKeyId} AWS_SECRET_ACCESS_KEY=${secretAccessKey}`);
    expect(await cli(decrypt)).toMatchObject({ stderr });
    expect((await cli(`${decrypt} -vvv`)).stderr).toContain(
      'An error occurred (AccessDeniedException) when calling the Decrypt operation: User: arn:aws:iam::',
    );
    await run('unset AWS_ACCESS_KEY_ID; export AWS_SHARED_CREDENTIALS_FILE=/n AWS_CONFIG_FILE=/n');
    expect((await cli(decrypt)).stderr).toBe(
      failed('NoCredentialsError("Unable to locate credentials")'),
    );
  });

  it('a commitment that is required, and a signature where none is expected', async () => {
    const { cli } = await encryptionShell();
    await cli(`${encrypt} --commitment-policy forbid-encrypt-allow-decrypt`);
    expect((await cli(decrypt)).stderr).toContain(
      'ActionNotAllowedError("Configuration conflict. Cannot decrypt due to CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT requiring only committed messages. Algorithm ID was 888.',
    );
    await cli(encrypt);
    const unsigned = '--decrypt-unsigned -S -w key=$key -i plan.enc -o back.txt';
    expect((await cli(unsigned)).stderr).toBe(
      failed(
        'ActionNotAllowedError("Configuration conflict. Cannot decrypt signed message in decrypt-unsigned mode. Algorithm ID was 1400. ")',
      ),
    );
    await cli(`${encrypt} --algorithm AES_256_GCM_HKDF_SHA512_COMMIT_KEY`);
    expect((await cli(unsigned)).exitCode).toBe(0);
  });

  it.each(['--algorithm AES_256_GCM_HKDF_SHA512_COMMIT_KEY', ''])(
    'a message that was cut short or has something after it %s',
    async (algorithm) => {
      const { cli, out, run } = await encryptionShell();
      await cli(`${encrypt} ${algorithm}`);
      await run('cp plan.enc whole; size=$(wc -c < whole)');
      for (const line of [
        'head -c 100 whole > plan.enc',
        'head -c $((size - 1)) whole > plan.enc',
        'cp whole plan.enc; echo x >> plan.enc',
        ': > plan.enc',
      ]) {
        await run(line);
        const { stderr, exitCode } = await cli(decrypt);
        expect(stderr).toContain('SerializationError("');
        expect(exitCode).toBe(1);
        expect(await out('ls back.txt 2> /dev/null')).toBe('');
      }
    },
  );
});
