import { Engine } from '../../src/engine/engine';
import { Tables } from '../../src/engine/tables';
import { Shell } from '../../src/shell/shell';
import type { ShellCommand } from '../../src/shell/command';

/** A shell over an empty world. */
export async function labShell(commands: readonly ShellCommand[] = []) {
  const engine = new Engine(new Tables(), []);
  const shell = await Shell.open(engine, { commands });
  /** Runs lines and returns what the last one printed to stdout. */
  const out = async (...lines: readonly string[]): Promise<string> => {
    let stdout = '';
    for (const line of lines) ({ stdout } = await shell.run(line));
    return stdout;
  };
  return { engine, shell, out, run: (line: string) => shell.run(line) };
}
