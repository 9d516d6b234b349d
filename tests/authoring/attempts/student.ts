import type { Assignment } from '../../../src/authoring/assignment';
import { encodeAttempt } from '../../../src/authoring/attempts/attempt-file';
import type { WorkEvent } from '../../../src/authoring/attempts/events';
import {
  contentVersion,
  exercisesOf,
  packDigest,
  seedOf,
} from '../../../src/authoring/attempts/exercises';
import { Grader } from '../../../src/authoring/attempts/grade';
import { termsOf } from '../../../src/authoring/attempts/regrade';
import { exerciseIn, newWork, step, type WorkState } from '../../../src/authoring/attempts/session';
import { Worlds } from '../../../src/authoring/attempts/work';
import { encodePack, readPack, type OpenedPack } from '../../../src/authoring/pack';
import { templates } from '../../../src/authoring/templates';

const textOf = (title: string) => templates.find((it) => it.title === title)!.text;

/** A pack of a question, a task for the terminal and a scenario: those of the templates. */
export function smallPack(assignment?: Partial<Assignment>): OpenedPack {
  const parts = [
    { kind: 'questions' as const, text: textOf('Multiple choice') },
    { kind: 'questions' as const, text: textOf('Task in the terminal') },
    { kind: 'scenario' as const, text: textOf('Scenario') },
  ];
  const whole: Assignment = {
    ...{ order: ['my-stop-a-key', 'my-disable-it', 'encrypt-a-note'] },
    ...{ points: { 'my-stop-a-key': 2, 'encrypt-a-note': 4 }, attempts: 2, seeds: 'per-student' },
    ...assignment,
  };
  return readPack(encodePack({ name: 'Week 3', parts, assignment: whole }));
}

type Unstamped<T> = T extends unknown ? Omit<T, 'at'> : never;

/** Somebody who works on a pack as the page lets them, second by second. */
export class Student {
  readonly opened: OpenedPack;
  readonly name: string;
  readonly grader = new Grader(new Worlds());
  readonly events: WorkEvent[] = [];
  state: WorkState = newWork;
  now: number;

  constructor(opened: OpenedPack, name = 'Ada Lovelace', now = Date.UTC(2026, 10, 20)) {
    this.opened = opened;
    this.name = name;
    this.now = now;
    this.does({ type: 'START' });
  }

  does(...events: readonly Unstamped<WorkEvent>[]): this {
    for (const event of events) {
      this.now += 1000;
      const stamped = { ...event, at: this.now } as WorkEvent;
      this.events.push(stamped);
      this.state = step(this.state, stamped, termsOf(this.opened));
    }
    return this;
  }

  /** Runs lines in the lab of an exercise. */
  runs(exercise: string, ...lines: readonly string[]): this {
    return this.does(...lines.map((line) => ({ type: 'RUN' as const, exercise, line })));
  }

  /** Hands in what there is; returns what the student is told. */
  async handsIn(id: string): Promise<number> {
    const exercise = exercisesOf(this.opened).find((it) => it.id === id)!;
    const seed = await seedOf(this.opened, this.name);
    const context = { seed, began: this.state.started! };
    const graded = await this.grader.grade(exercise, exerciseIn(this.state, id), context);
    const score = graded.readable ? graded.score : 0;
    this.does({ type: 'HAND_IN', exercise: id, score });
    return score;
  }

  async saves(): Promise<string> {
    const { opened, name: student } = this;
    const { assignment, name } = opened.pack;
    return encodeAttempt(
      {
        ...{ student, seed: await seedOf(opened, student) },
        pack: { name, digest: await packDigest(opened) },
        ...(assignment === undefined ? {} : { assignment }),
        content: Object.fromEntries(exercisesOf(opened).map((it) => [it.id, contentVersion(it)])),
      },
      this.events,
    );
  }
}
