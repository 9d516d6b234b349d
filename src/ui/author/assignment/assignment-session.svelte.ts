import { encodeAttempt } from '../../../authoring/attempts/attempt-file';
import type { WorkEvent } from '../../../authoring/attempts/events';
import {
  contentVersion,
  exercisesOf,
  packDigest,
  seedOf,
  type Exercise,
} from '../../../authoring/attempts/exercises';
import type { Graded } from '../../../authoring/attempts/grade';
import { termsOf } from '../../../authoring/attempts/regrade';
import {
  attemptsIn,
  deadline,
  exerciseIn,
  handInRefused,
  newWork,
  openRefused,
  replay,
  showsEach,
  startRefused,
  step,
  type Terms,
  type WorkState,
} from '../../../authoring/attempts/session';
import { readStoredWork, type StoredWork } from '../../../authoring/attempts/stored-work';
import type { OpenedPack } from '../../../authoring/pack';
import { readWork, saveWork } from '../../../storage/work-store';
import { GradingClient } from './grading-client';

type Unstamped<T> = T extends unknown ? Omit<T, 'at'> : never;

/** A student's work on an assignment: its events so far, what they come to, and what is allowed. */
export class AssignmentSession {
  readonly opened: OpenedPack;
  readonly digest: string;
  readonly exercises: readonly Exercise[];
  readonly terms: Terms;
  student = $state('');
  seed = $state(0);
  events = $state.raw<readonly WorkEvent[]>([]);
  work = $state.raw<WorkState>(newWork);
  /** What the tries of this visit came to, by exercise: what was wrong is not kept. */
  graded = $state.raw<Readonly<Record<string, Graded>>>({});
  /** True when it could not be kept in this browser. */
  unkept = $state(false);
  #now = $state(Date.now());
  #saved: Promise<void> = Promise.resolve();
  #client: GradingClient | undefined;
  readonly #source: string;

  private constructor(opened: OpenedPack, digest: string, source: string) {
    this.opened = opened;
    this.digest = digest;
    this.#source = source;
    this.exercises = exercisesOf(opened);
    this.terms = termsOf(opened);
  }

  /** The work on a pack as this browser has it, or a new one. `source` is the pack's text. */
  static async open(opened: OpenedPack, source: string): Promise<AssignmentSession> {
    const session = new AssignmentSession(opened, await packDigest(opened), source);
    const stored = readStoredWork(await readWork(session.digest).catch(() => undefined));
    if (stored !== undefined) {
      session.student = stored.student;
      session.seed = await seedOf(opened, stored.student);
      session.events = stored.events;
      session.work = replay(stored.events, session.terms);
    }
    return session;
  }

  get started(): boolean {
    return this.work.started !== undefined;
  }

  get finished(): boolean {
    return this.work.finished !== undefined;
  }

  /** In ms until nothing can be handed in any more; undefined without an end. */
  readonly left = $derived.by(() => {
    const end = deadline(this.terms, this.work);
    return end === Infinity ? undefined : Math.max(0, end - this.#now);
  });

  /** Why the work may not begin; undefined when it may. */
  readonly early = $derived.by(() => startRefused(this.terms, this.#now));

  /** Whether no answer can be changed any more, because they are all handed in together. */
  readonly over = $derived.by(() => !this.each && this.started && this.left === 0);

  readonly each: boolean = $derived.by(() => showsEach(this.terms));

  /** Why an exercise may not be opened; undefined when it may. */
  closed(id: string): string | undefined {
    return openRefused(this.terms, this.work, id);
  }

  /** Why an exercise may not be handed in now; undefined when it may. */
  refused(id: string): string | undefined {
    return handInRefused(this.terms, this.work, id, this.#now);
  }

  /** How often an exercise may still be handed in. */
  attemptsLeft(id: string): number {
    return attemptsIn(this.terms) - exerciseIn(this.work, id).tries.length;
  }

  /** The best share of an exercise's points so far; undefined when nothing was handed in. */
  scoreOf(id: string): number | undefined {
    const counting = exerciseIn(this.work, id).tries.filter((it) => it.refused === undefined);
    return counting.length === 0 ? undefined : Math.max(...counting.map(({ claimed }) => claimed));
  }

  /** Whether the answer to an exercise may be shown: it is right, or nothing can be changed any more. */
  settled(id: string): boolean {
    if (this.finished) return true;
    return this.each && (this.scoreOf(id) === 1 || this.attemptsLeft(id) <= 0);
  }

  /** Begins the work under a name. */
  async begin(student: string): Promise<void> {
    this.student = student.trim().replace(/\s+/g, ' ');
    this.seed = await seedOf(this.opened, this.student);
    this.send({ type: 'START' });
  }

  /** Takes an event in, and keeps it before anything else can be lost. */
  send(event: Unstamped<WorkEvent>): void {
    this.#now = Date.now();
    const stamped = { ...event, at: this.#now } as WorkEvent;
    this.events = [
      ...(isTyping(this.events.at(-1), stamped) ? this.events.slice(0, -1) : this.events),
      stamped,
    ];
    this.work = step(this.work, stamped, this.terms);
    this.#save();
  }

  /** Grades what there is of an exercise, and counts it. What cannot be read yet is said, and costs nothing. */
  async handIn(id: string): Promise<Graded> {
    const graded = await this.#grade(id);
    if (!graded.readable) return graded;
    this.graded = { ...this.graded, [id]: graded };
    this.send({ type: 'HAND_IN', exercise: id, score: graded.score });
    return graded;
  }

  /** Hands in what is not handed in yet, where answers are shown at the end only, and ends the work. */
  async finish(): Promise<void> {
    if (!this.each) {
      for (const { id } of this.exercises) {
        const { answer, work, tries } = exerciseIn(this.work, id);
        if (tries.length > 0 || (answer === undefined && work.length === 0)) continue;
        await this.handIn(id);
      }
    }
    this.send({ type: 'FINISH' });
  }

  /** The attempt as a file for whoever gave the assignment. */
  file(): Promise<string> {
    const { assignment, name } = this.opened.pack;
    return encodeAttempt(
      {
        ...{ pack: { name, digest: this.digest }, student: this.student, seed: this.seed },
        ...(assignment === undefined ? {} : { assignment }),
        content: Object.fromEntries(this.exercises.map((it) => [it.id, contentVersion(it)])),
      },
      this.events,
    );
  }

  /** Follows the clock while the page is open; returns how to stop. */
  follow(): () => void {
    const timer = setInterval(() => (this.#now = Date.now()), 1000);
    return () => {
      clearInterval(timer);
      this.#client?.close();
      this.#client = undefined;
    };
  }

  async #grade(exercise: string): Promise<Graded> {
    const { answer, work } = exerciseIn(this.work, exercise);
    const context = { seed: this.seed, began: this.work.started ?? 0 };
    this.#client ??= new GradingClient(this.#source);
    try {
      const found = await this.#client.ask({
        grade: { exercise, given: { answer, work }, ...context },
      });
      if ('graded' in found) return found.graded;
      throw new Error('It could not be graded.');
    } catch (error) {
      this.#client?.close();
      this.#client = undefined;
      throw error;
    }
  }

  /** One after the other, so that an earlier state never overwrites a later one. */
  #save(): void {
    const { student, events } = this;
    const stored: StoredWork = { format: 1, student, events };
    this.#saved = this.#saved.then(async () => {
      try {
        await saveWork(this.digest, stored);
        this.unkept = false;
      } catch {
        this.unkept = true;
      }
    });
  }
}

/** Somebody types on in the same answer: only what it comes to is noted. */
function isTyping(last: WorkEvent | undefined, next: WorkEvent): boolean {
  if (last?.type !== 'ANSWER' || next.type !== 'ANSWER') return false;
  return last.exercise === next.exercise && next.at - last.at < 5000;
}
