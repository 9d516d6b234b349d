import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { chartOf } from '../../../src/diagrams/state-chart/chart';
import StateChart from '../../../src/diagrams/state-chart/StateChart.svelte';
import { keyLifecycle } from '../../../src/engine/services/kms/key-lifecycle.machine';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import { violations } from '../../ui/accessibility';

test('a chart is walked by keyboard, told by its table, and saved', async () => {
  await page.viewport(1280, 900);
  await render(StateChart, {
    chart: chartOf(keyLifecycle, { PendingWindowInDays: 7 }),
    ...{ title: 'KMS key', lit: ['PendingDeletion'] },
  });
  const drawing = page.getByRole('group', { name: 'State chart: KMS key' });
  const now = drawing.getByRole('button', { name: /PendingDeletion/ });
  await expect.element(now).toHaveAccessibleDescription(/^The state now\. Leads to .*Deleted/);
  // Too many arrows for words: the table is open and explains the numbers.
  const row = page.getByRole('row', { name: /PendingDeletion after 7 days \(waiting period\)/ });
  await expect.element(row).toBeVisible();
  (now.element() as SVGElement).focus();
  await userEvent.keyboard('{Home}');
  const first = drawing.getByRole('button', { name: 'New' });
  await expect.element(first).toHaveFocus();
  await expect.element(first).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('checkbox', { name: 'Labels in words' }).click();
  await expect.element(drawing).toHaveTextContent('CancelKeyDeletion [awaits import]');
  await expect.element(page.getByRole('button', { name: 'Save KMS key as SVG' })).toBeEnabled();
  expect(await violations()).toEqual([]);
});
