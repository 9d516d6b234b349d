import {
  afterReopening,
  replay,
  step,
  timeLeft,
  type ExamAttempt,
  type Session,
} from '../../learning/exam/attempt';
import type { SessionEvent } from '../../learning/exam/session.machine';

type Unstamped<T> = T extends unknown ? Omit<T, 'at'> : never;

/** How often the page notes that it still has the exam open. */
const noteEvery = 10_000;

/** What a session needs of the page around it. */
export interface ExamSessionOptions {
  readonly save: (attempt: ExamAttempt) => Promise<void>;
  /** Real time in ms. */
  readonly now: () => number;
}

/** An exam that is open: its events so far, what they come to, and the time that is left. */
export class ExamSession {
  attempt = $state.raw<ExamAttempt>() as ExamAttempt;
  session = $state.raw<Session>() as Session;
  /** True when it could not be kept in this browser. */
  unkept = $state(false);
  #now = $state(0);
  readonly #options: ExamSessionOptions;
  #saved: Promise<void> = Promise.resolve();

  /** In ms; undefined without a timer. */
  readonly left = $derived.by(() => timeLeft(this.session, this.#now));

  constructor(attempt: ExamAttempt, options: ExamSessionOptions) {
    this.#options = options;
    this.#now = options.now();
    const events = [...attempt.events, ...afterReopening(attempt)];
    this.attempt = { ...attempt, events };
    this.session = replay(this.attempt);
  }

  get context(): Session['context'] {
    return this.session.context;
  }

  /** Takes an event in, and keeps it before anything else can be lost. */
  send(event: Unstamped<SessionEvent>): void {
    const at = this.#options.now();
    const stamped = { ...event, at } as SessionEvent;
    this.#now = at;
    this.session = step(this.session, stamped);
    this.attempt = { ...this.attempt, events: [...this.attempt.events, stamped], seenAt: at };
    this.#save();
  }

  /** Notes that the answers are in the log, and what they came to. */
  noteLogged({ right, counted }: { readonly right: number; readonly counted: number }): void {
    this.attempt = { ...this.attempt, logged: true, score: { right, counted } };
    this.#save();
  }

  /** Follows the clock while the exam is open; returns how to stop. */
  follow(): () => void {
    let noted = this.#options.now();
    const timer = setInterval(() => {
      this.#now = this.#options.now();
      if (this.session.status === 'done' || this.session.matches('paused')) return;
      if (this.left === 0) this.send({ type: 'TIME_UP' });
      if (this.#now - noted < noteEvery) return;
      noted = this.#now;
      this.attempt = { ...this.attempt, seenAt: this.#now };
      this.#save();
    }, 1000);
    return () => clearInterval(timer);
  }

  /** One after the other, so that an earlier state never overwrites a later one. */
  #save(): void {
    const { attempt } = this;
    this.#saved = this.#saved.then(async () => {
      try {
        await this.#options.save(attempt);
        this.unkept = false;
      } catch {
        this.unkept = true;
      }
    });
  }
}
