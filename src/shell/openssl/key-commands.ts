import type { CommandContext } from '../command';
import { UsageError } from '../programs/options';
import { optionError, readArguments, type OptionKind } from './arguments';
import { writeOutput } from './io';
import { generateRsa, keyFileBytes, publicHalf, readKey } from './keys';
import { noteCrypto } from './trace';

const genpkeyOptions: Readonly<Record<string, OptionKind>> = {
  ...{ algorithm: 'text', pkeyopt: 'many', out: 'text', outform: 'text', quiet: 'flag' },
};
const rsaSizes = [2048, 3072, 4096];

/** `openssl genpkey -algorithm RSA`: a new private key. */
export async function genpkey(args: readonly string[], ctx: CommandContext): Promise<number> {
  const given = readArguments('genpkey', args, genpkeyOptions);
  const algorithm = given.text('algorithm');
  if (algorithm === undefined) throw new UsageError('genpkey: Use -help for summary.');
  if (algorithm.toUpperCase() !== 'RSA')
    throw new UsageError(`Error initializing ${algorithm} context`);
  let bits = 2048;
  for (const option of given.all('pkeyopt')) {
    const [, size] = /^rsa_keygen_bits:(\d+)$/.exec(option) ?? [];
    if (size === undefined) throw new UsageError(`genpkey: Error setting ${option} parameter:`);
    bits = Number(size);
  }
  if (!rsaSizes.includes(bits)) {
    throw optionError('genpkey', `this lab makes RSA keys of ${rsaSizes.join(', ')} bits`);
  }
  const key = await generateRsa(bits);
  const file = keyFileBytes(key, given.text('outform'));
  writeOutput(ctx, given.text('out'), file);
  noteCrypto(ctx, {
    ...{ action: 'generate', algorithm: `RSA ${bits}`, bytesIn: 0, bytesOut: file.length },
    detail: `private key \u2192 ${given.text('out') ?? 'stdout'}`,
  });
  return 0;
}

const pkeyOptions: Readonly<Record<string, OptionKind>> = {
  ...{ in: 'text', inform: 'text', out: 'text', outform: 'text' },
  ...{ pubin: 'flag', pubout: 'flag', noout: 'flag' },
};

/** `openssl pkey` and `openssl rsa`: a key in another form, or its public half. */
export async function pkey(
  command: string,
  args: readonly string[],
  ctx: CommandContext,
): Promise<number> {
  const given = readArguments(command, args, pkeyOptions);
  const path = given.text('in') ?? '/dev/stdin';
  const key = readKey(ctx, path, given.has('pubin') ? 'public' : 'private');
  const output = key.type === 'private' && given.has('pubout') ? await publicHalf(key) : key;
  if (given.has('noout')) return 0;
  if (command === 'rsa') ctx.stderr.write('writing RSA key\n');
  writeOutput(ctx, given.text('out'), keyFileBytes(output, given.text('outform')));
  return 0;
}
