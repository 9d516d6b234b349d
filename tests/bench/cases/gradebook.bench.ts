import { encodeAttempt } from '../../../src/authoring/attempts/attempt-file';
import type { WorkEvent } from '../../../src/authoring/attempts/events';
import {
  contentVersion,
  exercisesOf,
  packDigest,
  seedOf,
} from '../../../src/authoring/attempts/exercises';
import type { FromGrader, ToGrader } from '../../../src/authoring/attempts/messages';
import { openGradingWorker } from '../../../src/authoring/attempts/open-worker';
import { encodePack, readPack } from '../../../src/authoring/pack';
import { templates } from '../../../src/authoring/templates';
import type { Measurement } from '../bench';

const attempts = 500;

/** All templates in one pack: a question of each type, a task for the terminal, and a scenario. */
const source = encodePack({
  name: 'All types',
  parts: templates.map(({ kind, text }) => ({ kind, text })),
  assignment: { order: [], points: {}, attempts: 2, seeds: 'per-student' },
});

/** What a student types: the solutions, with lines that only look in between. */
async function attemptOf(student: string, wrong: boolean): Promise<string> {
  const opened = readPack(source);
  const began = Date.UTC(2026, 10, 27);
  const events: WorkEvent[] = [{ type: 'START', at: began }];
  const exercises = exercisesOf(opened);
  for (const it of exercises) {
    const of = { at: began + events.length * 1000, exercise: it.id };
    if ('scenario' in it) {
      for (const { solution } of it.scenario.tasks) {
        for (const line of [...solution, 'aws kms list-keys']) {
          events.push({ type: 'RUN', ...of, line });
        }
      }
    } else if (it.item.type === 'do') {
      for (const line of ['aws kms list-aliases', ...(wrong ? [] : it.item.solution)]) {
        events.push({ type: 'RUN', ...of, line });
      }
    } else if (it.item.type === 'fix') {
      const text = wrong ? it.item.wrong[0]!.text : it.item.solution;
      events.push({ type: 'ANSWER', ...of, answer: { text } });
    } else if ('options' in it.item) {
      const option = it.item.options.find(({ correct }) => correct !== wrong)!.id;
      events.push({ type: 'ANSWER', ...of, answer: { option } });
    }
    events.push({ type: 'HAND_IN', ...of, score: wrong ? 0 : 1 });
  }
  return encodeAttempt(
    {
      pack: { name: 'All types', digest: await packDigest(opened) },
      ...{ student, seed: await seedOf(opened, student), assignment: opened.pack.assignment! },
      content: Object.fromEntries(exercises.map((it) => [it.id, contentVersion(it)])),
    },
    events,
  );
}

/** Asks the Worker, and waits for as many answers as questions. */
function ask(worker: Worker, messages: readonly ToGrader[]): Promise<FromGrader[]> {
  return new Promise((resolve, reject) => {
    const answers: FromGrader[] = [];
    worker.onmessage = ({ data }: MessageEvent<FromGrader>) => {
      answers.push(data);
      if (answers.length === messages.length) resolve(answers);
    };
    worker.onerror = ({ message }) => reject(new Error(message));
    for (const message of messages) worker.postMessage(message);
  });
}

/** What an instructor waits for on the eve of a deadline. */
const measurement: Measurement = {
  name: `Gradebook: ${attempts} attempts, a seed each, are graded again in a Worker`,
  where: ['chromium'],
  bound: { max: 60, unit: 's' },
  async run() {
    const files = await Promise.all(
      Array.from({ length: attempts }, (_, n) => attemptOf(`Student ${n}`, n % 3 === 0)),
    );
    const worker = openGradingWorker();
    try {
      const start = performance.now();
      const answers = await ask(worker, [
        { pack: source },
        ...files.map((text, n) => ({ file: `${n}.json`, text })),
      ]);
      const took = performance.now() - start;
      const whole = answers.filter((it) => 'regraded' in it && it.regraded.points > 0);
      if (whole.length < attempts) throw new Error(`${attempts - whole.length} were not graded`);
      return took / 1000;
    } finally {
      worker.terminate();
    }
  },
};

export default measurement;
