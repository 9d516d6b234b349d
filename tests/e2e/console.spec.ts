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

test('Amazon S3: a bucket encrypts what is uploaded, and the object says with what', async ({
  page,
}) => {
  await open(page, 's3');
  await button(page, 'Create bucket').click();
  await page.getByLabel('Bucket name').fill('orders-of-2026');
  await page.getByLabel('SSE-KMS', { exact: false }).first().check();
  await button(page, 'Create bucket').click();
  await expect(page.getByRole('heading', { name: 'orders-of-2026' })).toBeVisible();
  await button(page, 'Upload').click();
  await page.getByRole('textbox', { name: 'Text' }).fill('42 boxes');
  await page.getByLabel('Key', { exact: true }).fill('first.txt');
  await expect(code(page)).toContainText("printf %s '42 boxes' > first.txt");
  await button(page, 'Upload').click();
  await page.getByRole('row', { name: /first\.txt/ }).click();
  await expect(page.getByText('SSE-KMS', { exact: true }).first()).toBeVisible();
});

test('Parameter Store: a SecureString shows its value only on request', async ({ page }) => {
  await open(page, 'ssm');
  await button(page, 'Create parameter').click();
  await page.getByLabel('Name', { exact: true }).fill('/shop/password');
  await page.getByLabel('SecureString', { exact: false }).check();
  await page.getByRole('textbox', { name: 'Value' }).fill('correct horse');
  await button(page, 'Create parameter').click();
  await expect(page.getByRole('heading', { name: '/shop/password' })).toBeVisible();
  await expect(page.getByText('correct horse')).toHaveCount(0);
  await button(page, 'Show decrypted value').click();
  await expect(code(page)).toContainText('--with-decryption');
  await button(page, 'Show').click();
  await expect(page.getByText('correct horse')).toBeVisible();
});

test('Secrets Manager: a secret is stored, retrieved, deleted and restored', async ({ page }) => {
  await open(page, 'secrets-manager');
  await button(page, 'Store a new secret').click();
  await page.getByLabel('Key 1').fill('password');
  await page.getByLabel('Value 1').fill('hunter2');
  await button(page, 'Next').click();
  await page.getByLabel('Secret name').fill('prod/db');
  await button(page, 'Next').click();
  await button(page, 'Store').click();
  await expect(page.getByRole('heading', { name: 'prod/db' })).toBeVisible();
  await button(page, 'Retrieve secret value').click();
  await button(page, 'Retrieve').click();
  await expect(page.getByText('{"password":"hunter2"}')).toBeVisible();
  await button(page, 'Delete secret').click();
  await button(page, 'Schedule deletion').click();
  await expect(page.getByText('Deletion scheduled')).toBeVisible();
});

test('CloudWatch Logs: an existing log group takes a key only by the CLI', async ({ page }) => {
  await open(page, 'logs');
  await button(page, 'Create log group').click();
  await page.getByLabel('Log group name').fill('/app/orders');
  await page.getByLabel('Retention setting').selectOption('30');
  await button(page, 'Create log group').click();
  await expect(page.getByText('30 days')).toBeVisible();
  await button(page, 'Associate KMS key').click();
  await expect(page.getByText('only when it creates a log group')).toBeVisible();
  await expect(code(page)).toContainText('aws logs associate-kms-key');
});
