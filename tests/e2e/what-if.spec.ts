import { expect, test, type Page } from '@playwright/test';
import {
  complaintsOf,
  openMenu,
  openWithSecret,
  prompt,
  readSecret,
  run,
  terminal,
  violationsOn,
} from './page';

const copyPrompt = (page: Page) => page.getByRole('textbox', { name: 'Command in the copy' });
const copyTerminal = (page: Page) => page.getByRole('log', { name: 'Terminal of the copy' });
const copy = (page: Page) => page.getByRole('region', { name: /^What if: / });

async function ask(page: Page, change: string) {
  await page.getByLabel('What happens').selectOption(change);
  await page.getByRole('button', { name: 'Open the copy' }).click();
  await expect(copyPrompt(page)).toBeFocused({ timeout: 20_000 });
}

async function runInCopy(page: Page, line: string, text: string | RegExp) {
  await copyPrompt(page).pressSequentially(line);
  await copyPrompt(page).press('Enter');
  const entry = copyTerminal(page).getByRole('article', { name: line, exact: true }).last();
  await expect(entry.getByTitle('Time it took')).toBeVisible({ timeout: 20_000 });
  await expect(copyTerminal(page)).toContainText(text);
}

test('a copy beside the world shows what would be lost, and goes without a trace', async ({
  page,
}) => {
  const complaints = complaintsOf(page);
  await openWithSecret(page);
  await openMenu(page, 'What if');
  await ask(page, 'Disable alias/app');
  await expect(page.getByRole('tab', { name: 'Differs: 1' })).toBeVisible({ timeout: 20_000 });
  await expect(copy(page)).toContainText('KeyState: "Enabled" → "Disabled"');
  await page.getByRole('tab', { name: 'Unreadable: 1' }).click();
  await expect(copy(page).getByText(/parameter\/db, version 1/)).toBeVisible();
  await page.getByRole('tab', { name: 'Try' }).click();
  await page.getByRole('button', { name: 'Run them in both' }).click();
  await expect(page.getByText('1 of 1 command would no longer work.')).toBeVisible();
  await expect(page.getByRole('definition').filter({ hasText: 'is disabled' })).toBeVisible();
  expect(await violationsOn(page)).toEqual([]);

  // A learner stays in it: its terminal, and from there to the world's and back.
  await runInCopy(page, readSecret, 'is disabled');
  await page.keyboard.press('F6');
  await expect(prompt(page)).toBeFocused();
  await run(page, readSecret, '"secret"');
  await page.keyboard.press('F6');
  await expect(copyPrompt(page)).toBeFocused();

  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(copy(page)).toBeHidden();
  await expect(prompt(page)).toBeFocused();
  await run(
    page,
    'aws cloudtrail lookup-events --query "length(Events[?EventName==\'DisableKey\'])"',
    /\n?0/,
  );
  expect(complaints).toEqual([]);
});

test('what happens in the copy in seven days can become the world, and be undone', async ({
  page,
}) => {
  const complaints = complaintsOf(page);
  await openWithSecret(page);
  // From the palette.
  await page.keyboard.press('Control+k');
  await page.keyboard.type('what if');
  await expect(page.getByRole('option', { name: /^What if/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await ask(page, 'Disable alias/app');
  await runInCopy(
    page,
    'aws kms schedule-key-deletion --pending-window-in-days 7 --key-id $(aws kms describe-key --key-id alias/app --query KeyMetadata.KeyId --output text)',
    'PendingDeletion',
  );
  await page.getByRole('button', { name: /^The copy's time/ }).click();
  await page.getByRole('button', { name: '7 days', exact: true }).click();
  await page.getByRole('button', { name: '1 hour', exact: true }).click();
  await expect(page.getByText('Nothing is due.')).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('tab', { name: 'Unreadable: 1' }).click();
  await expect(copy(page).getByRole('heading', { name: 'alias/app deleted' })).toBeVisible();
  await run(page, readSecret, '"secret"');

  await page.getByRole('button', { name: 'Take over' }).click();
  await expect(copy(page)).toBeHidden();
  await expect(prompt(page)).toBeFocused();
  await expect(terminal(page)).toContainText('PendingDeletion');
  await run(page, 'aws kms describe-key --key-id alias/app', 'NotFoundException');
  await page.getByRole('button', { name: 'Undo the last command' }).click();
  await expect(page.getByText(/^Undone: aws kms describe-key/)).toBeVisible();
  await page.getByRole('button', { name: 'Undo the last command' }).click();
  await expect(page.getByText(/^Undone: taking over “Disable alias\/app”/)).toBeVisible();
  await run(page, `echo again; ${readSecret}`, /again\s*"secret"/);
  expect(complaints).toEqual([]);
});

test('from the console of a KMS key; and who is denied what in the copy is listed', async ({
  page,
}) => {
  const complaints = complaintsOf(page);
  await openWithSecret(page);
  await run(
    page,
    `aws iam create-role --role-name reader --query Role.RoleName --assume-role-policy-document '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}}'`,
    '"reader"',
  );
  await page.getByRole('button', { name: 'Console', exact: true }).click();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('alias/app');
  await expect(page.getByRole('option', { name: /^alias\/app/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Schedule deletion' }).click();
  await page.getByRole('button', { name: 'Try it on a copy of this world' }).click();
  await expect(page.getByLabel('What happens')).toHaveValue('Delete alias/app in 7 days');
  await ask(page, 'Deny role reader everything');
  await page.getByRole('tab', { name: 'Access: 1' }).click({ timeout: 20_000 });
  await expect(copy(page).getByText('loses AssumeRole')).toBeVisible();
  expect(await violationsOn(page)).toEqual([]);
  await page.keyboard.press('F6');
  await expect(prompt(page)).toBeFocused();
  expect(complaints).toEqual([]);
});

test('a copy is not there any more after the page is loaded anew or left', async ({ page }) => {
  await openWithSecret(page);
  await openMenu(page, 'What if');
  await ask(page, 'Delete alias/app in 7 days');
  await expect(page.getByRole('tab', { name: 'Unreadable: 1' })).toBeVisible({ timeout: 20_000 });
  await page.reload();
  await run(page, readSecret, '"secret"');
  await expect(copy(page)).toBeHidden();
  await openMenu(page, 'What if');
  await ask(page, 'Delete alias/app in 7 days');
  await page.getByRole('link', { name: 'Learn', exact: true }).click();
  await page.getByRole('link', { name: 'Lab', exact: true }).click();
  await run(page, `echo again; ${readSecret}`, /again\s*"secret"/);
  await expect(copy(page)).toBeHidden();
});
