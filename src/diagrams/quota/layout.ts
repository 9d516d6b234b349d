import { scaleLinear } from 'd3';
import { fit } from '../sequence/measure';
import { leftText, type QuotaUse, type Sample } from './use';

/** Sizes of type in px. */
export const type = { name: 12, detail: 11 } as const;

/** A quota as a bar that empties. */
export interface Gauge {
  readonly use: QuotaUse;
  readonly y: number;
  readonly height: number;
  readonly name: string;
  readonly place: string;
  readonly left: string;
  readonly bar: {
    readonly x: number;
    readonly y: number;
    readonly w: number;
    readonly fill: number;
  };
  readonly isNarrow: boolean;
}

/** All gauges, in px. */
export interface GaugeShapes {
  readonly width: number;
  readonly height: number;
  readonly gauges: readonly Gauge[];
}

/** Lays quotas out one below the other: name, bar, and how much is left. Pure. */
export function gaugeLayout(uses: readonly QuotaUse[], width: number): GaugeShapes {
  const isNarrow = width < 640;
  const height = isNarrow ? 56 : 32;
  const text = 150;
  const names = isNarrow ? width - 16 : Math.round(width * 0.5);
  const bar = isNarrow ? { x: 8, w: width - 16 } : { x: names + 8, w: width - names - text - 24 };
  const gauges = uses.map((use, index): Gauge => {
    const y = index * height;
    const share = Math.max(0, Math.min(1, use.left / use.burst));
    const left = use.isThrottling ? `${leftText(use)}, throttling` : leftText(use);
    const place = `${use.account} ${use.region}`;
    return {
      ...{ use, y, height, left, isNarrow },
      name: fit(use.name, isNarrow ? names * 0.62 : names - 178, type.name, 'ui'),
      place: fit(place, isNarrow ? names * 0.5 : 170, type.detail, 'ui'),
      bar: { x: bar.x, y: isNarrow ? y + 38 : y + 11, w: bar.w, fill: Math.round(bar.w * share) },
    };
  });
  return { width, height: Math.max(1, uses.length) * height, gauges };
}

/** Requests of a slice of time as a column. */
export interface Column {
  readonly x: number;
  readonly w: number;
  readonly admitted: { readonly y: number; readonly h: number };
  readonly throttled: { readonly y: number; readonly h: number };
}

/** A small plot of a quota's use, in px. */
export interface PlotShapes {
  readonly width: number;
  readonly height: number;
  readonly plot: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly columns: readonly Column[];
  /** How much was left after each request, in steps; empty where nobody noted it. */
  readonly left: string;
  readonly xTicks: readonly { readonly at: number; readonly text: string }[];
  /** Requests in a slice; on the right how much is left. */
  readonly yTicks: readonly { readonly at: number; readonly text: string }[];
  readonly burstTicks: readonly { readonly at: number; readonly text: string }[];
  /** How long a column lasts, in ms. */
  readonly slice: number;
}

/** What of a quota is drawn: from, to (ms). */
export interface PlotOptions {
  readonly width: number;
  readonly height: number;
  readonly from: number;
  readonly to: number;
}

const margin = { top: 10, right: 64, bottom: 26, left: 44 } as const;
const columnWidth = 8;

/** Draws the requests to a quota over time, and how much of it was left. Pure. */
export function plotLayout(use: QuotaUse, { width, height, from, to }: PlotOptions): PlotShapes {
  const plot = {
    ...{ x: margin.left, y: margin.top },
    w: Math.max(40, width - margin.left - margin.right),
    h: Math.max(40, height - margin.top - margin.bottom),
  };
  const bottom = plot.y + plot.h;
  const samples = use.samples.filter(({ at }) => at >= from && at <= to);
  const slices = Math.max(1, Math.floor(plot.w / columnWidth));
  const slice = (to - from) / slices;
  const counts = countSlices(samples, from, slice, slices);
  const most = Math.max(1, ...counts.map(({ admitted, throttled }) => admitted + throttled));
  const y = scaleLinear([0, most], [bottom, plot.y]).nice(4);
  const level = scaleLinear([0, use.burst], [bottom, plot.y]);
  const x = scaleLinear([from, to], [plot.x, plot.x + plot.w]);
  const columns = counts.flatMap(({ admitted, throttled }, index): Column[] => {
    if (admitted + throttled === 0) return [];
    const top = y(admitted);
    const upper = y(admitted + throttled);
    return [
      {
        ...{ x: round(plot.x + index * (plot.w / slices)), w: columnWidth - 1 },
        admitted: { y: round(top), h: round(bottom - top) },
        throttled: { y: round(upper), h: round(top - upper) },
      },
    ];
  });
  const seconds = scaleLinear([(from - to) / 1000, 0], [plot.x, plot.x + plot.w]);
  return {
    ...{ width, height, plot, columns, slice },
    left: levelPath(
      samples,
      (at) => x(at),
      (left) => level(Math.min(use.burst, left)),
    ),
    xTicks: seconds.ticks(Math.max(2, plot.w / 90)).map((value) => ({
      at: round(seconds(value)),
      text: value === 0 ? 'now' : `${value.toLocaleString('en')} s`,
    })),
    yTicks: y
      .ticks(3)
      .filter(Number.isInteger)
      .map((value) => ({ at: round(y(value)), text: value.toLocaleString('en') })),
    burstTicks: [0, use.burst].map((value) => ({
      at: round(level(value)),
      text: value.toLocaleString('en'),
    })),
  };
}

function countSlices(samples: readonly Sample[], from: number, slice: number, slices: number) {
  const counts = Array.from({ length: slices }, () => ({ admitted: 0, throttled: 0 }));
  for (const { at, count, admitted } of samples) {
    const one = counts[Math.min(slices - 1, Math.floor((at - from) / slice))];
    if (one === undefined) continue;
    if (admitted) one.admitted += count;
    else one.throttled += count;
  }
  return counts;
}

function levelPath(
  samples: readonly Sample[],
  x: (at: number) => number,
  y: (left: number) => number,
): string {
  let path = '';
  for (const { at, remaining } of samples) {
    if (remaining === undefined) continue;
    const [px, py] = [round(x(at)), round(y(remaining))];
    path += path === '' ? `M${px},${py}` : `H${px}V${py}`;
  }
  return path;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
