import { curveStepAfter, line, max, scaleLinear } from 'd3';
import type { LoadResult, Second } from '../../load/recorder';
import { series, type Series } from './series';

/** A tick of an axis: where it stands, and its text. */
export interface Tick {
  readonly at: number;
  readonly text: string;
}

/** All shapes of the load diagram, in px. */
export interface LoadShapes {
  readonly width: number;
  readonly height: number;
  /** The rectangle in which lines are drawn. */
  readonly plot: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  readonly lines: readonly (Series & { readonly path: string })[];
  /** The request quota. */
  readonly limit: string;
  readonly outage: { readonly x: number; readonly w: number } | null;
  /** The left edge of a second. */
  xOf(second: number): number;
  /** The second at an x; undefined beside the plot. */
  secondAt(x: number): number | undefined;
}

const margin = { top: 12, right: 12, bottom: 34, left: 56 } as const;

/** Lays a run out: a second is a step of each line. Pure: the same run gives the same shapes. */
export function loadLayout(result: LoadResult, width: number, height: number): LoadShapes {
  const { seconds, plan } = result;
  const plot = {
    ...{ x: margin.left, y: margin.top },
    w: Math.max(1, width - margin.left - margin.right),
    h: Math.max(1, height - margin.top - margin.bottom),
  };
  const count = Math.max(1, seconds.length);
  const x = scaleLinear([0, count], [plot.x, plot.x + plot.w]);
  const shown = series.filter(({ name }) => seconds.some((second) => second[name] > 0));
  const highest = max(shown, ({ name }) => max(seconds, (second) => second[name]));
  const y = scaleLinear([0, Math.max(highest ?? 0, plan.limit) * 1.05], [plot.y + plot.h, plot.y]);

  const step = (value: (second: number) => number) =>
    line<number>()
      .x((second) => round(x(second)))
      .y((second) => round(y(value(Math.min(second, count - 1)))))
      .curve(curveStepAfter)(Array.from({ length: count + 1 }, (_, second) => second)) ?? '';
  const at = (second: number): Second | undefined => seconds[second];
  const { increase, limit, outage } = plan;
  const limitAt = (second: number) =>
    increase !== undefined && second >= increase.at ? increase.limit : limit;

  return {
    ...{ width, height, plot },
    xTicks: x.ticks(Math.max(2, plot.w / 90)).map((value) => ({
      at: round(x(value)),
      text: `${value.toLocaleString('en')} s`,
    })),
    yTicks: y.ticks(5).map((value) => ({ at: round(y(value)), text: value.toLocaleString('en') })),
    lines: shown.map((one) => ({ ...one, path: step((second) => at(second)?.[one.name] ?? 0) })),
    limit: step(limitAt),
    outage:
      outage === undefined || outage.seconds === 0 || outage.at >= count
        ? null
        : { x: x(outage.at), w: x(Math.min(count, outage.at + outage.seconds)) - x(outage.at) },
    xOf: (second) => x(second),
    secondAt(px) {
      const second = Math.floor(x.invert(px));
      return second >= 0 && second < seconds.length ? second : undefined;
    },
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
