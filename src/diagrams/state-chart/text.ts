import type { Chart, ChartTransition } from './chart';
import type { Taken } from './live';

/** A way between two states in words, as a table shows it. */
export interface TransitionRow {
  readonly transition: ChartTransition;
  readonly from: string;
  readonly when: string;
  readonly condition: string;
  readonly to: string;
  /** How often it was taken; 0 where the trace has no such step. */
  readonly taken: number;
}

/** Every transition as a row: the twin of the drawing. */
export function transitionRows(chart: Chart, taken: Taken): TransitionRow[] {
  return chart.transitions.map((transition) => {
    const { index, source, target, label, delay, guard } = transition;
    const isNamed = delay !== undefined && delay.ms !== undefined && delay.name !== '';
    return {
      ...{ transition, from: source, to: target, condition: guard ?? '' },
      when: isNamed ? `${label} (${delay.name})` : label,
      taken: taken.get(index)?.length ?? 0,
    };
  });
}

/** The chart told in sentences. */
export function chartText(chart: Chart, taken: Taken): string[] {
  return transitionRows(chart, taken).map(({ from, to, when, condition, taken: times }) => {
    const only = condition === '' ? '' : `, if ${condition}`;
    const often = times === 0 ? '' : ` Taken ${times === 1 ? 'once' : `${times} times`}.`;
    return `${from} to ${to}: ${when}${only}.${often}`;
  });
}
