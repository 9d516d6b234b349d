import type { Lane } from './events';

/** The part of time that is in sight: from, to, in ms since 1970. */
export interface TimeView {
  readonly from: number;
  readonly to: number;
}

const second = 1000;
const day = 86_400 * second;

/** The shortest and the longest time that fits the width. */
export const limits = { shortest: 20, longest: 400 * 365 * day } as const;

/** All events with a margin, and now; a day where there are none. */
export function wholeView(lanes: readonly Lane[], now: number): TimeView {
  let from = now;
  let to = now;
  for (const { events } of lanes) {
    from = Math.min(from, events[0]?.at ?? now);
    to = Math.max(to, events.at(-1)?.at ?? now);
  }
  const margin = Math.max(30 * second, (to - from) * 0.04);
  return { from: from - margin, to: to + margin };
}

/** `view` stretched by `factor` (below 1: nearer) around a time. */
export function zoomed({ from, to }: TimeView, factor: number, around = (from + to) / 2): TimeView {
  const width = Math.min(limits.longest, Math.max(limits.shortest, (to - from) * factor));
  const share = to === from ? 0.5 : (around - from) / (to - from);
  const start = around - share * width;
  return { from: start, to: start + width };
}

/** `view` moved by a share of its width: to the future where it is positive. */
export function panned({ from, to }: TimeView, share: number): TimeView {
  const by = (to - from) * share;
  return { from: from + by, to: to + by };
}

/** The view that shows a time, moved no further than needed. */
export function showing(view: TimeView, time: number): TimeView {
  const margin = (view.to - view.from) * 0.1;
  if (time < view.from) return panned(view, (time - margin - view.from) / (view.to - view.from));
  if (time > view.to) return panned(view, (time + margin - view.to) / (view.to - view.from));
  return view;
}

/** What can be looked at by name. */
export const spans: readonly {
  readonly id: string;
  readonly title: string;
  view(lanes: readonly Lane[], now: number): TimeView;
}[] = [
  { id: 'all', title: 'All', view: wholeView },
  ...[
    ['hour', 'Last hour', 3600 * second, 0],
    ['month', '± 30 days', 30 * day, 30 * day],
    ['year', 'Next year', 30 * day, 366 * day],
  ].map(([id, title, before, after]) => ({
    id: String(id),
    title: String(title),
    view: (_: readonly Lane[], now: number) => {
      const ahead = Math.max(Number(after), Number(before) * 0.05);
      return { from: now - Number(before), to: now + ahead };
    },
  })),
];
