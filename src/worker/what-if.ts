import type { Engine } from '../engine/engine';
import { Shell } from '../shell/shell';

/** How a line ended that was run on a fork. */
export interface Outcome {
  readonly exitCode: number;
  /** The first thing it said: of an error, the error. */
  readonly text: string;
}

/** A line that was run in the world as it is, and in the world as it would be. */
export interface Probe {
  readonly line: string;
  readonly before: Outcome;
  readonly after: Outcome;
}

/** What lines would change. */
export interface WhatIf {
  /** How the lines themselves ended. */
  readonly lines: readonly (Outcome & { readonly line: string })[];
  readonly probes: readonly Probe[];
}

/**
 * Runs lines on a fork of the world, then each probe on a fork of the world as it is and of that one.
 * Nothing of it shows in the world. Rejects once `signal` is aborted.
 */
export async function whatIf(
  engine: Engine,
  lines: readonly string[],
  probes: readonly string[],
  signal: AbortSignal,
): Promise<WhatIf> {
  const changed = engine.fork();
  const shell = await Shell.open(changed);
  const done: WhatIf['lines'][number][] = [];
  for (const line of lines) done.push({ line, ...(await outcome(shell, line, signal)) });
  const found: Probe[] = [];
  for (const line of probes) {
    const before = await outcome(await Shell.open(engine.fork()), line, signal);
    const after = await outcome(await Shell.open(changed.fork()), line, signal);
    found.push({ line, before, after });
  }
  return { lines: done, probes: found };
}

/** More of an answer is of no use in a list. */
const textLimit = 400;

async function outcome(shell: Shell, line: string, signal: AbortSignal): Promise<Outcome> {
  const { stdout, stderr, exitCode } = await shell.run(line, { signal });
  signal.throwIfAborted();
  const said = (exitCode === 0 ? stdout || stderr : stderr || stdout).trim();
  return { exitCode, text: (said.split('\n\n')[0] ?? '').slice(0, textLimit) };
}
