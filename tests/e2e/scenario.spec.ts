import { expect, test } from '@playwright/test';
import { complaintsOf, prompt, run, scenario, terminal, type } from './page';

test('a student finishes the first scenario by typing, and reloads half-way', async ({ page }) => {
  test.setTimeout(180_000);
  const complaints = complaintsOf(page);
  await page.goto('/#/learn');
  await page.getByRole('link', { name: scenario.title }).click();
  await expect(page.getByRole('heading', { level: 1, name: scenario.title })).toBeVisible();

  const { tasks } = scenario;
  const done = (count: number) =>
    expect(page.getByText(`${count} of ${tasks.length}`, { exact: true })).toBeVisible({
      timeout: 30_000,
    });
  for (const [i, { solution }] of tasks.entries()) {
    for (const line of solution) await type(page, line);
    if (i < tasks.length - 1) await done(i + 1);
    if (i === Math.floor(tasks.length / 2)) {
      await page.reload();
      await done(i + 1);
      await expect(terminal(page)).toContainText(solution[0]!);
    }
  }
  await expect(page.getByRole('heading', { name: 'Finished' })).toBeVisible({
    timeout: 30_000,
  });
  expect(complaints).toEqual([]);
});

test('the solution goes into the prompt and runs only when the student says so', async ({
  page,
}) => {
  await page.goto('/#/learn/envelope-encrypt-a-report');
  await page.getByRole('button', { name: 'Show solution' }).first().click();
  await expect(prompt(page)).toHaveValue(scenario.tasks[0]!.solution[0]!);
  await expect(terminal(page)).not.toContainText('UserId');
  await prompt(page).press('Enter');
  await expect(terminal(page)).toContainText('UserId', { timeout: 20_000 });
});

test('who follows the shown solutions leaves no plaintext behind', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto('/#/learn/envelope-encrypt-a-report');
  const upTo = scenario.tasks.findIndex(({ title }) => title === 'Throw the plaintext away') + 1;
  for (const [i, { solution }] of scenario.tasks.slice(0, upTo).entries()) {
    for (const line of solution) {
      const next = page.getByRole('button', { name: /^(Show solution|Next line of the solution)/ });
      await next.first().click();
      await expect(prompt(page)).toHaveValue(line);
      await prompt(page).press('Enter');
      await expect(terminal(page).getByText('running')).toHaveCount(0);
    }
    await expect(
      page.getByText(`${i + 1} of ${scenario.tasks.length}`, { exact: true }),
    ).toBeVisible({ timeout: 30_000 });
  }
  await run(page, 'ls -A; set | grep -c ^DATA_KEY', /report\.iv\s+0/);
  await expect(terminal(page).locator('article').last()).not.toContainText(/\bpart\b(?!\.kms)/);
});

test('the picture, the bytes, the decision and the state show what happened', async ({ page }) => {
  const complaints = complaintsOf(page);
  await page.goto('/#/learn/envelope-encrypt-a-report');
  for (const line of scenario.tasks.slice(0, 2).flatMap(({ solution }) => solution)) {
    await type(page, line);
  }
  await expect(page.getByText(`2 of ${scenario.tasks.length}`, { exact: true })).toBeVisible({
    timeout: 30_000,
  });
  await expect(page.getByText('Decrypt', { exact: true }).first()).toBeVisible();
  await page.getByRole('tab', { name: 'Bytes' }).click();
  await page.getByLabel('Bytes of').selectOption({ label: 'note.kms' });
  await expect(page.getByText(/Which key material encrypted this/).first()).toBeVisible();
  await page.getByRole('tab', { name: 'Decision' }).click();
  await expect(page.getByText('Enable IAM User Permissions').first()).toBeVisible();
  await page.getByRole('button', { name: 'World', exact: true }).click();
  await page.getByRole('tab', { name: 'State', exact: true }).click();
  await expect(page.getByText('kms.keys').first()).toBeVisible();
  expect(complaints).toEqual([]);
});
