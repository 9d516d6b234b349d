import { expect, test, type Page } from '@playwright/test';
import { complaintsOf } from './page';

// One path through each console, in the empty lab. What each form sends is the engine's to check.

/** The console: diagrams below repeat much of what it says. */
const pane = (page: Page) => page.getByRole('region', { name: 'Console' });

/** Opens a console of the lab. */
async function open(page: Page, place: string): Promise<void> {
  await page.goto(`/#/lab?console=${encodeURIComponent(place)}`);
  const services = pane(page).getByRole('combobox', { name: 'Service', exact: true });
  await expect(services).toBeVisible({ timeout: 30_000 });
}

/** The button of that name in the console. */
const button = (page: Page, name: string) => pane(page).getByRole('button', { name, exact: true });

/** What the form's request is on the command line. */
const code = (page: Page) => pane(page).getByLabel('Code', { exact: true });

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
  await pane(page).getByLabel('Alias').fill('orders');
  for (let step = 0; step < 4; step += 1) await button(page, 'Next').click();
  await expect(code(page)).toContainText('create-alias --alias-name alias/orders');
  await button(page, 'Finish').click();
  await expect(pane(page).getByRole('heading', { name: 'alias/orders' })).toBeVisible();
  await button(page, 'Schedule deletion').click();
  await expect(pane(page).getByText('Nothing in this world is kept under this key.')).toBeVisible();
  await pane(page).getByLabel('Waiting period (in days)').fill('7');
  await pane(page).getByLabel('I confirm', { exact: false }).check();
  await expect(code(page)).toContainText('--pending-window-in-days 7');
  await button(page, 'Schedule deletion').click();
  await expect(pane(page).getByText('PendingDeletion')).toBeVisible();
  await page.getByRole('button', { name: 'Undo the last command' }).click();
  await expect(pane(page).getByText('Enabled', { exact: true })).toBeVisible();
});

test('Amazon S3: a bucket encrypts what is uploaded, and the object says with what', async ({
  page,
}) => {
  await open(page, 's3');
  await button(page, 'Create bucket').click();
  await pane(page).getByLabel('Bucket name').fill('orders-of-2026');
  await pane(page).getByLabel('SSE-KMS', { exact: false }).first().check();
  await button(page, 'Create bucket').click();
  await expect(pane(page).getByRole('heading', { name: 'orders-of-2026' })).toBeVisible();
  await button(page, 'Upload').click();
  await pane(page).getByRole('textbox', { name: 'Text' }).fill('42 boxes');
  await pane(page).getByLabel('Key', { exact: true }).fill('first.txt');
  await expect(code(page)).toContainText("printf %s '42 boxes' > first.txt");
  await button(page, 'Upload').click();
  await pane(page)
    .getByRole('row', { name: /first\.txt/ })
    .click();
  await expect(pane(page).getByText('SSE-KMS', { exact: true }).first()).toBeVisible();
});

test('Parameter Store: a SecureString shows its value only on request', async ({ page }) => {
  await open(page, 'ssm');
  await button(page, 'Create parameter').click();
  await pane(page).getByLabel('Name', { exact: true }).fill('/shop/password');
  await pane(page).getByLabel('SecureString', { exact: false }).check();
  await pane(page).getByRole('textbox', { name: 'Value' }).fill('correct horse');
  await button(page, 'Create parameter').click();
  await expect(pane(page).getByRole('heading', { name: '/shop/password' })).toBeVisible();
  await expect(pane(page).getByText('correct horse')).toHaveCount(0);
  await button(page, 'Show decrypted value').click();
  await expect(code(page)).toContainText('--with-decryption');
  await button(page, 'Show').click();
  await expect(pane(page).getByText('correct horse')).toBeVisible();
});

test('Secrets Manager: a secret is stored, retrieved, deleted and restored', async ({ page }) => {
  await open(page, 'secrets-manager');
  await button(page, 'Store a new secret').click();
  await pane(page).getByLabel('Key 1').fill('password');
  await pane(page).getByLabel('Value 1').fill('hunter2');
  await button(page, 'Next').click();
  await pane(page).getByLabel('Secret name').fill('prod/db');
  await button(page, 'Next').click();
  await button(page, 'Next').click();
  await expect(pane(page).getByRole('region', { name: 'Configure secret' })).toContainText(
    'prod/db',
  );
  await button(page, 'Store').click();
  await expect(pane(page).getByRole('heading', { name: 'prod/db' })).toBeVisible();
  await button(page, 'Retrieve secret value').click();
  await button(page, 'Retrieve').click();
  await expect(pane(page).getByText('{"password":"hunter2"}')).toBeVisible();
  await button(page, 'Delete secret').click();
  await button(page, 'Schedule deletion').click();
  await expect(pane(page).getByText('Deletion scheduled')).toBeVisible();
});

test('CloudWatch Logs: an existing log group takes a key only by the CLI', async ({ page }) => {
  await open(page, 'logs');
  await button(page, 'Create log group').click();
  await pane(page).getByLabel('Log group name').fill('/app/orders');
  await pane(page).getByLabel('Retention setting').selectOption('30');
  await button(page, 'Create log group').click();
  await expect(pane(page).getByText('30 days')).toBeVisible();
  await button(page, 'Associate KMS key').click();
  await expect(pane(page).getByText('only when it creates a log group')).toBeVisible();
  await expect(code(page)).toContainText('aws logs associate-kms-key');
});

test('IAM: a new access key shows its secret once', async ({ page }) => {
  await open(page, 'iam');
  await button(page, 'Create user').click();
  await pane(page).getByLabel('User name').fill('eve');
  await button(page, 'Next').click();
  await button(page, 'Next').click();
  await button(page, 'Create user').click();
  await expect(pane(page).getByRole('heading', { name: 'eve' })).toBeVisible();
  await pane(page).getByRole('tab', { name: 'Security credentials' }).click();
  await button(page, 'Create access key').click();
  await button(page, 'Create access key').click();
  await expect(pane(page).getByText('Secret access key')).toBeVisible();
  await button(page, 'Hide').click();
  await expect(pane(page).getByText('Secret access key')).toHaveCount(0);
});

test('EC2: a volume that exists cannot be encrypted; a new one can', async ({ page }) => {
  await open(page, 'ec2');
  await button(page, 'Create volume').click();
  await pane(page).getByLabel('Encrypt this resource').check();
  await expect(code(page)).toContainText('--encrypted');
  await button(page, 'Create volume').click();
  await expect(pane(page).getByText('Encrypted', { exact: true }).first()).toBeVisible();
  await button(page, 'Encrypt').click();
  await expect(pane(page).getByText('Another KMS key takes a copy')).toBeVisible();
});

test('RDS: a database with a password that Secrets Manager keeps', async ({ page }) => {
  await open(page, 'rds');
  await button(page, 'Create database').click();
  await pane(page).getByLabel('DB instance identifier').fill('orders');
  await expect(code(page)).toContainText('--manage-master-user-password');
  await button(page, 'Create database').click();
  await expect(pane(page).getByText('In Secrets Manager')).toBeVisible();
});

test('Lambda: a function needs a role that trusts it, and says so', async ({ page }) => {
  await open(page, 'lambda!create');
  await pane(page).getByLabel('Function name').fill('hello');
  await pane(page).getByLabel('Use an existing role').check();
  await button(page, 'Next').click();
  await expect(pane(page).getByText('Existing role is missing.')).toBeVisible();
  await open(page, 'iam:roles!create');
  await button(page, 'Next').click();
  await button(page, 'Next').click();
  await pane(page).getByLabel('Role name').fill('hello-role');
  await button(page, 'Create role').click();
  await expect(pane(page).getByRole('heading', { name: 'hello-role' })).toBeVisible();
  await open(page, 'lambda!create');
  await pane(page).getByLabel('Function name').fill('hello');
  await pane(page).getByLabel('Use an existing role').check();
  await button(page, 'Next').click();
  await expect(code(page)).toContainText('zip -q function.zip index.mjs');
  await button(page, 'Create function').click();
  await expect(pane(page).getByRole('heading', { name: 'hello' })).toBeVisible();
  await pane(page).getByRole('tab', { name: 'Test' }).click();
  await button(page, 'Test').click();
  await button(page, 'Test').click();
  await expect(pane(page).getByText('Succeeded, status 200')).toBeVisible({ timeout: 20_000 });
});

test('CloudTrail: an event is its record', async ({ page }) => {
  await open(page, 'logs!create');
  await pane(page).getByLabel('Log group name').fill('/app/trail');
  await button(page, 'Create log group').click();
  await expect(pane(page).getByRole('heading', { name: '/app/trail' })).toBeVisible();
  await open(page, 'cloudtrail');
  await pane(page)
    .getByRole('row', { name: /CreateLogGroup/ })
    .click();
  await expect(pane(page).getByText('"eventSource": "logs.amazonaws.com"')).toBeVisible();
  await pane(page).getByRole('tab', { name: 'This request' }).click();
  await pane(page).getByRole('button', { name: 'HTTP', exact: true }).click();
  await expect(page.getByText('X-Amz-Target: Logs_20140328.CreateLogGroup')).toBeVisible();
});

test('Service Quotas: more is asked for', async ({ page }) => {
  await open(page, 'quotas');
  await pane(page).getByRole('searchbox', { name: 'Find quotas' }).fill('symmetric cryptographic');
  await pane(page)
    .getByRole('row', { name: /symmetric/i })
    .first()
    .click();
  await button(page, 'Request increase at account level').click();
  await pane(page).getByLabel('Increase quota value').fill('200000');
  await button(page, 'Request').click();
  await expect(pane(page).getByText('200,000')).toBeVisible();
});

test('Billing: a key is on the bill', async ({ page }) => {
  await open(page, 'kms!create');
  await button(page, 'Next').click();
  await pane(page).getByLabel('Alias').fill('billed');
  for (let step = 0; step < 4; step += 1) await button(page, 'Next').click();
  await button(page, 'Finish').click();
  await expect(pane(page).getByRole('heading', { name: 'alias/billed' })).toBeVisible();
  await open(page, 'bill');
  await expect(pane(page).getByRole('row').nth(1)).toBeVisible();
});
