import { readAttempt, type ExamAttempt } from '../../learning/exam/attempt';
import { blueprints, versionOn } from '../../learning/exam/blueprints';
import { formExam, type ExamForm, type ExamPlan, type FormItem } from '../../learning/exam/form';
import type { ExamResult } from '../../learning/exam/result';
import type { TimerId } from '../../learning/exam/timer';
import { scoreOf } from '../../learning/questions/grade';
import { pretestedSeeds, pretestedVersion } from '../../learning/generators/seeds';
import type { Item } from '../../learning/questions/item';
import { logAnswer, readAnswers } from '../../storage/answer-log';
import { readExams, saveExam } from '../../storage/exam-store';
import { bank, loadItem } from '../practice/bank';
import { entryOf } from '../practice/generated';

/** What is chosen before an exam. */
export interface ExamChoice extends Omit<ExamPlan, 'seed'> {
  readonly timer: TimerId;
  readonly sureness: boolean;
}

/** The exam that a plan makes of the bank as it is today. */
export function formOfPlan(plan: ExamPlan): ExamForm {
  const blueprint = blueprints.find(({ family }) => family === plan.family) ?? blueprints[0]!;
  const today = new Date().toISOString().slice(0, 10);
  return formExam(versionOn(blueprint, today), bank, plan);
}

/**
 * The form with an item of a tested seed in place of each generator. Its version is known from the
 * tests: the item itself is made while the exam has begun already.
 */
function withVariants(form: ExamForm): ExamForm {
  const items = form.items.map((place, i): FormItem => {
    if (!isGenerated(place.id) || entryOf(place.id) !== place.id) return place;
    const name = nameOf(place.id);
    const seeds = pretestedSeeds(name);
    const seed = seeds[(form.seed + i) % seeds.length]!;
    const version = pretestedVersion(name, seed) ?? place.version;
    return { ...place, id: `${place.id}-${seed}`, version };
  });
  return { ...form, items };
}

const isGenerated = (id: string) => id.startsWith('gen-');
const nameOf = (id: string) => entryOf(id).slice('gen-'.length);

/** Keeps a new attempt at a form; returns its id. */
export async function beginAttempt(
  planned: ExamForm,
  { timer, sureness }: Pick<ExamChoice, 'timer' | 'sureness'>,
): Promise<string> {
  const now = Date.now();
  const form = withVariants(planned);
  const id = `${form.family.toLowerCase()}-${now.toString(36)}-${form.seed.toString(36)}`;
  const attempt: ExamAttempt = {
    ...{ format: 1, id, form, timer, sureness, events: [], seenAt: now, logged: false },
  };
  await saveExam(id, attempt);
  return id;
}

/** The exams that were begun in this browser, the latest first. */
export async function loadAttempts(): Promise<readonly ExamAttempt[]> {
  const attempts = (await readExams()).map(readAttempt).filter((it) => it !== undefined);
  return attempts.sort((a, b) => b.seenAt - a.seenAt);
}

/** Items of generators, which take a while to make and never change. */
const made = new Map<string, Item>();

/**
 * The present content of an exam's questions, by id; what the bank has no more is left out. Those of
 * generators that were not made yet are not among them: see `makeItems`.
 */
export async function loadItems(form: ExamForm): Promise<ReadonlyMap<string, Item>> {
  const items = new Map<string, Item>();
  await Promise.all(
    form.items.map(async ({ id }) => {
      const item = isGenerated(id) ? made.get(id) : await loadItem(id);
      if (item !== undefined) items.set(id, item);
    }),
  );
  return items;
}

/** Makes the questions of an exam that generators make, in its order, and hands over each one. */
export async function makeItems(form: ExamForm, take: (item: Item) => void): Promise<void> {
  const wanted = form.items.map(({ id }) => id).filter((id) => isGenerated(id) && !made.has(id));
  if (wanted.length === 0) return;
  const requests = wanted.map((id) => ({
    name: nameOf(id),
    seed: Number(id.slice(entryOf(id).length + 1)),
  }));
  const { generateItems } = await import('../../worker/port-generators');
  await generateItems(requests, (reply) => {
    if (!('item' in reply)) return;
    made.set(reply.item.id, reply.item);
    take(reply.item);
  });
}

/** Puts the answers of an exam into the log of answers, each once. Throws `StorageError`. */
export async function logResult({ id, form }: ExamAttempt, result: ExamResult): Promise<void> {
  const known = new Set(
    (await readAnswers()).filter(({ exam }) => exam === id).map(({ item }) => item),
  );
  const time = Date.now();
  for (const { item, place, grade, answer, sureness, misconceptions, ms } of result.items) {
    if (item === undefined || grade === undefined || known.has(place.id)) continue;
    await logAnswer({
      ...{ time, item: place.id, seed: form.seed, version: place.version, answer },
      ...(sureness === undefined ? {} : { confidence: sureness }),
      ...{ correct: grade.correct, score: scoreOf(grade, 'exam') ?? 0, mode: 'exam' },
      ...{ skills: item.skills, misconceptions, ms, exam: id },
    });
  }
}
