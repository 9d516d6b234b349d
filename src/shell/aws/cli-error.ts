/** Exit codes of the AWS CLI. Source: its user guide, "Command line return codes". */
export const exitCodes = {
  success: 0,
  /** A subcommand's own "no": `aws configure get` of an unset value. */
  notFound: 1,
  usage: 252,
  configuration: 253,
  service: 254,
  general: 255,
} as const;

/** How `aws` is called, as it says after every mistake in calling it. */
export const usage = `usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]
To see help text, you can run:

  aws help
  aws <command> help
  aws <command> <subcommand> help
`;

/** A failure on the client's side of the wire, with the AWS CLI's own text and exit code. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly exitCode: number;
  /** The kind the CLI names in its message (`ParamValidation`); none for general errors. */
  readonly code: string | undefined;

  constructor(message: string, exitCode: number, code?: string) {
    super(message);
    this.exitCode = exitCode;
    this.code = code;
  }
}

/** Options that no parser knows; the CLI prints the usage first and names no kind. */
export class UnknownOptions extends CliError {
  constructor(words: readonly string[]) {
    super(`Unknown options: ${words.join(', ')}`, exitCodes.usage);
  }
}

/** A command line that does not fit the command's grammar. */
export function usageError(message: string): CliError {
  return paramValidation(`${message}\n\n${usage}`);
}

/** Parameters that cannot be sent as they are. */
export function paramValidation(message: string): CliError {
  return new CliError(message, exitCodes.usage, 'ParamValidation');
}

/** One option whose value cannot be read. */
export function paramError(option: string, message: string): CliError {
  return paramValidation(`Error parsing parameter '${option}': ${message}`);
}

/** Anything that the CLI has no kind for. */
export function generalError(message: string): CliError {
  return new CliError(message, exitCodes.general);
}

/** Something AWS has and this lab does not; said in the lab's own name, on one line. */
export class NotAvailable extends CliError {
  constructor(message: string) {
    super(`envelope-lab: ${message}`, exitCodes.usage);
  }
}
