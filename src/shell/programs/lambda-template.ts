import type { FunctionTemplate } from '../../functions/templates/index';
import { utf8 } from '../bytes';
import type { CommandContext, ShellCommand } from '../command';
import { reportingUsage, UsageError } from './options';
import { pack, writeArchive } from './zip/archive';

const usage = `usage: lambda-template <command>

  list               the templates: id, runtime, and what the function does
  show ID            prints the code; to change it, write it to a file first
  zip ID [FILE]      writes a deployment package with the code (ID.zip, unless FILE says otherwise)

lambda-template is a program of this lab. On AWS the console of Secrets Manager deploys such
functions, and AWS publishes their code.`;

const subcommands = ['list', 'show', 'zip', 'help'];

/** `lambda-template`: code to begin a function with, such as one that rotates a secret. */
export const lambdaTemplate: ShellCommand = {
  name: 'lambda-template',
  run: (args, ctx) => reportingUsage(ctx, () => run(args, ctx)),
  complete: async (words, index) => {
    const word = words[index] ?? '';
    const names = index === 1 ? subcommands : index === 2 ? (await templates()).map(idOf) : [];
    return names.filter((name) => name.startsWith(word));
  },
};

const idOf = ({ id }: FunctionTemplate) => id;

// Loaded when somebody asks: the code is text that most sessions never need.
const templates = async () => (await import('../../functions/templates/index')).functionTemplates;

async function run(args: readonly string[], ctx: CommandContext): Promise<number> {
  const [subcommand, id, file, ...rest] = args;
  const { stdout } = ctx;
  if (subcommand === undefined) throw new UsageError(usage, 2);
  if (['help', '--help', '-h'].includes(subcommand)) {
    stdout.write(`${usage}\n`);
    return 0;
  }
  const wanted = { list: 0, show: 1, zip: 2 }[subcommand];
  const given = [id, file, ...rest].filter((word) => word !== undefined);
  if (wanted === undefined) throw wrong(`there is no command ${subcommand}`);
  if (given.length > wanted) throw wrong(`${subcommand} does not take ${given[wanted] ?? ''}`);
  if (subcommand === 'list') {
    for (const { id, runtime, title } of await templates()) {
      stdout.write(`${id.padEnd(31)}  ${runtime.padEnd(10)}  ${title}\n`);
    }
    return 0;
  }
  const template = await find(id);
  if (subcommand === 'show') stdout.write(template.source);
  else writePackage(template, file ?? `${template.id}.zip`, ctx);
  return 0;
}

async function find(id: string | undefined): Promise<FunctionTemplate> {
  if (id === undefined) throw wrong('which template? lambda-template list has their ids');
  const template = (await templates()).find((template) => template.id === id);
  if (template === undefined) {
    throw wrong(`there is no template ${id}; lambda-template list has those there are`);
  }
  return template;
}

function writePackage(template: FunctionTemplate, path: string, ctx: CommandContext): void {
  const { runtime, handler, file, source } = template;
  const entry = pack(file, utf8(source), ctx.engine.now, 6);
  ctx.files.give(path, writeArchive([entry]));
  ctx.stdout.write(
    `${path}: ${file}. Deploy it with\n` +
      `  aws lambda create-function --zip-file fileb://${path} --runtime ${runtime} --handler ${handler} \\\n` +
      '    --timeout 30 --function-name NAME --role ARN\n' +
      'The first lines of the code say what the role must be allowed to do. Secrets Manager is allowed\n' +
      'to invoke the function with\n' +
      '  aws lambda add-permission --action lambda:InvokeFunction --statement-id rotation \\\n' +
      '    --principal secretsmanager.amazonaws.com --function-name NAME\n',
  );
}

function wrong(text: string): UsageError {
  return new UsageError(`lambda-template: ${text}`, 2);
}
