import type { CommandContext } from '../../command';
import type { ArgumentValue } from '../arguments/parse-arguments';
import type { Invocation } from '../run-operation';
import type { S3Client } from './client';
import type { S3CommandName } from './options';

/** One `aws s3` command as it was typed. */
export interface S3Command {
  readonly name: S3CommandName;
  /** The values of its options and paths, by their destinations. */
  readonly values: ReadonlyMap<string, ArgumentValue>;
  readonly invocation: Invocation;
  readonly ctx: CommandContext;
  readonly client: S3Client;
  /** A client that sends elsewhere: `--source-region`. */
  readonly clientIn: (region: string) => S3Client;
}

/** The text of an option; undefined where it was not given or is empty. */
export function textOf({ values }: Pick<S3Command, 'values'>, name: string): string | undefined {
  const value = values.get(name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
