import {
  initialTransition,
  transition,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type EventFromLogic,
  type InputFrom,
} from 'xstate';

/** What a table keeps of a machine: where it is and what it knows. */
export interface MachineRecord {
  readonly value: string | object;
  readonly context: object;
}

/** A delayed event that the machine asked for (`delay` in ms from now), or took back. */
export type Delay =
  | { readonly type: 'raise'; readonly id: string; readonly event: string; readonly delay: number }
  | { readonly type: 'cancel'; readonly id: string };

/** The outcome of a transition. `delays` become timers of the world: XState keeps none of its own. */
export interface Transitioned {
  readonly record: MachineRecord;
  readonly state: string;
  readonly changed: boolean;
  readonly delays: readonly Delay[];
}

interface ExecutableAction {
  readonly type: string;
  readonly params?: unknown;
}

// An actor's own delays are real timers that are lost on save and overflow after 24.8 days, so
// machines run as pure functions and their delays are handed out as data (xstate issue 5331).
function delaysOf(actions: readonly ExecutableAction[]): Delay[] {
  const delays: Delay[] = [];
  for (const { type, params } of actions) {
    const p = (params ?? {}) as {
      event?: { type: string };
      id?: string;
      delay?: number;
      sendId?: string;
    };
    if (type === 'xstate.raise' && p.delay !== undefined && p.event !== undefined) {
      delays.push({ type: 'raise', id: p.id ?? p.event.type, event: p.event.type, delay: p.delay });
    } else if (type === 'xstate.cancel') {
      delays.push({ type: 'cancel', id: p.sendId ?? '' });
    }
  }
  return delays;
}

/** The name of a state value: `Enabled`, or `parent.child` for nested ones. */
export function stateName(value: string | object): string {
  if (typeof value === 'string') return value;
  return Object.entries(value)
    .map(([name, inner]) => `${name}.${stateName(inner as string | object)}`)
    .join(' + ');
}

function outcome(
  snapshot: AnyMachineSnapshot,
  before: unknown,
  actions: readonly ExecutableAction[],
) {
  const value = snapshot.value as string | object;
  return {
    record: { value, context: snapshot.context as object },
    state: stateName(value),
    changed: snapshot !== before,
    delays: delaysOf(actions),
  };
}

/** Starts a machine and returns where it stands. */
export function startMachine<M extends AnyStateMachine>(
  machine: M,
  ...[input]: undefined extends InputFrom<M> ? [input?: InputFrom<M>] : [input: InputFrom<M>]
): Transitioned {
  const [snapshot, actions] = initialTransition(machine, input as never);
  return outcome(snapshot as AnyMachineSnapshot, undefined, actions);
}

/** Sends one event to a stored machine; `changed` is false where the state does not take it. */
export function stepMachine<M extends AnyStateMachine>(
  machine: M,
  record: MachineRecord,
  event: EventFromLogic<M>,
): Transitioned {
  const before = machine.resolveState(record as never) as AnyMachineSnapshot;
  const can = before.can(event);
  const [after, actions] = transition(machine, before as never, event);
  return { ...outcome(after as AnyMachineSnapshot, before, actions), changed: can };
}

/** How many outcomes a remembering step keeps before it starts anew. */
const memory = 1000;

/**
 * `stepMachine` for a machine that takes the same steps again and again: a transition is a pure
 * function, so each is computed once. For machines with few states and small contexts.
 */
export function rememberingStep<M extends AnyStateMachine>(
  machine: M,
): (record: MachineRecord, event: EventFromLogic<M>) => Transitioned {
  const known = new Map<string, Transitioned>();
  return (record, event) => {
    const question = JSON.stringify([record.value, record.context, event]);
    let answer = known.get(question);
    if (answer === undefined) {
      if (known.size >= memory) known.clear();
      answer = stepMachine(machine, record, event);
      known.set(question, answer);
    }
    return answer;
  };
}
