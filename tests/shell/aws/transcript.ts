import { utf8 } from '../../../src/shell/bytes';
import { words, Workstation, type Outcome } from './workstation';

/** One command of a transcript and what it must print. */
export interface Step {
  readonly line: string;
  readonly expected: string;
}

/**
 * Reads a transcript. `# file <name>: <text>` writes a file, `# bytes <name>: <count>` one of so
 * many zeros, `# show <name>` prints one, `# env NAME=value` sets a variable (an empty value takes
 * it away), `# answer <text>` is typed at the next question, `# pipe <text>` into the next command,
 * `# wait <seconds>` lets time pass, `$ aws …` runs, `$ NAME=$(aws …)` keeps what it prints for
 * `$NAME` later. Below a command: its stdout, its stderr with `! ` before each line, and `[code]`
 * unless that is 0. Carriage returns are written `\\r`.
 */
export function readTranscript(text: string): Step[] {
  const steps: { line: string; expected: string }[] = [];
  for (const line of text.trimEnd().split('\n')) {
    const step = steps.at(-1);
    if (/^[$#] /.test(line)) steps.push({ line, expected: '' });
    else if (step !== undefined) step.expected += `${line}\n`;
  }
  return steps.map(({ line, expected }) => ({ line, expected: oneLineEnd(expected) }));
}

/** Runs the steps of one transcript on one machine. */
export class TranscriptRunner {
  readonly #workstation = new Workstation();
  readonly #kept = new Map<string, string>();

  /** What a step prints, in the form of a transcript. */
  async run(line: string): Promise<string> {
    if (line.startsWith('# show ')) return oneLineEnd(this.#workstation.read(line.slice(7)));
    const wait = /^# wait (\d+)$/.exec(line);
    const { engine } = this.#workstation;
    if (wait !== null) await engine.advanceTo(engine.now + Number(wait[1]) * 1000);
    if (line.startsWith('# ')) return this.#prepare(line.slice(2));
    const kept = /^\$ (\w+)=\$\(aws (.*)\)$/.exec(line);
    const command = (kept?.[2] ?? line.slice('$ aws '.length)).replaceAll(
      /\$([A-Z]+)/g,
      (_, name: string) => this.#kept.get(name) ?? '',
    );
    const outcome = await this.#workstation.aws(...words(command));
    if (kept === null) return render(outcome);
    this.#kept.set(kept[1] as string, outcome.stdout.trim());
    return render({ ...outcome, stdout: '' });
  }

  #prepare(instruction: string): string {
    const file = /^file (\S+): (.*)$/.exec(instruction);
    const bytes = /^bytes (\S+): (\d+)$/.exec(instruction);
    const pipe = /^pipe (.*)$/.exec(instruction);
    const variable = /^env (\w+)=(.*)$/.exec(instruction);
    const answer = /^answer ?(.*)$/.exec(instruction);
    const { env, answers } = this.#workstation;
    if (bytes !== null) {
      this.#workstation.write(bytes[1] as string, new Uint8Array(Number(bytes[2])));
    }
    if (pipe !== null) {
      this.#workstation.stdin = utf8((pipe[1] as string).replaceAll('\\n', '\n'));
    }
    if (file !== null) {
      this.#workstation.write(file[1] as string, (file[2] as string).replaceAll('\\n', '\n'));
    } else if (variable?.[2] === '') env.delete(variable[1] as string);
    else if (variable !== null) env.set(variable[1] as string, variable[2] as string);
    else if (answer !== null) answers.push(answer[1] as string);
    return '';
  }
}

// Chance is seeded, but what it makes depends on how often it was asked before.
function render({ stdout, stderr, exitCode }: Outcome): string {
  const errors = stderr.replace(/\n$/, '').split('\n');
  const text =
    stdout +
    (stderr === '' ? '' : errors.map((line) => `! ${line}`.trimEnd() + '\n').join('')) +
    (exitCode === 0 ? '' : `[${exitCode}]\n`);
  return oneLineEnd(text)
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uuid>')
    .replaceAll(/\bAQIC[A-Za-z0-9+/=]{40,}/g, '<ciphertext>')
    .replaceAll(/(?<="Plaintext": ")[A-Za-z0-9+/]{43}=/g, '<data key>')
    .replaceAll(/\bAIDA[A-Z2-7]{17}/g, '<user id>')
    .replaceAll(/\*{16}[A-Za-z0-9+/]{4}/g, '<masked>')
    .replaceAll(/(?<=X-Amz-Signature=)[0-9a-f]{64}/g, '<signature>')
    .replaceAll(/(?<=X-Amz-Credential=)[A-Z0-9]{20}/g, '<access key>')
    .replaceAll(/\b[0-9a-f]{64}\b/g, '<key material id>')
    .replaceAll('\r', '\\r');
}

// Blank lines between steps are the transcript's own.
function oneLineEnd(text: string): string {
  return text === '' ? '' : text.replace(/\n*$/, '\n');
}
