import type { Assignment } from '../assignment';
import { clockLabel, type WorkEvent, type WorkStep } from './events';

/** What is handed in: the answer to a question, and what ran in the lab of a task. */
export interface Given {
  readonly answer: unknown;
  readonly work: readonly WorkStep[];
}

/** One time that an exercise was handed in. */
export interface Try extends Given {
  readonly at: number;
  /** From 0 to 1, as the student's app graded it. */
  readonly claimed: number;
  /** Why it does not count; undefined when it does. */
  readonly refused: string | undefined;
}

/** Where the work on one exercise stands. */
export interface ExerciseState extends Given {
  readonly opened: number | undefined;
  readonly undone: readonly WorkStep[];
  readonly tries: readonly Try[];
}

/** Where the work on an assignment stands. */
export interface WorkState {
  readonly started: number | undefined;
  readonly finished: number | undefined;
  readonly exercises: Readonly<Record<string, ExerciseState>>;
}

/** What is allowed, and the exercises in their order. A pack without an assignment allows all. */
export interface Terms {
  readonly ids: readonly string[];
  readonly assignment: Assignment | undefined;
}

const untouched: ExerciseState = {
  ...{ opened: undefined, answer: undefined, work: [], undone: [], tries: [] },
};

/** Work that has not begun. */
export const newWork: WorkState = { started: undefined, finished: undefined, exercises: {} };

/** Where the work on an exercise stands. */
export function exerciseIn({ exercises }: WorkState, id: string): ExerciseState {
  return exercises[id] ?? untouched;
}

/** Whether answers are shown after each exercise, and not only at the end. */
export function showsEach({ assignment }: Terms): boolean {
  return assignment?.exam?.feedback !== 'at-the-end';
}

/** How often an exercise may be handed in. An exam with answers at its end is handed in once. */
export function attemptsIn(terms: Terms): number {
  return showsEach(terms) ? (terms.assignment?.attempts ?? Infinity) : 1;
}

/** When work must be over, in ms of real time: by the due date, and by the minutes of an exam. */
export function deadline({ assignment }: Terms, { started }: WorkState): number {
  const due = assignment?.due === undefined ? Infinity : Date.parse(assignment.due);
  const minutes = assignment?.exam?.minutes;
  const up = minutes === undefined || started === undefined ? Infinity : started + minutes * 60_000;
  return Math.min(due, up);
}

/** Why work may not begin at a time; undefined when it may. */
export function startRefused(terms: Terms, at: number): string | undefined {
  if (isEarly(terms, at)) return 'The assignment is not open yet.';
  return at > deadline(terms, newWork) ? 'The assignment was due before.' : undefined;
}

/** Why an exercise may not be opened; undefined when it may. */
export function openRefused(terms: Terms, state: WorkState, id: string): string | undefined {
  const { ids, assignment } = terms;
  if (!showsEach(terms) || !assignment?.order.includes(id)) return undefined;
  const before = ids.slice(0, ids.indexOf(id)).filter((one) => assignment.order.includes(one));
  return before.every((one) => exerciseIn(state, one).tries.length > 0)
    ? undefined
    : 'It opens when those before it were handed in.';
}

/** Why an exercise may not be handed in at a time; undefined when it may. */
export function handInRefused(
  terms: Terms,
  state: WorkState,
  id: string,
  at: number,
): string | undefined {
  if (state.started === undefined) return 'The work has not begun.';
  if (state.finished !== undefined) return 'The work is finished.';
  if (isEarly(terms, at)) return 'The assignment was not open yet.';
  const order = openRefused(terms, state, id);
  if (order !== undefined) return order;
  const counting = exerciseIn(state, id).tries.filter(({ refused }) => refused === undefined);
  if (counting.length >= attemptsIn(terms)) return 'No attempt is left.';
  // Handing in takes a moment: what was begun in time counts. Where all is handed in together, what
  // was answered too late is not there at all.
  if (showsEach(terms) && at > deadline(terms, state) + grace) return 'The time was up.';
  return undefined;
}

/** How long after the end handing in may take, in ms. */
export const grace = 60_000;

/** What an event makes of the work. Events of exercises that are not in the pack do nothing. */
export function step(state: WorkState, event: WorkEvent, terms: Terms): WorkState {
  if (isTooLate(terms, state, event)) return state;
  if (event.type === 'START') return { ...state, started: state.started ?? event.at };
  if (event.type === 'FINISH') return { ...state, finished: state.finished ?? event.at };
  if (!terms.ids.includes(event.exercise)) return state;
  const before = exerciseIn(state, event.exercise);
  const after = stepExercise(before, event, () =>
    handInRefused(terms, state, event.exercise, event.at),
  );
  return { ...state, exercises: { ...state.exercises, [event.exercise]: after } };
}

/** Whether an event changes an answer that is handed in with all others after the end. */
function isTooLate(terms: Terms, state: WorkState, { type, at }: WorkEvent): boolean {
  if (showsEach(terms) || ['START', 'HAND_IN', 'FINISH'].includes(type)) return false;
  return at > deadline(terms, state);
}

/** The work of events, from their beginning. */
export function replay(events: readonly WorkEvent[], terms: Terms): WorkState {
  return events.reduce((state, event) => step(state, event, terms), newWork);
}

function stepExercise(
  state: ExerciseState,
  event: Extract<WorkEvent, { exercise: string }>,
  refusal: () => string | undefined,
): ExerciseState {
  const { work, undone, answer, tries } = state;
  switch (event.type) {
    case 'OPEN':
      return { ...state, opened: state.opened ?? event.at };
    case 'ANSWER':
      return { ...state, answer: event.answer };
    case 'RUN': {
      const { line, answers } = event;
      const ran = { line, ...(answers === undefined ? {} : { answers }) };
      return { ...state, work: [...work, ran], undone: [] };
    }
    case 'ADVANCE':
      return { ...state, work: [...work, { ms: event.ms }], undone: [] };
    case 'DONE':
      return { ...state, work: [...work, { done: event.task }] };
    case 'UNDO': {
      const at = work.findLastIndex((one) => labelOf(one) === event.line);
      if (at < 0) return state;
      return { ...state, work: work.toSpliced(at, 1), undone: [...undone, work[at]!] };
    }
    case 'REDO': {
      const at = undone.findLastIndex((one) => labelOf(one) === event.line);
      if (at < 0) return state;
      return { ...state, work: [...work, undone[at]!], undone: undone.toSpliced(at, 1) };
    }
    case 'ANEW':
      return { ...state, work: [], undone: [] };
    case 'HAND_IN': {
      const { at, score: claimed } = event;
      return { ...state, tries: [...tries, { at, claimed, answer, work, refused: refusal() }] };
    }
  }
}

function labelOf(one: WorkStep): string | undefined {
  return 'line' in one ? one.line : 'ms' in one ? clockLabel : undefined;
}

function isEarly({ assignment }: Terms, at: number): boolean {
  return assignment?.opens !== undefined && at < Date.parse(assignment.opens);
}
