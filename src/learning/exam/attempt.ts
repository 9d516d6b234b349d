import { initialTransition, transition, type SnapshotFrom } from 'xstate';
import type { ExamForm } from './form';
import { sessionMachine, type SessionEvent } from './session.machine';
import { limitOf, timers, type TimerId } from './timer';

/** An exam that was begun, as it is stored: the rest is found again by replaying its events. */
export interface ExamAttempt {
  readonly format: 1;
  readonly id: string;
  readonly form: ExamForm;
  readonly timer: TimerId;
  /** Whether one says how sure one is. */
  readonly sureness: boolean;
  readonly events: readonly SessionEvent[];
  /** When the page last had it open, in ms: time after it does not count. */
  readonly seenAt: number;
  /** True once its answers are in the log of answers. */
  readonly logged: boolean;
  /** What it came to when it was submitted, for lists: its page grades it anew. */
  readonly score?: { readonly right: number; readonly counted: number };
}

/** Where a session stands. */
export type Session = SnapshotFrom<typeof sessionMachine>;

/** A session that has not begun. */
export function newSession({ form, timer }: Pick<ExamAttempt, 'form' | 'timer'>): Session {
  const input = { ids: form.items.map(({ id }) => id), limit: limitOf(timer, form.minutes) };
  return initialTransition(sessionMachine, input)[0];
}

/** What an event makes of a session. When the time is up before it, it changes nothing any more. */
export function step(session: Session, event: SessionEvent): Session {
  const [ended] = transition(sessionMachine, session, { type: 'TIME_UP', at: event.at });
  return transition(sessionMachine, ended, event)[0];
}

/** The session of an attempt, from its events alone. */
export function replay(attempt: Pick<ExamAttempt, 'form' | 'timer' | 'events'>): Session {
  return attempt.events.reduce(step, newSession(attempt));
}

/** The time that is left in ms; undefined without a timer. */
export function timeLeft(session: Session, now: number): number | undefined {
  const { limit, elapsed, since } = session.context;
  if (limit === undefined) return undefined;
  const runs =
    session.matches('running') || session.matches('review') || session.matches('confirm');
  return Math.max(0, limit - elapsed - (runs ? Math.max(0, now - since) : 0));
}

/** The events that an attempt needs when its page is opened again: what ran is paused since then. */
export function afterReopening(attempt: ExamAttempt): readonly SessionEvent[] {
  const session = replay(attempt);
  if (['intro', 'paused', 'submitted'].some((state) => state === session.value)) return [];
  return [{ type: 'PAUSE', at: Math.max(attempt.seenAt, session.context.since) }];
}

/** Reads an attempt from storage or from a file; undefined where it is none. */
export function readAttempt(value: unknown): ExamAttempt | undefined {
  if (!isRecord(value) || value['format'] !== 1 || typeof value['id'] !== 'string')
    return undefined;
  const { form, timer, events } = value;
  if (!isRecord(form) || !Array.isArray(form['items']) || !Array.isArray(form['slots'])) {
    return undefined;
  }
  const items: unknown[] = form['items'];
  const ofItems = (item: unknown) =>
    isRecord(item) && typeof item['id'] === 'string' && typeof item['version'] === 'string';
  if (items.length === 0 || !items.every(ofItems) || !Number.isFinite(form['minutes'])) {
    return undefined;
  }
  if (!timers.some(({ id }) => id === timer) || !Array.isArray(events)) return undefined;
  const { score, ...attempt } = value as unknown as ExamAttempt;
  const known = isRecord(score) && [score['right'], score['counted']].every(Number.isFinite);
  return { ...attempt, events: events.filter(isEvent), ...(known && score ? { score } : {}) };
}

/** Events of another kind than these do nothing, so only what the machine reads is looked at. */
function isEvent(value: unknown): value is SessionEvent {
  if (!isRecord(value) || typeof value['type'] !== 'string') return false;
  if (typeof value['at'] !== 'number' || !Number.isFinite(value['at'])) return false;
  switch (value['type']) {
    case 'SURE':
      return [1, 2, 3].includes(value['level'] as number);
    case 'STRIKE':
      return typeof value['option'] === 'string';
    default:
      return true;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
