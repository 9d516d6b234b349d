import { gradeItem } from '../../learning/questions/graders';
import { scoreOf, type Evidence, type Grade } from '../../learning/questions/grade';
import type { Item } from '../../learning/questions/item';
import { misconceptionsIn } from '../../learning/questions/misconceptions-in';
import { versionOf } from '../../learning/questions/version';
import type { AnswerEvent, Confidence } from '../../storage/answer-log';

/** What an attempt needs of the page around it. */
export interface AttemptOptions {
  /** Runs the learner's work, for the types that are judged by it. */
  readonly evidence: (item: Item, answer: unknown) => Promise<Evidence | undefined>;
  readonly log: (event: AnswerEvent) => Promise<void>;
  /** Real time in ms. */
  readonly now: () => number;
}

/** One try at one item: what is answered so far, how sure, and what came of it. */
export class Attempt {
  readonly item: Item;
  /** Shuffles options: another try may have another order. */
  readonly seed: number;
  answer = $state.raw<unknown>(undefined);
  confidence = $state<Confidence>();
  grade = $state.raw<Extract<Grade, { readable: true }>>();
  /** What is still missing, or wrong with the form of the answer. */
  problem = $state('');
  working = $state(false);
  /** True when the answer could not be kept in this browser. */
  unkept = $state(false);
  readonly #options: AttemptOptions;
  readonly #since: number;

  constructor(item: Item, seed: number, options: AttemptOptions) {
    this.item = item;
    this.seed = seed;
    this.#options = options;
    this.#since = options.now();
  }

  /** The misconceptions that the answer shows; empty until it is revealed. */
  readonly misconceptions = $derived.by((): readonly string[] =>
    this.grade === undefined ? [] : misconceptionsIn(this.item, this.answer),
  );

  /** A miss of which the learner was certain: these are corrected best when they are refuted. */
  readonly confidentMiss = $derived.by(
    () => this.grade?.correct === false && this.confidence === 3,
  );

  /** Grades the answer and keeps it. What cannot be read yet is said, and costs nothing. */
  async check(): Promise<void> {
    if (this.grade !== undefined || this.working) return;
    const { item, answer } = this;
    this.problem = '';
    this.working = true;
    try {
      const evidence = await this.#options.evidence(item, answer);
      const grade = gradeItem(item, answer, evidence);
      if (!grade.readable) this.problem = grade.message;
      else if (this.confidence === undefined) this.problem = 'Say how sure you are.';
      else {
        this.grade = grade;
        await this.#keep(grade, this.confidence);
      }
    } catch (error) {
      this.problem = `It could not be run: ${error instanceof Error ? error.message : String(error)}`;
    } finally {
      this.working = false;
    }
  }

  async #keep(grade: Grade & { readable: true }, confidence: Confidence): Promise<void> {
    const { item, seed, answer, misconceptions } = this;
    try {
      await this.#options.log({
        ...{ time: this.#options.now(), item: item.id, seed, version: versionOf(item) },
        ...{ answer, confidence, correct: grade.correct, score: scoreOf(grade, 'study') ?? 0 },
        ...{ mode: 'study', skills: item.skills, misconceptions },
        ms: this.#options.now() - this.#since,
      });
    } catch {
      this.unkept = true;
    }
  }
}
