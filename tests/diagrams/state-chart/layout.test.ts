import { describe, expect, it } from 'vitest';
import { chartOf } from '../../../src/diagrams/state-chart/chart';
import { isLeaf, stateChartLayout } from '../../../src/diagrams/state-chart/layout';
import { statesOf, takenOf } from '../../../src/diagrams/state-chart/live';
import { spanText } from '../../../src/diagrams/state-chart/span-text';
import { chartText, transitionRows } from '../../../src/diagrams/state-chart/text';
import { machines } from '../../../src/ui/lab/charts/machines';
import type { MachineStep } from '../../../src/engine/trace';

const machine = (id: string) => machines.find((one) => one.machine.id === id)!.machine;

describe.each(machines.map((listed) => [listed.machine.id, listed] as const))(
  'the chart of %s',
  (_, listed) => {
    const chart = chartOf(listed.machine);

    it.each(['words', 'numbers'] as const)('has all of it apart, with %s', (labels) => {
      const shapes = stateChartLayout(chart, labels);
      const boxes = shapes.states.filter(({ state }) => isLeaf(state));
      for (const [i, a] of boxes.entries()) {
        expect(a.x).toBeGreaterThanOrEqual(0);
        expect(a.y).toBeGreaterThanOrEqual(0);
        expect(a.x + a.width).toBeLessThanOrEqual(shapes.width);
        expect(a.y + a.height).toBeLessThanOrEqual(shapes.height);
        for (const b of boxes.slice(i + 1)) {
          const apart = a.x + a.width <= b.x || b.x + b.width <= a.x;
          expect(apart || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(true);
        }
      }
      const drawn = shapes.ways.flatMap(({ transitions }) => transitions);
      expect(drawn.map(({ index }) => index).sort((a, b) => a - b)).toEqual(
        chart.transitions.map(({ index }) => index),
      );
      expect(shapes.ways.every(({ path }) => !path.includes('NaN'))).toBe(true);
    });

    it('begins somewhere and leads from state to state', () => {
      const ids = new Set(chart.states.map(({ id }) => id));
      expect(stateChartLayout(chart).starts.length).toBeGreaterThan(0);
      for (const { source, target } of chart.transitions) {
        expect(ids).toContain(source);
        expect(ids).toContain(target);
      }
    });
  },
);

describe('a state chart', () => {
  it('tells delays with their time, and by name where the case decides', () => {
    const labels = (id: string, context?: object) =>
      chartOf(machine(id), context).transitions.flatMap(({ label, delay }) =>
        delay === undefined ? [] : [label],
      );
    expect(labels('KMS key')).toContain('after 5 s');
    expect(labels('KMS key')).toContain('after waiting period');
    expect(labels('KMS key', { PendingWindowInDays: 7 })).toContain('after 7 days');
    expect(labels('automatic rotation', { RotationPeriodInDays: 365 })).toEqual(['after 1 year']);
    expect(labels('imported material', { validity: null })).toContain('never');
  });

  it('has self-transitions, nested states, conditions, and events that change nothing', () => {
    const key = chartOf(machine('KMS key'));
    const loop = stateChartLayout(key).ways.find(({ id }) => id === 'Enabled → Enabled');
    expect(loop?.transitions.map(({ label }) => label)).toEqual(['EnableKey']);
    expect(key.states.find(({ id }) => id === 'Enabled')?.inside).toEqual([
      'ImportKeyMaterial / stays',
    ]);
    const create = key.transitions.filter(({ event }) => event === 'CreateKey');
    expect(create.map(({ guard }) => guard)).toEqual(['awaits import', 'else']);
    const quota = chartOf(machine('requestQuota'));
    expect(quota.states.find(({ id }) => id === 'rate.throttling')?.parent).toBe('rate');
    const stack = chartOf(machine('CloudFormation stack'));
    expect(stack.states.find(({ id }) => id === 'CREATE_IN_PROGRESS')?.inside).toContain(
      'Work after 1 s',
    );
  });

  it('lights the states of a value, and counts the steps of a trace at their transitions', () => {
    expect(statesOf('Enabled')).toEqual(['Enabled']);
    expect(statesOf({ rate: 'within', limit: 'standing' })).toEqual([
      ...['rate', 'rate.within', 'limit', 'limit.standing'],
    ]);
    const chart = chartOf(machine('requestQuota'));
    const head = { kind: 'machine', machine: 'requestQuota', id: 'q', span: 1, parent: null };
    const step = { ...head, at: 0, event: 'THROTTLED' } as const;
    const steps: MachineStep[] = [
      { ...step, from: 'rate.within + limit.standing', to: 'rate.throttling + limit.standing' },
    ] as const satisfies readonly object[] as unknown as MachineStep[];
    const taken = takenOf(chart, [...steps, ...steps]);
    expect(transitionRows(chart, taken).filter((row) => row.taken > 0)).toMatchObject([
      { from: 'rate.within', when: 'THROTTLED', to: 'rate.throttling', taken: 2 },
    ]);
    expect(chartText(chart, taken)[0]).toBe(
      'rate.within to rate.throttling: THROTTLED. Taken 2 times.',
    );
  });

  it('writes spans of time in two units', () => {
    expect([250, 5000, 90_000, 5_400_000, 7 * 86_400_000, 400 * 86_400_000].map(spanText)).toEqual([
      ...['250 ms', '5 s', '1 min 30 s', '1 h 30 min', '7 days', '1 year 35 days'],
    ]);
  });
});
