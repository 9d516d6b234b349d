import { search } from 'jmespath';
import type { Engine, EngineOptions } from '../../engine/engine';
import type { Update } from '../../engine/tables';
import { Shell } from '../../shell/shell';
import { inspect, type Finding } from '../checks/index';
import { awsErrorCode } from '../checks/run-check';
import { followSecrets } from '../follow-secrets';
import { openScenario, timeOfALine } from '../runner';
import type { Check, Json, Scenario } from '../scenario';
import type { Claim } from './base';
import { scenarioOfItem, type WorldOfItem } from './world';

/** What a line printed and how it ended. */
export interface Printed {
  readonly line: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** Exit codes of lines that never got as far as doing anything: mistakes of the author. */
const notRun = new Set([126, 127, 252]);

/** An item's world, in which its options are tried: each on a fork of its own. */
export class Bench {
  readonly engine: Engine;
  readonly #scenario: Scenario;
  readonly #shell: Shell;
  /** The lines that ran here, with what they printed. */
  readonly printed: Printed[];

  private constructor(scenario: Scenario, engine: Engine, shell: Shell, printed: Printed[]) {
    this.#scenario = scenario;
    this.engine = engine;
    this.#shell = shell;
    this.printed = printed;
  }

  /** Opens the world of an item. Throws `ContentError` where it cannot be set up. */
  static async open(item: WorldOfItem, options: EngineOptions = {}): Promise<Bench> {
    const scenario = scenarioOfItem(item);
    const { engine, shell } = await openScenario(scenario, { ...options, now: 0 });
    return new Bench(scenario, engine, shell, []);
  }

  /** Another bench that starts from this one's world. */
  async fork(): Promise<Bench> {
    const engine = this.engine.fork();
    followSecrets(engine);
    return new Bench(this.#scenario, engine, await Shell.open(engine), [...this.printed]);
  }

  /** Runs a line as a learner would; without `apart` no world time passes before it. */
  async type(line: string, apart = true): Promise<Printed> {
    if (apart) await this.engine.advanceTo(this.engine.now + timeOfALine);
    const { stdout, stderr, exitCode } = await this.#shell.run(line);
    const printed = { line, stdout, stderr, exitCode };
    this.printed.push(printed);
    return printed;
  }

  /** Runs lines; returns the first that was not even a command, for its author to mend. */
  async typeAll(lines: readonly string[]): Promise<string | undefined> {
    for (const line of lines) {
      const printed = await this.type(line);
      const refused = refusal(printed);
      if (refused !== undefined) return refused;
    }
    return undefined;
  }

  /** Whether a statement holds here. */
  judge(claim: Claim | Check): Promise<Finding> {
    const check = { label: '', failure: '', ...claim } as Check;
    const screen = this.printed.map((it) => `$ ${it.line}\n${it.stdout}${it.stderr}`).join('');
    return inspect(check, { scenario: this.#scenario, engine: this.engine, screen });
  }

  /** Tells every change of this world from now on. */
  observe(observer: (changes: readonly Update[]) => void): void {
    this.engine.observe(({ changes }) => observer(changes));
  }
}

/** Says so when a line was not even a command. */
export function refusal({ line, exitCode, stderr }: Printed): string | undefined {
  return notRun.has(exitCode) ? `cannot run: ${line} (${stderr.trim()})` : undefined;
}

/** What a line came to: its error code, else what the query gives, else what it printed. */
export function outcomeOf({ stdout, stderr, exitCode }: Printed, query?: string): Json {
  if (exitCode !== 0) return awsErrorCode(stderr) ?? (stderr.trim() || `exit code ${exitCode}`);
  const text = stdout.trimEnd();
  if (query === undefined) return text;
  try {
    // An operation without output has an answer, too.
    return search(JSON.parse(text === '' ? 'null' : text), query) as Json;
  } catch {
    return text;
  }
}
