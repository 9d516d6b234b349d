import type { SavedWorld } from '../../engine/saved-world';
import { seedCount, variantOf, variantOfWorld } from '../../learning/variant';
import { LabClient } from '../../worker/lab-client';
import type { Scenario, TaskReport } from '../../learning/scenario';
import type { ExportFile } from '../../storage/export-file';
import type { Toasts } from '../components/toasts.svelte';
import { Keeper, type StoredState } from '../data/keeper.svelte';
import { Guide, type Stage } from '../learn/guide.svelte';
import { Progress } from '../learn/progress.svelte';
import { Prompt } from '../terminal/prompt.svelte';
import { TerminalSession } from '../terminal/session.svelte';
import { RealTime } from './clock/real-time.svelte';
import { Lab, type LabOptions } from './lab.svelte';
import type { Fork } from './what-if/fork.svelte';

/**
 * Everything that belongs to one open world: the lab, its terminal, the progress of its tasks, and
 * the keeping of all that.
 */
export class Workspace {
  /** The scenario as it is open: a variant of the one that was written, or that one. */
  scenario = $state.raw<Scenario | null>(null);
  readonly #written: Scenario | null;
  readonly lab: Lab;
  /** A copy of this world that is open beside it. */
  fork = $state.raw<Fork>();
  /** Whether and how the world's clock follows the real one. */
  readonly realTime: RealTime;
  readonly session: TerminalSession;
  readonly prompt: Prompt;
  readonly keeper: Keeper;
  /** Undefined in the empty lab, which has no tasks. */
  readonly progress: Progress | undefined;
  /** How much of the scenario the learner does, and how far a worked run is. */
  readonly guide: Guide = new Guide((place) => void this.keeper.keepGuide(place));
  /** What a worked run does with this world. */
  readonly stage: Stage = {
    run: (line) => this.session.submit([line]),
    foresee: (line) => this.lab.foresee(line),
    stepsBeforeTheLast: (task) => this.lab.stepsBeforeTheLast(task),
  };
  /** The seed of a variant that the address asks for, and that is not open yet. */
  #asked: number | undefined;
  readonly #toasts: Toasts;

  constructor(
    scenario: Scenario | null,
    toasts: Toasts,
    connect: LabOptions['connect'] = (listener) => new LabClient(listener),
  ) {
    this.scenario = this.#written = scenario;
    this.#toasts = toasts;
    this.keeper = new Keeper(scenario === null ? 'lab' : `learn/${scenario.id}`, () => Date.now());
    this.progress = scenario === null ? undefined : new Progress(scenario);
    this.lab = new Lab({
      connect,
      scenario: () => this.scenario,
      screen: () => this.session.screen,
      onChanges: (changes) => this.keeper.keep(changes),
      onReports: (reports) => this.#record(reports),
      onRestart: (reason, cwd) => this.#restarted(reason, cwd),
      openTasks: () => this.progress?.open ?? [],
    });
    this.realTime = new RealTime(this.lab);
    this.session = new TerminalSession(this.lab, (record) => {
      // What did not run in this world does not belong into its log.
      if (this.lab.failure === '') void this.keeper.keepCommand(record);
    });
    this.prompt = new Prompt(this.session);
  }

  /** What the terminal says about the shell behind it; empty when there is nothing to say. */
  get status(): string {
    const { lab } = this;
    if (lab.failure !== '') return '';
    if (lab.state === 'restarting') return 'Restarting the shell…';
    return lab.opened ? '' : 'Loading the shell… commands wait until it is there.';
  }

  /** Opens the world that is stored, or a new one: of a scenario the variant that is `asked` for. */
  async start(asked?: number): Promise<void> {
    this.#asked = asked;
    await this.#enter(this.keeper.load(), 'stored');
  }

  /** Starts over: a new world, an empty terminal, no task done; of a scenario another variant. */
  async reset(): Promise<void> {
    this.session.interrupt();
    this.session.restore([]);
    this.progress?.clear();
    this.#asked ??= 1 + Math.floor(Math.random() * seedCount);
    this.guide.restart();
    await this.#enter(Promise.resolve({ saved: null, log: [], done: [] }), 'elsewhere');
    this.#toasts.show('Started over.');
  }

  /** Goes on from a world that was kept elsewhere: a save point, or one that a link brought. */
  async goTo(state: StoredState): Promise<void> {
    this.session.interrupt();
    this.session.restore([]);
    this.progress?.clear();
    await this.#enter(Promise.resolve(state), 'elsewhere');
  }

  /** Makes this the tab that saves, and goes on from what the other tab left. */
  async takeOver(): Promise<void> {
    await this.#enter(this.keeper.takeOver(), 'stored');
  }

  async undo(): Promise<void> {
    await this.#travel(this.lab.undo(), 'Undone', 'undo');
  }

  async redo(): Promise<void> {
    await this.#travel(this.lab.redo(), 'Redone', 'redo');
  }

  /** Moves the world's clock on by `ms`; whatever falls due until then happens. */
  async advance(ms: number): Promise<void> {
    try {
      await this.lab.advance(ms);
    } catch (error) {
      this.#toasts.show(error instanceof Error ? error.message : String(error), 'bad');
    }
  }

  /** Everything stored, and this world as it is now, as one file. */
  export(): Promise<ExportFile> {
    const { id } = this.keeper;
    const world = this.lab.save();
    const open = this.lab.opened ? [{ id, world, log: this.session.records }] : [];
    return this.keeper.export(open);
  }

  async close(): Promise<void> {
    this.realTime.set(false);
    this.fork?.close();
    // What an idle Worker still has to tell is heard first; one that failed or is closed has nothing.
    if (this.lab.opened && this.lab.state === 'ready') {
      await this.lab.settle().catch(() => undefined);
    }
    this.lab.close();
    await this.keeper.close();
  }

  /** Commands wait until the world is open and its terminal shows again what it showed. */
  #enter(state: Promise<StoredState>, from: 'stored' | 'elsewhere'): Promise<void> {
    // A copy of another world is of no use beside this one.
    this.fork?.close();
    this.fork = undefined;
    return this.lab.opening(state.then((loaded) => this.#open(loaded, from === 'stored')));
  }

  async #open(state: StoredState, isStored: boolean): Promise<void> {
    const { saved, log, done, watched = [] } = state;
    if (isStored) this.guide.restore(state.guide);
    this.#vary(saved);
    try {
      await this.lab.open(saved, Date.now());
    } catch {
      // `lab.failure` says why, and the page shows it.
      return;
    }
    this.session.restore(log);
    this.progress?.restore(done, watched);
    const world = this.lab.save();
    const isKept = isStored && saved !== null && saved.format === world.format;
    await this.keeper.begin(world, isKept ? undefined : { log, done, watched });
  }

  /** Takes the variant of the world that was saved, or for a new world the one that is asked for. */
  #vary(saved: SavedWorld | null): void {
    const scenario = this.#written;
    if (scenario === null) return;
    const asked = this.#asked;
    const seed = saved === null ? (asked ?? null) : variantOfWorld(saved);
    if (saved === null || asked === seed) this.#asked = undefined;
    else if (asked !== undefined) {
      this.#toasts.show(`You have begun another variant. To get variant ${asked}, start over.`);
    }
    this.scenario = seed === null ? scenario : variantOf(scenario, seed);
    this.progress?.vary(this.scenario);
  }

  async #travel(travel: Promise<string | undefined>, done: string, name: string): Promise<void> {
    try {
      const command = await travel;
      this.#toasts.show(
        command === undefined ? `There is nothing to ${name}.` : `${done}: ${command}`,
      );
    } catch (error) {
      this.#toasts.show(error instanceof Error ? error.message : String(error), 'bad');
    }
  }

  #record(reports: readonly TaskReport[]): void {
    const { progress } = this;
    const achieved = progress?.record(reports, this.guide.way === 'watch') ?? [];
    if (progress === undefined || achieved.length === 0) return;
    void this.keeper.keepProgress(progress.done, progress.watched);
    for (const { id, title } of achieved) {
      this.#toasts.show(`${progress.watched.includes(id) ? 'Watched' : 'Done'}: ${title}`);
    }
  }

  #restarted(reason: 'interrupted' | 'crashed', cwd: string): void {
    this.session.cwd = cwd;
    this.#toasts.show(
      reason === 'crashed'
        ? 'The lab had a fault and was restarted. Your world and files are as they were after the last finished request.'
        : 'The shell was restarted to stop the command. Your world, files and variables are as they were; earlier commands can no longer be undone.',
      reason === 'crashed' ? 'bad' : 'neutral',
    );
  }
}
