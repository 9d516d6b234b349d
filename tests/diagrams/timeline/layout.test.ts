import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstAt, lanesOf, type TimelineEvent } from '../../../src/diagrams/timeline/events';
import { timelineLayout } from '../../../src/diagrams/timeline/layout';
import { eventsInView } from '../../../src/diagrams/timeline/text';
import { panned, showing, wholeView, zoomed } from '../../../src/diagrams/timeline/view';

const year = 365 * 86_400_000;
const now = Date.UTC(2026, 10, 23, 12);

const events = (...times: readonly (readonly [resource: string, at: number])[]): TimelineEvent[] =>
  times.map(([resource, at], i) => ({
    ...{ id: `e${i}`, at, resource, kind: 'change', title: `event ${i}`, source: 'record' },
    said: [],
  }));

const lanes = (list: readonly TimelineEvent[]) =>
  lanesOf(list, (key) => ({ title: key, service: 'test' }));

const options = { width: 1000, height: 400, now, top: 0 };

const someEvents = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: -2 * year, max: 5 * year })), {
    minLength: 1,
    maxLength: 60,
  })
  .map((times) => events(...times.map(([key, at]) => [key, now + at] as const)));

describe('the timeline', () => {
  it('shows every event once, in marks that lie apart, the past apart from what is to come', () => {
    fc.assert(
      fc.property(someEvents, (list) => {
        const all = lanes(list);
        const shapes = timelineLayout(all, { ...options, ...wholeView(all, now) });
        for (const { lane, marks } of shapes.lanes) {
          let next = 0;
          for (const [i, mark] of marks.entries()) {
            expect(mark.first).toBe(next);
            next = mark.end;
            const own = lane.events.slice(mark.first, mark.end);
            expect(own.every(({ at }) => at > now === mark.future)).toBe(true);
            expect(mark.x).toBeGreaterThanOrEqual(shapes.plot.x);
            expect(mark.x).toBeLessThanOrEqual(shapes.plot.x + shapes.plot.w);
            const before = marks[i - 1];
            if (before?.future === mark.future) expect(mark.x).toBeGreaterThan(before.x);
          }
          expect(next).toBe(lane.events.length);
        }
      }),
    );
  });

  it('leaves out what is scrolled away or out of sight', () => {
    const many = Array.from({ length: 2000 }, (_, i) => [`lane ${i}`, now + i] as const);
    const all = lanes(events(...many));
    const view = { from: now - 1000, to: now + 3000 };
    const shapes = timelineLayout(all, { ...options, ...view, top: 3000 });
    expect(shapes.lanes.length).toBeLessThan(15);
    expect(shapes.lanes[0]?.index).toBe(100);
    expect(shapes.lanesHeight).toBe(2000 * 30);
    const away = timelineLayout(all, { ...options, from: now - 5000, to: now - 4000 });
    expect(away.lanes.flatMap(({ marks }) => marks)).toEqual([]);
    expect(away.nowX).toBeUndefined();
    expect(away.future.w).toBe(0);
  });

  it('zooms around a time, pans, and keeps times where they were', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 100, noNaN: true }), (factor) => {
        const view = { from: now - year, to: now + year };
        const near = zoomed(view, factor, now + year / 2);
        const share = (now + year / 2 - near.from) / (near.to - near.from);
        expect(share).toBeCloseTo(0.75);
        const back = panned(panned(near, 0.3), -0.3);
        expect((back.from - near.from) / (near.to - near.from)).toBeCloseTo(0);
      }),
    );
    const view = { from: 0, to: 100 };
    expect(showing(view, 50)).toBe(view);
    expect(showing(view, 200).to).toBe(210);
    expect(showing(view, -50).from).toBe(-60);
  });

  it('finds the first event at a time, and lists those nearest to now', () => {
    const list = events(['a', 1], ['a', 3], ['a', 3], ['a', 7]);
    expect([0, 1, 2, 3, 4, 8].map((time) => firstAt(list, time))).toEqual([0, 0, 1, 1, 3, 4]);
    const { listed, total } = eventsInView(lanes(list), { from: 0, to: 10 }, 4, 3);
    expect(total).toBe(4);
    expect(listed.map(({ event }) => event.at)).toEqual([1, 3, 3]);
  });

  it('writes ticks from years to milliseconds', () => {
    const ticks = (width: number) =>
      timelineLayout([], { ...options, from: now, to: now + width }).ticks.map(({ text }) => text);
    expect(ticks(20 * year)).toContain('2030');
    expect(ticks(year)).toContain('Mar 2027');
    expect(ticks(86_400_000)).toContain('15:00');
    expect(ticks(100)[1]).toMatch(/^12:00:00\.\d{3}$/);
  });
});
