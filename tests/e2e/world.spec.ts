import { expect, test } from '@playwright/test';
import { complaintsOf, openMenu, openWithSecret, prompt, readSecret, run, terminal } from './page';

test('a save point', async ({ page }) => {
  const complaints = complaintsOf(page);
  await openWithSecret(page);

  await openMenu(page, 'Save points');
  await page.getByLabel('Keep this moment as').fill('before');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('before', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).click();

  await run(page, 'aws ssm delete-parameter --name /db', '$');
  await openMenu(page, 'Save points');
  await page.getByRole('button', { name: 'Compare with now' }).click();
  await expect(page.getByText(/From before to now: \d+ records differ/)).toBeVisible();
  await page.getByRole('button', { name: 'Go back to it' }).click();
  await run(page, readSecret, '"secret"');
  expect(complaints).toEqual([]);
});

test('a world goes into a link and comes out of it', async ({ page, browser }) => {
  await page.goto('/#/lab');
  await run(page, 'aws ssm put-parameter --name /db --type SecureString --value secret', 'Version');
  await openMenu(page, 'Share');
  const link = await page.getByLabel(/This world as it is now/).inputValue();
  const other = await browser.newPage();
  await other.goto(link);
  await other.getByRole('button', { name: 'Open it' }).click();
  await run(other, readSecret, '"secret"');
  await other.goto(`${link.slice(0, -20)}!`);
  await expect(other.getByText(/The link is damaged/)).toBeVisible();
});

test('identity and Region change by commands that one sees', async ({ page }) => {
  await page.goto('/#/lab');
  await run(page, 'aws iam create-user --user-name bob --query User.UserName', 'bob');
  await page.getByRole('button', { name: /^Identity: / }).click();
  await page.getByRole('button', { name: 'User bob' }).click();
  await expect(page.getByRole('button', { name: /^Identity: .*user\/bob/ })).toBeVisible({
    timeout: 20_000,
  });
  await expect(terminal(page)).toContainText('aws iam create-access-key --user-name bob');
  await run(page, 'aws sts get-caller-identity --query Arn', 'user/bob');
  await page.getByRole('button', { name: /^Identity: / }).click();
  await page.getByRole('button', { name: 'eu-west-1' }).click();
  await run(page, 'aws configure get region; echo $AWS_REGION', 'eu-west-1');
});

test('the palette finds an operation and puts its command into the prompt', async ({ page }) => {
  await page.goto('/#/learn');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('scheduledkeydel');
  await expect(page.getByText('Nothing is called that.')).toBeVisible();
  await page.getByRole('combobox').fill('schedule key');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Command' })).toHaveValue(
    'aws kms schedule-key-deletion ',
  );
});

test('what is typed and entered before the palette is there is for it alone', async ({ page }) => {
  const complaints = complaintsOf(page);
  await page.route('**/Palette*.js', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await route.continue();
  });
  await page.goto('/#/lab');
  await run(page, 'echo re""ady', 'ready');
  await prompt(page).fill('echo not en""tered');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('GenerateDataKeyX');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Enter');
  await expect(prompt(page)).toHaveValue(/^aws kms generate-data-key/);
  await expect(terminal(page)).not.toContainText('not entered');
  expect(complaints).toEqual([]);
});
