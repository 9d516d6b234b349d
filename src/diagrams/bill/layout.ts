import { max, scaleLinear, stack } from 'd3';
import { fit, textWidth } from '../sequence/measure';
import { dollars, serviceTitle, type Item } from './lines';

/** A stretch of a bar: what one item costs in the month so far, or in the whole month. */
export interface Segment {
  readonly index: number;
  readonly item: Item;
  readonly period: 'toDate' | 'projected';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Its title where there is room; else empty. */
  readonly label: string;
}

/** A service and its two bars. */
export interface ServiceRow {
  readonly service: string;
  readonly title: string;
  readonly y: number;
  readonly toDate: number;
  readonly projected: number;
  /** Amounts in words, and where they stand. */
  readonly amounts: string;
}

/** An amount on the axis. */
export interface Tick {
  readonly x: number;
  readonly text: string;
  readonly anchor: 'start' | 'middle';
}

/** All shapes of the bill's diagram, in px. */
export interface BillShapes {
  readonly width: number;
  readonly height: number;
  readonly rows: readonly ServiceRow[];
  readonly segments: readonly Segment[];
  readonly ticks: readonly Tick[];
  readonly plot: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
}

/** Heights in px: of a row with its title and two bars, of the bars, and of the axis. */
const heights = { row: 60, title: 20, toDate: 18, projected: 8, axis: 28 } as const;
const inset = { left: 12, right: 24 } as const;

/** Between a service's title and its amounts, in px. */
export const titleGap = 6;

/** Size of type in px. */
export const type = { title: 12, segment: 11 } as const;

/**
 * Stacks each service's items, the dearest first, so far and for the whole month; the services from
 * the dearest down. Pure: the same items give the same shapes.
 */
export function billLayout(items: readonly Item[], width: number): BillShapes {
  const byService = new Map<string, Item[]>();
  for (const item of items) {
    byService.set(item.service, [...(byService.get(item.service) ?? []), item]);
  }
  const services = [...byService]
    .map(([service, of]) => ({
      service,
      items: [...of].sort((a, b) => b.projected.amount - a.projected.amount),
      toDate: sum(of, 'toDate'),
      projected: sum(of, 'projected'),
    }))
    .sort((a, b) => b.projected - a.projected || (a.service < b.service ? -1 : 1));
  const most = max(services, ({ toDate, projected }) => Math.max(toDate, projected)) ?? 0;
  const plot = {
    ...{ x: inset.left, y: 0 },
    w: Math.max(1, width - inset.left - inset.right),
    h: services.length * heights.row,
  };
  const x = scaleLinear([0, most === 0 ? 1 : most], [plot.x, plot.x + plot.w]);
  const segments: Segment[] = [];
  for (const [row, { items: of }] of services.entries()) {
    for (const period of ['toDate', 'projected'] as const) {
      const y = row * heights.row + heights.title + (period === 'toDate' ? 0 : heights.toDate + 2);
      const layers = stack<Record<string, number>>().keys(of.map(({ key }) => key))([
        Object.fromEntries(of.map((item) => [item.key, item[period].amount])),
      ]);
      for (const [at, layer] of layers.entries()) {
        const item = of[at];
        const [from, to] = layer[0] ?? [0, 0];
        if (item === undefined || to <= from) continue;
        const box = { x: x(from), y, width: x(to) - x(from), height: heights[period] };
        const label = period === 'toDate' ? fitting(item.title, box.width) : '';
        segments.push({ ...box, index: segments.length, item, period, label });
      }
    }
  }
  return {
    ...{ width, plot, segments },
    height: plot.h + heights.axis,
    rows: services.map(({ service, toDate, projected }, row) => {
      const title = serviceTitle(service);
      const room = width - inset.left - textWidth(title, type.title, 'ui') - titleGap;
      return {
        ...{ service, toDate, projected, title, y: row * heights.row },
        amounts: amountsText(dollars(toDate), dollars(projected), room),
      };
    }),
    ticks: x.ticks(Math.max(2, Math.min(6, plot.w / 110))).map((value) => ({
      ...{ x: x(value), text: dollars(value) },
      anchor: value === 0 ? 'start' : 'middle',
    })),
  };
}

/** What a service costs, in as many words as there is room for. */
function amountsText(toDate: string, projected: string, room: number): string {
  const whole = `${toDate} so far, ${projected} projected`;
  if (textWidth(whole, type.title, 'ui') <= room) return whole;
  return toDate === projected ? `${toDate}, also projected` : `${toDate}, ${projected} projected`;
}

function sum(items: readonly Item[], period: 'toDate' | 'projected'): number {
  return items.reduce((total, item) => total + item[period].amount, 0);
}

function fitting(text: string, width: number): string {
  const room = width - 8;
  if (textWidth(text.slice(0, 4), type.segment, 'ui') > room) return '';
  return fit(text, room, type.segment, 'ui');
}
