import { readAttempt, type ExamAttempt } from '../../learning/exam/attempt';
import { blueprints, versionOn } from '../../learning/exam/blueprints';
import { formExam, type ExamForm, type ExamPlan, type FormItem } from '../../learning/exam/form';
import type { ExamResult } from '../../learning/exam/result';
import type { TimerId } from '../../learning/exam/timer';
import { scoreOf } from '../../learning/questions/grade';
import { pretestedSeeds } from '../../learning/generators/seeds';
import type { Item } from '../../learning/questions/item';
import { versionOf } from '../../learning/questions/version';
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

/** The form with an item of a tested seed in place of each generator; what cannot be made is left out. */
async function withVariants(form: ExamForm): Promise<ExamForm> {
  const items: FormItem[] = [];
  for (const [i, place] of form.items.entries()) {
    if (!place.id.startsWith('gen-') || entryOf(place.id) !== place.id) items.push(place);
    else {
      const seeds = pretestedSeeds(place.id.slice('gen-'.length));
      const id = `${place.id}-${seeds[(form.seed + i) % seeds.length]}`;
      const item = await itemOf(id).catch(() => undefined);
      if (item !== undefined) items.push({ ...place, id: item.id, version: versionOf(item) });
    }
  }
  return { ...form, items };
}

/** Keeps a new attempt at a form; returns its id. */
export async function beginAttempt(
  planned: ExamForm,
  { timer, sureness }: Pick<ExamChoice, 'timer' | 'sureness'>,
): Promise<string> {
  const now = Date.now();
  const form = await withVariants(planned);
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

async function itemOf(id: string): Promise<Item | undefined> {
  const known = made.get(id);
  if (known !== undefined) return known;
  const item = await loadItem(id);
  if (item !== undefined && entryOf(id) !== id) made.set(id, item);
  return item;
}

/** The present content of an exam's questions, by id; what the bank has no more is left out. */
export async function loadItems(form: ExamForm): Promise<ReadonlyMap<string, Item>> {
  const items = new Map<string, Item>();
  // One after the other: a generator runs an engine of its own.
  for (const { id } of form.items) {
    const item = await itemOf(id);
    if (item !== undefined) items.set(id, item);
  }
  return items;
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
