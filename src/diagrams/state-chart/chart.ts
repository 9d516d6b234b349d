import type { AnyStateMachine, AnyStateNode } from 'xstate';
import { spanText } from './span-text';

/** A state of a machine, as its definition has it. */
export interface ChartState {
  /** The names of the states around it and its own, joined by dots. */
  readonly id: string;
  readonly name: string;
  /** The state it lies in; undefined for those of the machine itself. */
  readonly parent: string | undefined;
  readonly kind: 'plain' | 'final' | 'compound' | 'parallel';
  /** True where whatever it lies in begins with it. */
  readonly isInitial: boolean;
  /** Events that it takes and stays in, and what it sends itself: a line each. */
  readonly inside: readonly string[];
}

/** A way from one state to another, or back to itself. */
export interface ChartTransition {
  readonly index: number;
  readonly source: string;
  readonly target: string;
  /** As the trace names it. */
  readonly event: string;
  /** The event's name, or how long it takes. */
  readonly label: string;
  /** How long, where time alone brings it about; ms are known where they do not depend on the case. */
  readonly delay?: { readonly name: string; readonly ms: number | undefined };
  /** Under which condition; `else` where another way has one. */
  readonly guard?: string;
}

/** A machine as it is drawn. */
export interface Chart {
  readonly machine: string;
  readonly states: readonly ChartState[];
  readonly transitions: readonly ChartTransition[];
}

/**
 * Reads a chart from the definition that moves the world's resources. `context` is what the machine
 * of one resource remembers: delays that depend on it are known with it alone.
 */
export function chartOf(machine: AnyStateMachine, context?: object): Chart {
  const nodes = descendants(machine.root);
  const transitions: Omit<ChartTransition, 'index'>[] = [];
  const states = nodes.map((node): ChartState => {
    const inside = raisedBy(machine, node);
    for (const [event, candidates] of node.transitions) {
      const guarded = candidates.some(({ guard }) => guard !== undefined);
      for (const candidate of candidates) {
        const delay = delayOf(machine, (candidate as { delay?: number | string }).delay, context);
        const label = delay === undefined ? event : delayLabel(delay);
        const guard = guardOf(candidate.guard, guarded);
        const condition = guard === undefined ? '' : ` [${guard}]`;
        const targets = candidate.target ?? [];
        if (targets.length === 0) {
          const acts = candidate.actions.length > 0;
          inside.push(`${label}${condition}${acts ? ' / remembered' : ' / stays'}`);
        }
        for (const target of targets) {
          transitions.push({
            ...{ source: pathOf(node), target: pathOf(target), event, label },
            ...(delay === undefined ? {} : { delay }),
            ...(guard === undefined ? {} : { guard }),
          });
        }
      }
    }
    const { parent } = node;
    return {
      ...{ id: pathOf(node), name: node.key, kind: kindOf(node), inside },
      parent: parent === undefined || parent === machine.root ? undefined : pathOf(parent),
      isInitial: parent?.initial?.target.includes(node) === true,
    };
  });
  return {
    machine: machine.id,
    states,
    transitions: transitions.map((transition, index) => ({ ...transition, index })),
  };
}

function descendants(node: AnyStateNode): AnyStateNode[] {
  return (Object.values(node.states) as AnyStateNode[]).flatMap((child) => [
    child,
    ...descendants(child),
  ]);
}

const pathOf = ({ path }: AnyStateNode): string => path.join('.');

function kindOf({ type }: AnyStateNode): ChartState['kind'] {
  return type === 'final' || type === 'compound' || type === 'parallel' ? type : 'plain';
}

function guardOf(guard: unknown, othersHaveOne: boolean): string | undefined {
  if (guard === undefined) return othersHaveOne ? 'else' : undefined;
  const name =
    typeof guard === 'object' ? (guard as { type?: string }).type : (guard as string | Function);
  return words(typeof name === 'string' ? name : 'a condition');
}

type Delay = NonNullable<ChartTransition['delay']>;

interface Implementations {
  readonly delays: Readonly<Record<string, unknown>>;
  readonly actions: Readonly<Record<string, unknown>>;
}

function delayOf(
  machine: AnyStateMachine,
  delay: number | string | undefined,
  context: object | undefined,
): Delay | undefined {
  if (delay === undefined) return undefined;
  if (typeof delay === 'number') return { name: '', ms: delay };
  const { delays } = machine.implementations as unknown as Implementations;
  return { name: words(delay), ms: msOf(delays[delay], context) };
}

// Delays are numbers, or functions of what the machine remembers and of the event that leads to them.
function msOf(delay: unknown, context: object | undefined, event = ''): number | undefined {
  if (typeof delay === 'number') return delay;
  if (typeof delay !== 'function' || context === undefined) return undefined;
  const ms: unknown = delay({ context, event: { type: event } });
  return typeof ms === 'number' && !Number.isNaN(ms) ? ms : undefined;
}

function delayLabel({ name, ms }: Delay): string {
  if (ms === undefined) return `after ${name}`;
  return ms === Infinity ? 'never' : `after ${spanText(ms)}`;
}

interface Raise {
  readonly type: string;
  readonly event: { readonly type: string };
  readonly delay?: unknown;
}

// What a state sends itself on entry is an action of its own, not a transition by time.
function raisedBy(machine: AnyStateMachine, node: AnyStateNode): string[] {
  const { actions } = machine.implementations as unknown as Implementations;
  return node.entry.flatMap((action) => {
    const name = typeof action === 'string' ? action : (action as { type?: string }).type;
    const raise = actions[name ?? ''] as Raise | undefined;
    if (raise?.type !== 'xstate.raise') return [];
    const ms = msOf(raise.delay, {});
    return [`${raise.event.type}${ms === undefined ? '' : ` after ${spanText(ms)}`}`];
  });
}

function words(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
}
