import type { MachineStep } from '../../engine/trace';
import type { Chart } from './chart';

/** A state value of XState: a name, or names within names. */
export type StateValue = string | { readonly [state: string]: StateValue };

/** The ids of the states that a value stands for, those around them included. */
export function statesOf(value: StateValue | object): string[] {
  if (typeof value === 'string') return [value];
  return Object.entries(value as Record<string, StateValue>).flatMap(([name, inner]) => [
    name,
    ...statesOf(inner).map((id) => `${name}.${id}`),
  ]);
}

/** How often a machine took which of its transitions, as far as the trace tells. */
export type Taken = ReadonlyMap<number, readonly MachineStep[]>;

/** The steps of one machine, each at the transition of its chart that it took. */
export function takenOf(chart: Chart, steps: readonly MachineStep[]): Taken {
  const taken = new Map<number, MachineStep[]>();
  for (const step of steps) {
    // `parent.child` of each region, as the engine names a state.
    const from = step.from.split(' + ');
    const to = step.to.split(' + ');
    const name = step.event.startsWith('xstate.') ? step.event : step.event.replace(/:.*/, '');
    const found = chart.transitions.find(
      ({ source, target, event }) => event === name && from.includes(source) && to.includes(target),
    );
    if (found === undefined) continue;
    const sofar = taken.get(found.index);
    if (sofar === undefined) taken.set(found.index, [step]);
    else sofar.push(step);
  }
  return taken;
}
