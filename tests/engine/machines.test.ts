import { describe, expect, it } from 'vitest';
import { setup } from 'xstate';
import { rememberingStep, startMachine, stepMachine } from '../../src/engine/machines';

const year = 365 * 24 * 60 * 60 * 1000;

const rotation = setup({
  types: {
    context: {} as { count: number },
    events: {} as { type: 'stop' } | { type: 'xstate.after.year.rotation.waiting' },
  },
  delays: { year },
}).createMachine({
  id: 'rotation',
  context: { count: 0 },
  initial: 'waiting',
  states: {
    waiting: { after: { year: 'rotated' }, on: { stop: 'off' } },
    rotated: {},
    off: {},
  },
});

describe('machines as pure transitions', () => {
  it('hand their delays out as data, however long', () => {
    const { state, delays } = startMachine(rotation);
    expect(state).toBe('waiting');
    expect(delays).toMatchObject([{ type: 'raise', delay: year }]);
  });

  it('go on from a record that was saved as JSON', () => {
    const started = startMachine(rotation);
    const [raise] = started.delays;
    const record = JSON.parse(JSON.stringify(started.record)) as typeof started.record;
    const event = { type: raise?.type === 'raise' ? raise.event : '' };
    expect(stepMachine(rotation, record, event as { type: 'stop' }).state).toBe('rotated');
  });

  it('take a delay back when its state is left', () => {
    const { record } = startMachine(rotation);
    const { state, delays, changed } = stepMachine(rotation, record, { type: 'stop' });
    expect({ state, changed }).toEqual({ state: 'off', changed: true });
    expect(delays).toMatchObject([{ type: 'cancel' }]);
  });

  it('say when the state does not take an event', () => {
    const { record } = startMachine(rotation);
    const off = stepMachine(rotation, record, { type: 'stop' });
    const again = stepMachine(rotation, off.record, { type: 'stop' });
    expect(again).toMatchObject({ state: 'off', changed: false, delays: [] });
  });
});

describe('a remembering step', () => {
  it('answers as the machine does, also when it is asked again', () => {
    const step = rememberingStep(rotation);
    const { record } = startMachine(rotation);
    const first = step(record, { type: 'stop' });
    expect(first).toEqual(stepMachine(rotation, record, { type: 'stop' }));
    expect(step(record, { type: 'stop' })).toBe(first);
    expect(step(first.record, { type: 'stop' })).toMatchObject({ state: 'off', changed: false });
  });
});
