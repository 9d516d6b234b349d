import { LabClient } from '../../../worker/lab-client';
import type { Outcome } from '../../../worker/port';
import type { Toasts } from '../../components/toasts.svelte';
import { Prompt } from '../../terminal/prompt.svelte';
import { TerminalSession } from '../../terminal/session.svelte';
import { RealTime } from '../clock/real-time.svelte';
import { Lab } from '../lab.svelte';
import { changesTo, differences, isOfThings, tablesOf } from '../save-points/compare';
import type { Workspace } from '../workspace.svelte';
import { accessChanges, type AccessChange } from './access-changes';
import { lostIn } from './lost';
import { probesOf, type Change } from './questions';

/** Tables of what has a policy, or is in a group or organization that does. */
const tablesWithPolicies =
  /^(iam\.(?!last-uses)|organizations\.|kms\.(keys|grants)$|s3\.buckets$|secretsmanager\.secrets$|lambda\.functions$)/;

/** A line that was run in the world as it is, and in the world as it would be. */
export interface Probe {
  readonly line: string;
  readonly before: Outcome;
  readonly after: Outcome;
}

/**
 * A copy of an open world, to see what would happen: a world of its own, in a Worker of its own. It is
 * stored nowhere, and the world it was made of knows nothing of it until it takes its place.
 */
export class Fork {
  readonly title: string;
  readonly lab: Lab;
  readonly realTime: RealTime;
  readonly session: TerminalSession;
  readonly prompt: Prompt;
  /** Lines that read what the world keeps, one a line of the text; and what came of them. */
  probeLines = $state('');
  probes = $state.raw<readonly Probe[]>();
  probing = $state(false);
  /** Who may do more or less here than in the world; as of when that was last asked. */
  access = $state.raw<readonly AccessChange[]>([]);
  readonly #world: Workspace;
  readonly #toasts: Toasts;

  constructor(world: Workspace, { title, lines }: Change, toasts: Toasts) {
    this.title = title;
    this.#world = world;
    this.#toasts = toasts;
    this.probeLines = probesOf(world.lab.tables).join('\n');
    this.lab = new Lab({
      connect: (listener) => new LabClient(listener),
      scenario: () => null,
      screen: () => this.session.screen,
      onChanges: () => undefined,
      onReports: () => undefined,
      onRestart: (_, cwd) => (this.session.cwd = cwd),
      openTasks: () => [],
    });
    this.realTime = new RealTime(this.lab);
    this.session = new TerminalSession(this.lab);
    this.prompt = new Prompt(this.session);
    this.session.cwd = world.session.cwd;
    // Where it fails, `lab.failure` says why.
    const opening = this.lab.open(world.lab.save(), 0).catch(() => undefined);
    void this.lab.opening(opening);
    void this.session.submit(lines);
  }

  /** What is not here as it is in the world; nothing before there is anything here. */
  readonly differences = $derived.by(() =>
    this.lab.opened ? differences(this.#world.lab.tables, this.lab.tables) : [],
  );

  /** How many of these are neither of the clock, nor of the audit trail and the bill. */
  readonly differing = $derived.by(() => this.differences.filter(isOfThings).length);

  /** What can be read in the world and not here, by the KMS key that is in the way. */
  readonly lost = $derived.by(() =>
    this.lab.opened ? lostIn(this.lab.tables, this.#world.lab.tables) : [],
  );

  /** The records that differ and say who may do what. */
  readonly policies = $derived.by(() =>
    this.differences.filter(({ table }) => tablesWithPolicies.test(table)),
  );

  /** Whether it can take the place of the world. */
  get canTakeOver(): boolean {
    return this.#world.lab.canAdopt;
  }

  /** Whether something runs on either side, which has to end first. */
  get isBusy(): boolean {
    const { session, lab } = this.#world;
    const isRunning = this.session.running !== undefined || session.running !== undefined;
    return isRunning || this.probing || !this.lab.opened || !lab.opened;
  }

  /** Moves the clock on by `ms`; whatever falls due until then happens. */
  async advance(ms: number): Promise<void> {
    await this.#attempt(() => this.lab.advance(ms));
  }

  /** Asks the policies of both worlds about everybody, where they may say different things. */
  async compareAccess(): Promise<void> {
    if (this.policies.length === 0) {
      this.access = [];
      return;
    }
    try {
      const [before, after] = await Promise.all([this.#world.lab.access(), this.lab.access()]);
      this.access = accessChanges(before, after);
    } catch {
      // Stopped together with a command: what it changes has it asked again.
    }
  }

  /** Runs the lines that read in the world and here, each on a fork of its own. */
  async probe(): Promise<void> {
    const lines = this.probeLines.split('\n').filter((line) => line.trim() !== '');
    this.probing = true;
    await this.#attempt(async () => {
      const [before, after] = await Promise.all([
        this.#world.lab.probe(lines),
        this.lab.probe(lines),
      ]);
      this.probes = lines.map((line, i) => ({ line, before: before[i]!, after: after[i]! }));
    });
    this.probing = false;
  }

  /** Ends the lines that read. */
  stop(): void {
    this.#world.lab.interrupt();
    this.lab.interrupt();
  }

  /** The world becomes what this is, in one step that can be undone; its terminal gets the commands. */
  async takeOver(): Promise<void> {
    const { lab, session, keeper } = this.#world;
    await this.#attempt(async () => {
      await this.lab.settle();
      const cwd = await lab.adopt(`taking over “${this.title}”`, () =>
        changesTo(tablesOf(lab.save()), tablesOf(this.lab.save())),
      );
      session.add(this.session.records);
      session.cwd = cwd;
      for (const record of this.session.records) void keeper.keepCommand(record);
      this.#leave();
      this.#toasts.show('The copy is the world now. Undo takes that back.');
    });
  }

  /** Goes, and leaves the world as it is. */
  discard(): void {
    this.#leave();
    this.#toasts.show('The copy is gone. The world is as it was.');
  }

  /** Stops the Worker. */
  close(): void {
    this.realTime.set(false);
    this.lab.close();
  }

  #leave(): void {
    if (this.#world.fork === this) this.#world.fork = undefined;
    this.close();
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#toasts.show(error instanceof Error ? error.message : String(error), 'bad');
    }
  }
}
