import type { CommandContext } from '../command';

/** Writes a line of `--debug`; does nothing, and makes no message, without that option. */
export type DebugLog = (source: string, message: string | (() => string)) => void;

/** The log of one command, in the AWS CLI's layout, at world time. */
export function debugLog(isOn: boolean, { engine, stderr }: CommandContext): DebugLog {
  if (!isOn) return () => undefined;
  return (source, message) => {
    const time = new Date(engine.now).toISOString().replace('T', ' ').replace('.', ',');
    const text = typeof message === 'string' ? message : message();
    stderr.write(`${time.slice(0, 23)} - ${source} - DEBUG - ${text}\n`);
  };
}
