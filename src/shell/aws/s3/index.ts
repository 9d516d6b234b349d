import { loadModel } from '../../../engine/api/index';
import type { CommandContext } from '../../command';
import type { OptionSyntax } from '../arguments/parse-arguments';
import { parseArguments, type ArgumentValue } from '../arguments/parse-arguments';
import { exitCodes, NotAvailable, paramValidation } from '../cli-error';
import { section } from '../help/layout';
import { describe } from '../help/provider-help';
import type { Invocation } from '../run-operation';
import { makeBucket, removeBucket } from './buckets';
import { S3Client } from './client';
import type { S3Command } from './command';
import { list } from './list';
import { s3Commands, type S3CommandName } from './options';
import { presign } from './presign';
import { transfer } from './transfer';

/** Runs `aws s3 …`: the one family of commands that is not made of an API's operations. */
export async function runS3(words: readonly string[], invocation: Invocation): Promise<number> {
  const names = Object.keys(s3Commands);
  const { values, remaining } = parseArguments(words, {
    options: new Map(),
    positionals: [{ name: 'subcommand', choices: [...names, 'website', 'help'], required: false }],
  });
  const name = values.get('subcommand') as string | undefined;
  if (name === undefined) {
    throw paramValidation(
      'usage: aws [options] s3 <subcommand> [parameters]\naws: [ERROR]: too few arguments',
    );
  }
  if (name === 'help') return print(overview(names), invocation.ctx);
  if (name === 'website') {
    throw new NotAvailable(
      'aws s3 website is not available in this lab: buckets serve no websites.',
    );
  }
  return run(name as S3CommandName, remaining, invocation);
}

async function run(
  name: S3CommandName,
  words: readonly string[],
  invocation: Invocation,
): Promise<number> {
  const { ctx } = invocation;
  if (words.length === 1 && words[0] === 'help') return print(help(name), ctx);
  const { positional, options } = s3Commands[name];
  const table = new Map<string, OptionSyntax>(options.map((option) => [option.name, option]));
  const { values, remaining } = parseArguments(words, {
    options: table,
    positionals: [positional],
  });
  if (remaining.length > 0) throw paramValidation(`Unknown options: ${remaining.join(', ')}`);
  const model =
    ctx.engine.services.find((service) => service.name === 's3')?.model ?? (await loadModel('s3'));
  const client = new S3Client(model, invocation, name);
  const command: S3Command = {
    ...{ name, values, invocation, ctx, client },
    clientIn: (region) => {
      return new S3Client(model, invocation, name, region, () => client.credentials());
    },
  };
  switch (name) {
    case 'ls':
      return list(command);
    case 'mb':
      return makeBucket(command);
    case 'rb':
      return removeBucket(command, (path) => {
        const inside: ReadonlyMap<string, ArgumentValue> = new Map<string, ArgumentValue>([
          ['paths', [path]],
          ['recursive', true],
        ]);
        return transfer({ ...command, name: 'rm', values: inside });
      });
    case 'presign':
      return presign(command);
    default:
      return transfer(command);
  }
}

function overview(names: readonly string[]): string {
  return (
    section('NAME', ['s3']) +
    section('SYNOPSIS', ['aws s3 <Command> [<Arg> ...]']) +
    section('AVAILABLE COMMANDS', names)
  );
}

function help(name: S3CommandName): string {
  const { usage: paths, options } = s3Commands[name];
  return (
    section('NAME', [name]) +
    section('SYNOPSIS', [`aws s3 ${name} ${paths}`]) +
    section('OPTIONS', options.flatMap(describe))
  );
}

function print(text: string, { stdout }: CommandContext): number {
  stdout.write(text);
  return exitCodes.success;
}
