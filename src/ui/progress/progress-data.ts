import { replay, type ExamAttempt } from '../../learning/exam/attempt';
import { AnswerLog, type AnswerEvent } from '../../storage/answer-log';
import { withStorage } from '../../storage/lab-storage';
import { loadAttempts } from '../exam/exams';
import { catalogue } from '../learn/catalogue';

/** A scenario that was begun, and how many of its tasks are done. */
export interface ScenarioProgress {
  readonly id: string;
  readonly title: string;
  readonly done: number;
  readonly tasks: number;
}

/** An exam that was submitted, with what it came to. */
export interface FinishedExam {
  readonly attempt: ExamAttempt;
  readonly score: { readonly right: number; readonly counted: number };
  /** Time that counted, in ms. */
  readonly elapsed: number;
}

/** Everything that this browser knows of a learner. */
export interface ProgressData {
  readonly answers: readonly AnswerEvent[];
  readonly scenarios: readonly ScenarioProgress[];
  /** The latest first. */
  readonly exams: readonly FinishedExam[];
  /** Exams that were begun and not submitted. */
  readonly open: number;
}

/** Reads it. Throws `StorageError`. */
export async function loadProgress(): Promise<ProgressData> {
  const [answers, values] = await withStorage((storage) =>
    Promise.all([new AnswerLog(storage).read(), storage.values()]),
  );
  const attempts = await loadAttempts();
  const submitted = attempts.filter((attempt) => replay(attempt).matches('submitted'));
  return {
    ...{ answers, scenarios: scenariosIn(values), open: attempts.length - submitted.length },
    exams: submitted.flatMap(finished),
  };
}

function finished(attempt: ExamAttempt): FinishedExam[] {
  const { score } = attempt;
  return score === undefined ? [] : [{ attempt, score, elapsed: replay(attempt).context.elapsed }];
}

function scenariosIn(values: Readonly<Record<string, unknown>>): ScenarioProgress[] {
  return catalogue.flatMap(({ id, title, tasks }) => {
    const done = values[`progress/learn/${id}`];
    if (!Array.isArray(done) || done.length === 0) return [];
    return [{ id, title, done: Math.min(tasks, new Set(done).size), tasks }];
  });
}

/** Hours and minutes of a time in ms. */
export function durationText(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
