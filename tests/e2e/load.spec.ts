import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';

test('a load is planned, run, cancelled, compared and exported, by keyboard as well', async ({
  page,
}) => {
  await page.goto('/#/lab/load');
  const results = page.getByRole('region', { name: 'Results' });
  await expect(results.getByRole('heading', { name: /^[0-9]+\. / })).toHaveText(
    '1. Over the quota',
  );

  await page.getByLabel('Requests', { exact: false }).first().fill('2000000');
  await expect(page.getByRole('alert')).toContainText('a run has at most 1,000,000');
  await page.getByLabel('Requests', { exact: false }).first().fill('100');
  await page.getByLabel('Request quota').fill('50');
  await page.getByLabel('Policy').selectOption('none');
  await page.getByRole('button', { name: /^Run 6,000/ }).press('Enter');
  await expect(results.getByRole('heading', { name: /^[0-9]+\. / })).toHaveText('2. Own plan');
  const row = results.getByRole('row', { name: /2\. Own plan/ });
  await expect(row).toContainText('No retries');

  const slider = results.getByRole('slider');
  await slider.press('Home');
  await expect(results.getByText('Second 0')).toBeVisible();

  await page.getByRole('button', { name: 'Outage, no jitter' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expect(results.getByRole('heading', { name: /^[0-9]+\. / })).toHaveText('2. Own plan');

  const download = page.waitForEvent('download');
  await results.getByRole('button', { name: 'CSV' }).click();
  const csv = readFileSync(await (await download).path(), 'utf8');
  expect(csv.split('\n')[0]).toMatch(/^second,requests,/);
});
