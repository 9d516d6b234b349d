import { inTurn, shuffled } from '../shuffle';
import { daysToExam, targetAt, type ReviewPlan } from './exam-date';
import { meanRecall, memoriesOf, recallAt, type Memory } from './memory';
import { kindOf, unitsOf, type Answered, type Exercises } from './units';

/** Why a question is in a session: its recall is due, it is new, or it is made firmer early. */
export type Reason = 'review' | 'new' | 'refresh';

/** A question of a day's session. */
export interface Planned {
  readonly item: string;
  readonly unit: string;
  readonly reason: Reason;
}

/** A day's session, and what it rests on. */
export interface ReviewSession {
  readonly items: readonly Planned[];
  /** Units that are due and found no room today. */
  readonly left: number;
  readonly target: number;
  readonly daysLeft: number | undefined;
  /** Mean recall now, and on the day of the exam if nothing is asked for until then. */
  readonly recallNow: number | undefined;
  readonly recallOnDay: number | undefined;
  readonly minutes: number;
}

/** What a session is planned from. */
export interface ReviewInput {
  readonly answers: readonly (Answered & { readonly ms?: number })[];
  /** The items that can be asked for. */
  readonly bank: readonly Exercises[];
  readonly plan: ReviewPlan;
  /** Real time in ms. */
  readonly now: number;
}

/** Of a session's questions at most this share is new while anything is due. */
const newShare = 0.3;
const usualMs = 90_000;

/** The median time that an answer took, within bounds: who left the page open is no measure. */
export function msPerItem(answers: ReviewInput['answers']): number {
  const times = answers
    .map(({ ms }) => ms)
    .filter((ms) => ms !== undefined)
    .sort((a, b) => a - b);
  if (times.length < 5) return usualMs;
  return Math.min(240_000, Math.max(20_000, times[Math.floor(times.length / 2)]!));
}

/** Plans a day: what is due first, then some that is new, then what will not last to the exam. */
export function planSession({ answers, bank, plan, now }: ReviewInput): ReviewSession {
  const memories = memoriesOf(answers, new Map(bank.map((item) => [item.id, item])));
  const daysLeft = daysToExam(plan, now);
  const target = targetAt(daysLeft);
  const day = Math.floor(now / 86_400_000);
  const pick = new Picker(bank, answers, day);
  const each = msPerItem(answers);
  const room = Math.max(1, Math.floor((plan.minutesADay * 60_000) / each));

  const known = [...memories.values()]
    .map((memory) => ({ memory, recall: recallAt(memory, now) }))
    .sort((a, b) => a.recall - b.recall);
  const due = known.filter(({ recall }) => recall < target);
  const reviews = pick.variants(due, 'review', room);
  const fresh = pick.unseen(Math.min(room - reviews.length, Math.ceil(room * newShare)));
  const early = known.filter(
    ({ memory, recall }) => recall >= target && refreshes(memory, daysLeft, now),
  );

  const refresh = pick.variants(early, 'refresh', room - reviews.length - fresh.length);
  const items = shuffled([...reviews, ...fresh, ...refresh], day);
  const examTime = daysLeft === undefined ? undefined : now + daysLeft * 86_400_000;
  return {
    ...{ items, target, daysLeft, left: pick.without },
    recallNow: meanRecall(memories.values(), now),
    recallOnDay: examTime === undefined ? undefined : meanRecall(memories.values(), examTime),
    minutes: Math.ceil((items.length * each) / 60_000),
  };
}

/** How a session is made up, in words: 9 review, 4 new, 2 refresh. */
export function compositionOf(items: readonly Planned[]): string {
  return (['review', 'new', 'refresh'] as const)
    .map((reason) => `${items.filter((it) => it.reason === reason).length} ${reason}`)
    .join(', ');
}

/** A certain error is asked for again within a day or more; before an exam so is what will not last. */
function refreshes(memory: Memory, daysLeft: number | undefined, now: number): boolean {
  if (now - memory.last < 12 * 3_600_000) return false;
  if (memory.confidentMiss) return true;
  if (daysLeft === undefined) return false;
  return recallAt(memory, now + daysLeft * 86_400_000) < targetAt(0);
}

/** Finds a question for a unit: another one than last time where the bank has one. */
class Picker {
  /** Units that were due and got no question. */
  without = 0;
  readonly #byUnit = new Map<string, Exercises[]>();
  readonly #lastAsked = new Map<string, number>();
  readonly #taken = new Set<string>();
  readonly #bank: readonly Exercises[];

  constructor(bank: readonly Exercises[], answers: readonly Answered[], day: number) {
    this.#bank = shuffled(bank, day);
    for (const item of this.#bank) {
      for (const unit of unitsOf(item)) {
        const items = this.#byUnit.get(unit);
        if (items === undefined) this.#byUnit.set(unit, [item]);
        else items.push(item);
      }
    }
    for (const { item, time } of answers) this.#lastAsked.set(kindOf(item), time);
  }

  variants(
    wanted: readonly { readonly memory: Memory }[],
    reason: Reason,
    room: number,
  ): Planned[] {
    const planned: Planned[] = [];
    const covered = new Set<string>();
    for (const { memory } of wanted) {
      const { unit } = memory;
      if (covered.has(unit)) continue;
      const item = this.#leastRecent(unit);
      if (item === undefined) continue;
      if (planned.length >= room) {
        if (reason === 'review') this.without += 1;
        continue;
      }
      this.#taken.add(item.id);
      // One question may exercise several units that are wanted: it is asked once.
      for (const other of unitsOf(item)) covered.add(other);
      planned.push({ item: item.id, unit, reason });
    }
    return planned;
  }

  /** Questions that were never answered, sections in turn. */
  unseen(room: number): Planned[] {
    const open = this.#bank.filter(({ id }) => !this.#lastAsked.has(id) && !this.#taken.has(id));
    const items = inTurn(open, ({ sections }) => sections[0], open.length);
    const chosen = items.slice(0, Math.max(0, room));
    for (const { id } of chosen) this.#taken.add(id);
    return chosen.map((item) => ({ item: item.id, unit: unitsOf(item)[0]!, reason: 'new' }));
  }

  #leastRecent(unit: string): Exercises | undefined {
    const open = (this.#byUnit.get(unit) ?? []).filter(({ id }) => !this.#taken.has(id));
    const asked = ({ id }: Exercises) => this.#lastAsked.get(id) ?? -Infinity;
    return open.reduce<Exercises | undefined>(
      (best, item) => (best === undefined || asked(item) < asked(best) ? item : best),
      undefined,
    );
  }
}
