import { expect, test, type Page } from '@playwright/test';
import { complaintsOf } from './page';

// One path through each console, in the empty lab. What each form sends is the engine's to check.

/** Opens a console of the lab. */
async function open(page: Page, place: string): Promise<void> {
  await page.goto(`/#/lab?console=${encodeURIComponent(place)}`);
  await expect(page.getByRole('region', { name: 'Console' })).toBeVisible();
  await expect(page.getByLabel('Service')).toBeVisible({ timeout: 30_000 });
}

/** The button of that name in the console. */
const button = (page: Page, name: string) =>
  page.getByRole('region', { name: 'Console' }).getByRole('button', { name, exact: true });

/** What the form's request is on the command line. */
const code = (page: Page) => page.getByLabel('Code', { exact: true });

let complaints: string[];

test.beforeEach(({ page }) => {
  complaints = complaintsOf(page);
});

test.afterEach(() => {
  expect(complaints).toEqual([]);
});

test('AWS KMS: a key is created, and its deletion says what needs it', async ({ page }) => {
  await open(page, 'kms');
  await button(page, 'Create key').click();
  await button(page, 'Next').click();
  await page.getByLabel('Alias').fill('orders');
  for (let step = 0; step < 3; step += 1) await button(page, 'Next').click();
  await expect(code(page)).toContainText('create-alias --alias-name alias/orders');
  await button(page, 'Finish').click();
  await expect(page.getByRole('heading', { name: 'alias/orders' })).toBeVisible();
  await button(page, 'Schedule deletion').click();
  await expect(page.getByText('Nothing in this world is kept under this key.')).toBeVisible();
  await page.getByLabel('Waiting period').fill('7');
  await expect(code(page)).toContainText('--pending-window-in-days 7');
  await button(page, 'Schedule deletion').click();
  await expect(page.getByText('PendingDeletion')).toBeVisible();
  await page.getByRole('button', { name: 'Undo the last command' }).click();
  await expect(page.getByText('Enabled', { exact: true })).toBeVisible();
});
