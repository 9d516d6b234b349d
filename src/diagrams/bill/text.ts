import { dollars, quantityText, serviceTitle, type Item } from './lines';
import type { Segment } from './layout';

/** An item in a sentence: what it is, how much of it, and what it costs. */
export function itemSentence(item: Item, period: Segment['period'] = 'toDate'): string {
  const { quantity, free, amount } = item[period];
  const when = period === 'toDate' ? 'so far' : 'in the whole month';
  const freely = free > 0 ? `, ${quantityText(free)} of them free` : '';
  const what = item.kind === 'requests' ? `${item.title} (${item.description})` : item.title;
  const each = item.unitPrice.toLocaleString('en', { maximumSignificantDigits: 6 });
  return `${serviceTitle(item.service)}, ${item.region}: ${what}, ${quantityText(quantity)} ${item.unit} ${when}${freely}, at $${each} each: ${dollars(amount)}.`;
}

/** The bill in sentences: the sum, and one for each item so far and for the whole month. */
export function billText(items: readonly Item[], month: string): string[] {
  const sum = (period: Segment['period']) =>
    items.reduce((total, item) => total + item[period].amount, 0);
  return [
    `${month}: ${dollars(sum('toDate'))} so far, ${dollars(sum('projected'))} projected for the whole month.`,
    ...items.flatMap((item) => [itemSentence(item), itemSentence(item, 'projected')]),
  ];
}
