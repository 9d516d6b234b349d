import type { CryptoWork } from '../../../clients/s3-encryption/index';
import type { CommandContext } from '../../command';
import { randomBytes } from '../../devices';
import { noteCrypto, rememberSecret, route } from '../../openssl/trace';
import { CliError } from '../../aws/cli-error';
import { isS3Uri, splitS3Path, type S3Path } from '../../aws/s3/paths';
import { openAccess } from './clients';
import { help, readArguments, readPairs, wrong, type Arguments } from './options';
import { keyringOf } from './wrapping';

/** Runs `s3-encryption-client`; returns its exit code. */
export async function runS3EncryptionClient(
  words: readonly string[],
  ctx: CommandContext,
): Promise<number> {
  if (['help', '--help', '-h'].includes(words[0] ?? '')) {
    ctx.stdout.write(help);
    return 0;
  }
  const request = readArguments(words);
  try {
    await run(request, ctx);
    return 0;
  } catch (error) {
    const text = finalWords(error);
    if (text === undefined) throw error;
    ctx.stderr.write(`s3-encryption-client: ${text}\n`);
    return 1;
  }
}

/** What is said of an error that the clients know, or the command line's; undefined of others. */
function finalWords(error: unknown): string | undefined {
  if (error instanceof CliError) return error.message;
  if (!(error instanceof Error)) return undefined;
  const isService = '$metadata' in error;
  if (!isService && !error.name.startsWith('S3EncryptionClient')) return undefined;
  return `${error.name}: ${error.message}`;
}

async function run(request: Arguments, ctx: CommandContext): Promise<void> {
  const { action, from, to, given } = request;
  const [uri, file] = action === 'put' ? [to, from] : [from, to];
  const place = s3Place(uri, file);
  // Most sessions never need it: it comes with AWS's own clients of Amazon S3 and AWS KMS.
  const library = await import('../../../clients/s3-encryption/index');
  const { access, region } = openAccess(given, ctx);
  const suite = library.suites.get(given.get('encryption-algorithm') ?? '');
  const commitmentPolicy = library.commitmentPolicies.find(
    (policy) => policy === given.get('commitment-policy'),
  );
  const client = library.openS3EncryptionClient({
    s3: library.s3Client(access, region),
    keyring: await keyringOf(request, { access, region }, library, ctx),
    random: (length) => randomBytes(ctx.engine, length),
    ...(suite === undefined ? {} : { suite }),
    ...(commitmentPolicy === undefined ? {} : { commitmentPolicy }),
    enableLegacyUnauthenticatedModes: given.has('enable-legacy-unauthenticated-modes'),
    putInstructionFile: given.has('instruction-file'),
    worked: (work) => note(work, action === 'put' ? [file, uri] : [uri, file], ctx),
  });
  const context = given.get('encryption-context');
  const suffix = given.get('instruction-file-suffix');
  const object = {
    ...place,
    ...(context === undefined ? {} : { context: readPairs('encryption-context', context) }),
    ...(suffix === undefined ? {} : { instructionFileSuffix: suffix }),
  };
  if (action === 'put') {
    const plaintext = file === '-' ? ctx.stdin : ctx.files.read(file);
    rememberSecret(ctx, file === '-' ? '/dev/stdin' : file, plaintext);
    await client.putObject(object, plaintext);
    ctx.stdout.write(`put: ${file} to ${uri}, encrypted on this machine\n`);
    return;
  }
  const plaintext = await client.getObject(object);
  if (file === '-') ctx.stdout.write(plaintext);
  else {
    ctx.files.write(file, plaintext);
    ctx.stdout.write(`get: ${uri} to ${file}, decrypted on this machine\n`);
  }
}

function s3Place(uri: string, file: string): S3Path {
  if (!isS3Uri(uri)) throw wrong(`${uri} is no s3://BUCKET/KEY`);
  if (isS3Uri(file)) throw wrong(`${file} is no file of this machine`);
  const place = splitS3Path(uri);
  if (place.bucket === '' || place.key === '') throw wrong(`${uri} is no s3://BUCKET/KEY`);
  return place;
}

function note(work: CryptoWork, [from, to]: readonly [string, string], ctx: CommandContext): void {
  const { action, algorithm, of, bytesIn, bytesOut } = work;
  const isContent = of === 'content';
  noteCrypto(ctx, {
    ...{ action, algorithm, bytesIn, bytesOut },
    detail: isContent ? route(from, to) : of,
    exposes: isContent ? ['plaintext'] : ['data key'],
  });
}
