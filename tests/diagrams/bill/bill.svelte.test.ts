import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Bill from '../../../src/diagrams/bill/Bill.svelte';
import { kmsPrices, priceLines } from '../../../src/engine/prices/index';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import { violations } from '../../ui/accessibility';

const lines = priceLines([
  { price: kmsPrices.key, region: 'us-east-1', quantity: 2, operations: [] },
  {
    ...{ price: kmsPrices.request, region: 'us-east-1', quantity: 50_000 },
    operations: [{ operation: 'Decrypt', count: 50_000 }],
  },
]);
const bills = [
  {
    ...{ account: '123456789012', month: '2026-11', lines, total: 2.09 },
    ...{ forecast: 2.09, forecastLines: lines },
  },
];

test('is gone through by keyboard, and says what each part is', async () => {
  await page.viewport(390, 900);
  const { container } = await render(Bill, { bills, month: '2026-11' });
  container.querySelector<SVGElement>('[data-segment="0"]')?.focus();
  await expect
    .element(page.getByText(/^AWS KMS, us-east-1: KMS key.*2 Months so far/))
    .toBeVisible();
  await userEvent.keyboard('{ArrowRight}');
  await expect
    .element(page.getByText(/^AWS KMS, us-east-1: Decrypt .*20,000 of them free/))
    .toBeVisible();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
  expect(await violations(container)).toEqual([]);
});
