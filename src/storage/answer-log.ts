import { withStorage, type LabStorage } from './lab-storage';

/** How sure a learner was before the answer was shown. */
export type Confidence = 1 | 2 | 3;

/** One answer to one question: what review, progress and results are computed from. */
export interface AnswerEvent {
  /** Real time in ms. */
  readonly time: number;
  /** The item's id; a generated one's names its generator. */
  readonly item: string;
  /** What shuffled its options, or generated it. */
  readonly seed: number;
  /** A hash of the content that was answered. */
  readonly version: string;
  readonly answer: unknown;
  /** Absent where it was not asked for. */
  readonly confidence?: Confidence;
  readonly correct: boolean;
  /** Part by part, from 0 to 1. */
  readonly score: number;
  readonly mode: 'study' | 'exam';
  /** Skills it examined, so that the log can be read without the bank. */
  readonly skills: readonly string[];
  /** Misconceptions that the answer shows. */
  readonly misconceptions: readonly string[];
  /** How long the question was in sight, in ms. */
  readonly ms?: number;
  /** The exam it was part of. */
  readonly exam?: string;
}

/** Among the stored values, and so in every export. */
const prefix = 'answers/';

/** Fifteen digits last until the year 33658, and sort as the times do. */
const keyOf = ({ time }: AnswerEvent, number: number) =>
  `${prefix}${String(time).padStart(15, '0')}-${number}`;

/**
 * Every answer that was given in this browser, oldest first. Events are added and never changed;
 * whatever is computed from them can be computed again.
 */
export class AnswerLog {
  readonly #storage: LabStorage;

  /** `storage` stays its caller's, to be closed there. */
  constructor(storage: LabStorage) {
    this.#storage = storage;
  }

  /** Adds an answer. Throws `StorageError`. */
  async add(event: AnswerEvent): Promise<void> {
    // Two answers of one instant, from two tabs perhaps, must not take each other's place.
    const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
    await this.#storage.set(keyOf(event, number), event);
  }

  /** All answers, oldest first; what cannot be read as one is left out. Throws `StorageError`. */
  async read(): Promise<AnswerEvent[]> {
    const values = await this.#storage.values();
    return Object.keys(values)
      .filter((key) => key.startsWith(prefix))
      .sort()
      .map((key) => values[key])
      .filter(isAnswer);
  }
}

/** Adds an answer to the log of this browser. Throws `StorageError`. */
export async function logAnswer(event: AnswerEvent): Promise<void> {
  await withStorage((storage) => new AnswerLog(storage).add(event));
}

/** All answers of this browser, oldest first. Throws `StorageError`. */
export async function readAnswers(): Promise<AnswerEvent[]> {
  return withStorage((storage) => new AnswerLog(storage).read());
}

/** An imported file may have anything under this name. */
function isAnswer(value: unknown): value is AnswerEvent {
  if (typeof value !== 'object' || value === null) return false;
  const { time, item, seed, version, correct, score, confidence, skills, misconceptions } =
    value as Partial<Record<keyof AnswerEvent, unknown>>;
  return (
    [time, seed, score].every((it) => typeof it === 'number' && Number.isFinite(it)) &&
    [item, version].every((it) => typeof it === 'string') &&
    typeof correct === 'boolean' &&
    (confidence === undefined || [1, 2, 3].includes(confidence as number)) &&
    [skills, misconceptions].every(
      (it) => Array.isArray(it) && it.every((name) => typeof name === 'string'),
    )
  );
}
