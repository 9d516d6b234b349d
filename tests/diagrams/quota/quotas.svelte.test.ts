import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Quotas from '../../../src/diagrams/quota/Quotas.svelte';
import type { QuotaUse } from '../../../src/diagrams/quota/use';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import { violations } from '../../ui/accessibility';

const now = 100_000;
const samples = Array.from({ length: 9 }, (_, i) => ({
  ...{ at: now - 900 + i * 100, count: 1, admitted: i < 5, remaining: Math.max(0, 4 - i) },
}));
const base = {
  ...{ account: '123456789012', region: 'us-east-1', service: 'AWS KMS', adjustable: true },
  ...{ description: '', increaseRequested: false, isThrottling: false, lastSecond: 0 },
  sentIds: [],
} as const;
const uses: QuotaUse[] = [
  {
    ...{ ...base, key: 'alias', name: 'CreateAlias request rate', code: 'L-F7504F73' },
    ...{ operations: ['CreateAlias'], rate: 5, burst: 5, left: 0, isThrottling: true },
    ...{ requests: 9, throttled: 4, samples, lastSecond: 9 },
  },
  {
    ...{ ...base, key: 'shared', name: 'Cryptographic operations (symmetric) request rate' },
    ...{ code: 'L-6E3AF000', operations: ['Decrypt', 'Encrypt'], rate: 100_000, burst: 100_000 },
    ...{ left: 99_988, requests: 12, throttled: 0, samples: [] },
  },
];

test('gauges are chosen by keyboard, tell what shares them, and have a table', async () => {
  await page.viewport(1280, 900);
  await render(Quotas, { uses, now });
  const first = page.getByRole('button', { name: /CreateAlias request rate.*0 of 5, throttling/ });
  await expect.element(first).toHaveAccessibleDescription(/9 in all, 4 throttled/);
  await expect
    .element(page.getByRole('region', { name: 'CreateAlias request rate' }))
    .toBeVisible();
  (first.element() as SVGElement).focus();
  await userEvent.keyboard('{ArrowDown}');
  const details = page.getByRole('region', { name: /^Cryptographic operations/ });
  await expect.element(details).toHaveTextContent('Shared by Decrypt, Encrypt.');
  await page.getByText('All quotas in use as a table').click();
  const row = page.getByRole('row', { name: /CreateAlias request rate \(throttling\)/ });
  await expect.element(row).toHaveTextContent('0 of 5');
  expect(await violations()).toEqual([]);
});
