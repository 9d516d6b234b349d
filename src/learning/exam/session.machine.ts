import { assign, setup } from 'xstate';

/** How sure a learner says to be: 1 guessing, 2 fairly sure, 3 certain. */
export type Sureness = 1 | 2 | 3;

/** What happens in an exam. `at` is the real time in ms: an attempt is these events and its form. */
export type SessionEvent =
  | { readonly type: 'START'; readonly at: number }
  | { readonly type: 'GO'; readonly at: number; readonly to: number }
  | {
      readonly type: 'ANSWER';
      readonly at: number;
      readonly item: string;
      readonly answer: unknown;
    }
  | { readonly type: 'SURE'; readonly at: number; readonly item: string; readonly level: Sureness }
  | { readonly type: 'STRIKE'; readonly at: number; readonly item: string; readonly option: string }
  | { readonly type: 'FLAG'; readonly at: number; readonly item: string }
  | { readonly type: 'PAUSE'; readonly at: number }
  | { readonly type: 'RESUME'; readonly at: number }
  | { readonly type: 'REVIEW'; readonly at: number }
  | { readonly type: 'SUBMIT'; readonly at: number }
  | { readonly type: 'CANCEL'; readonly at: number }
  | { readonly type: 'CONFIRM'; readonly at: number }
  | { readonly type: 'TIME_UP'; readonly at: number };

/** What a session begins with. */
export interface SessionInput {
  readonly ids: readonly string[];
  /** In ms; undefined without a timer. */
  readonly limit: number | undefined;
}

/** What a session has come to. */
export interface SessionContext extends SessionInput {
  /** The index of the question in sight. */
  readonly current: number;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly sureness: Readonly<Record<string, Sureness>>;
  /** Options that were struck out, by question. */
  readonly struck: Readonly<Record<string, readonly string[]>>;
  readonly flags: readonly string[];
  /** Time in sight in ms, by question. */
  readonly spent: Readonly<Record<string, number>>;
  /** Time that counts in ms, up to the last event; pauses are no part of it. */
  readonly elapsed: number;
  readonly pauses: number;
  /** When the last event was. */
  readonly since: number;
}

const toggled = (list: readonly string[], name: string) =>
  list.includes(name) ? list.filter((other) => other !== name) : [...list, name];

/** Adds the time since the last event; a clock that was set back adds nothing. */
function passed(context: SessionContext, at: number, inSight: boolean): Partial<SessionContext> {
  const { limit = Infinity, elapsed, since, spent, ids, current } = context;
  const time = Math.min(Math.max(0, at - since), limit - elapsed);
  const id = ids[current]!;
  return {
    ...{ elapsed: elapsed + time, since: Math.max(at, since) },
    ...(inSight ? { spent: { ...spent, [id]: (spent[id] ?? 0) + time } } : {}),
  };
}

/** An exam from its first page to its submission. Nothing of it knows a clock or the page. */
export const sessionMachine = setup({
  types: {
    context: {} as SessionContext,
    events: {} as SessionEvent,
    input: {} as SessionInput,
  },
  actions: {
    begin: assign(({ event }) => ({ since: event.at })),
    answering: assign(({ context, event }) => passed(context, event.at, true)),
    looking: assign(({ context, event }) => passed(context, event.at, false)),
    go: assign(({ event }) => (event.type === 'GO' ? { current: event.to } : {})),
    countPause: assign(({ context }) => ({ pauses: context.pauses + 1 })),
    answer: assign(({ context, event }) =>
      event.type === 'ANSWER'
        ? { answers: { ...context.answers, [event.item]: event.answer } }
        : {},
    ),
    sure: assign(({ context, event }) =>
      event.type === 'SURE' ? { sureness: { ...context.sureness, [event.item]: event.level } } : {},
    ),
    strike: assign(({ context: { struck }, event }) => {
      if (event.type !== 'STRIKE') return {};
      const { item, option } = event;
      return { struck: { ...struck, [item]: toggled(struck[item] ?? [], option) } };
    }),
    flag: assign(({ context, event }) =>
      event.type === 'FLAG' ? { flags: toggled(context.flags, event.item) } : {},
    ),
  },
  guards: {
    isPlace: ({ context, event }) => event.type === 'GO' && context.ids[event.to] !== undefined,
    isAsked: ({ context, event }) => 'item' in event && context.ids.includes(event.item),
    isUp: ({ context: { limit, elapsed, since }, event }) =>
      limit !== undefined && elapsed + event.at - since >= limit,
  },
}).createMachine({
  id: 'exam',
  context: ({ input }) => ({
    ...{ ids: input.ids, limit: input.limit, current: 0, answers: {}, sureness: {}, struck: {} },
    ...{ flags: [], spent: {}, elapsed: 0, pauses: 0, since: 0 },
  }),
  initial: 'intro',
  states: {
    intro: { on: { START: { target: 'running', actions: 'begin' } } },
    running: {
      on: {
        GO: { guard: 'isPlace', actions: ['answering', 'go'] },
        ANSWER: { guard: 'isAsked', actions: ['answering', 'answer'] },
        SURE: { guard: 'isAsked', actions: ['answering', 'sure'] },
        STRIKE: { guard: 'isAsked', actions: ['answering', 'strike'] },
        FLAG: { guard: 'isAsked', actions: ['answering', 'flag'] },
        PAUSE: { target: 'paused', actions: ['answering', 'countPause'] },
        REVIEW: { target: 'review', actions: 'answering' },
        TIME_UP: { guard: 'isUp', target: 'submitted', actions: 'answering' },
      },
    },
    paused: { on: { RESUME: { target: 'running', actions: 'begin' } } },
    review: {
      on: {
        GO: { guard: 'isPlace', target: 'running', actions: ['looking', 'go'] },
        FLAG: { guard: 'isAsked', actions: ['looking', 'flag'] },
        PAUSE: { target: 'paused', actions: ['looking', 'countPause'] },
        SUBMIT: { target: 'confirm', actions: 'looking' },
        TIME_UP: { guard: 'isUp', target: 'submitted', actions: 'looking' },
      },
    },
    confirm: {
      on: {
        CANCEL: { target: 'review', actions: 'looking' },
        PAUSE: { target: 'paused', actions: ['looking', 'countPause'] },
        CONFIRM: { target: 'submitted', actions: 'looking' },
        TIME_UP: { guard: 'isUp', target: 'submitted', actions: 'looking' },
      },
    },
    submitted: { type: 'final' },
  },
});
