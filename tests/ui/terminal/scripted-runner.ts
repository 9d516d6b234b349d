import type { CommandResult, Completion } from '../../../src/worker/port';
import type { CommandRunner, CommandScreen } from '../../../src/ui/terminal/session.svelte';

/** What a scripted command does: print, ask, and end, when the test says so. */
export interface RunningCommand {
  readonly line: string;
  readonly screen: CommandScreen;
  end(result?: Partial<CommandResult>): void;
}

/** The far side of a terminal, led by the test: the terminal alone is under test here. */
export class ScriptedRunner implements CommandRunner {
  readonly commands: RunningCommand[] = [];
  readonly answers: (string | null)[] = [];
  interrupts = 0;
  words: readonly string[] = [];

  run(line: string, screen: CommandScreen): Promise<CommandResult> {
    return new Promise((resolve) => {
      const result = {
        stdout: '',
        stderr: '',
        exitCode: 0,
        cwd: '~',
        exited: false,
        complete: true,
      };
      const end = (changes: Partial<CommandResult> = {}) => resolve({ ...result, ...changes });
      this.commands.push({ line, screen, end });
    });
  }

  /** Completes the last word from `words`. */
  complete(line: string, cursor: number): Promise<Completion> {
    const from = line.lastIndexOf(' ', cursor - 1) + 1;
    const word = line.slice(from, cursor);
    return Promise.resolve({ from, candidates: this.words.filter((w) => w.startsWith(word)) });
  }

  answer(line: string | null): void {
    this.answers.push(line);
  }

  interrupt(): void {
    this.interrupts += 1;
    this.commands.at(-1)?.end({ exitCode: 130 });
  }

  /** The command that runs now. */
  get current(): RunningCommand {
    const command = this.commands.at(-1);
    if (command === undefined) throw new Error('no command runs');
    return command;
  }
}
