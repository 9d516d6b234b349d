import type { Engine } from '../engine/engine';
import { Shell } from '../shell/shell';

/** How a line ended that was run on a fork. */
export interface Outcome {
  readonly exitCode: number;
  /** The first thing it said: of an error, the error. */
  readonly text: string;
}

/**
 * What lines would do in the world as it is, each on a fork of its own: nothing of it shows in the
 * world. Rejects once `signal` is aborted.
 */
export async function probe(
  engine: Engine,
  lines: readonly string[],
  signal: AbortSignal,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const line of lines) {
    const shell = await Shell.open(engine.fork());
    const { stdout, stderr, exitCode } = await shell.run(line, { signal });
    signal.throwIfAborted();
    const said = (exitCode === 0 ? stdout || stderr : stderr || stdout).trim();
    outcomes.push({ exitCode, text: (said.split('\n\n')[0] ?? '').slice(0, textLimit) });
  }
  return outcomes;
}

/** More of an answer is of no use in a list. */
const textLimit = 400;
