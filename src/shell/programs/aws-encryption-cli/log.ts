import type { CommandContext } from '../../command';

type Level = 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR';

/** What the tool says of its work, on stderr, in the form of Python's `logging`. */
export interface Log {
  debug(text: string): void;
  info(text: string): void;
  warning(text: string): void;
  /** Of the AWS Encryption SDK below it: from `-vvv` on. */
  sdkError(logger: string, text: string): void;
}

/** `-v` to `-vvvv` say more: of the tool itself, then of what it is built on; `-q` says nothing. */
export function openLog(
  { engine, stderr }: Pick<CommandContext, 'engine' | 'stderr'>,
  verbosity: number,
  isQuiet: boolean,
): Log {
  const own = isQuiet ? -1 : Math.min(verbosity, 2);
  const root = isQuiet ? -1 : verbosity - own;
  const write = (logger: string, level: Level, text: string) => {
    const time = new Date(engine.now).toISOString().replace('T', ' ').replace('.', ',');
    stderr.write(`${time.slice(0, -1)} - MainThread - ${logger} - ${level} - ${text}\n`);
  };
  const tell = (least: number, level: Level) => (text: string) => {
    if (own >= least) write('aws_encryption_sdk_cli', level, text);
  };
  return {
    debug: tell(2, 'DEBUG'),
    info: tell(1, 'INFO'),
    warning: tell(0, 'WARNING'),
    sdkError: (logger, text) => {
      if (root >= 1) write(logger, 'ERROR', text);
    },
  };
}
