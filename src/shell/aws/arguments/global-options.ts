import { binaryFormats } from '../parameters/binary';
import type { Arity, OptionSyntax } from './parse-arguments';

/** What help says about an option that is not in any API model. */
export interface DescribedOption extends OptionSyntax {
  readonly type: 'string' | 'integer' | 'boolean';
  readonly description: string;
}

/** The formats that `--output` takes. */
export const outputFormats = ['json', 'text', 'table', 'yaml', 'yaml-stream', 'off'] as const;

/** The formats that `--cli-error-format` takes. */
export const errorFormats = ['legacy', 'json', 'yaml', 'text', 'table', 'enhanced'] as const;

type Extra = Partial<Pick<DescribedOption, 'choices' | 'destination' | 'constant'>>;

function option(
  word: string,
  type: DescribedOption['type'],
  description: string,
  extra: Extra = {},
): DescribedOption {
  const arity: Arity = type === 'boolean' ? 'none' : 'one';
  return { name: `--${word}`, destination: word, arity, type, description, ...extra };
}

/** The options that every `aws` command takes. Source: awscli/data/cli.json of AWS CLI 2.36. */
export const globalOptions: readonly DescribedOption[] = [
  option('debug', 'boolean', 'Writes what the command does to stderr.'),
  option('endpoint-url', 'string', 'Sends the request to this URL.'),
  option('no-verify-ssl', 'boolean', 'Does not look at the certificates of what answers.'),
  option('no-paginate', 'boolean', 'Makes one request only, for the first page of results.'),
  option('output', 'string', 'The format of what is printed.', { choices: outputFormats }),
  option('query', 'string', 'A JMESPath expression that selects what is printed.'),
  option('profile', 'string', 'The profile of ~/.aws/config and ~/.aws/credentials to use.'),
  option('region', 'string', 'The AWS Region to use; goes before environment and profile.'),
  option('version', 'boolean', 'Prints the version of this command.'),
  option('color', 'string', 'Accepted; tables are never coloured here.', {
    choices: ['on', 'off', 'auto'],
  }),
  option('no-sign-request', 'boolean', 'Sends the request without a signature.'),
  option('ca-bundle', 'string', 'A file of the certificate authorities to trust, in PEM.'),
  option('cli-read-timeout', 'integer', 'Has no effect here: answers come at once.'),
  option('cli-connect-timeout', 'integer', 'Has no effect here: answers come at once.'),
  option(
    'cli-binary-format',
    'string',
    'How blobs are written: as base64 text, or as they are. fileb:// always reads plain bytes.',
    { choices: binaryFormats },
  ),
  option('no-cli-pager', 'boolean', 'Accepted; there is no pager here.'),
  option('cli-auto-prompt', 'boolean', 'Not available here.'),
  option('no-cli-auto-prompt', 'boolean', 'Accepted; this command never prompts for options.'),
  option('cli-error-format', 'string', 'The format of error messages.', { choices: errorFormats }),
];

/** `globalOptions` by their names. */
export const globalOptionTable: ReadonlyMap<string, DescribedOption> = new Map(
  globalOptions.map((entry) => [entry.name, entry]),
);
