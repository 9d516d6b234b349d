import { readFile, writeFile } from 'node:fs/promises';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { complaintsOf, run, violationsOn } from './page';

/** Writes another line in the place of one, key by key. */
async function retype(editor: Locator, line: string, other: string): Promise<void> {
  await editor.getByText(line, { exact: true }).click();
  await editor.press('End');
  await editor.press('Shift+Home');
  await editor.pressSequentially(other);
}

/** Takes what the editor offers. The list is drawn anew as one types, so that a click can miss it. */
async function accept(editor: Locator, option: RegExp, text: string): Promise<void> {
  await expect(async () => {
    await editor.page().getByRole('option', { name: option }).click({ timeout: 1000 });
    await expect(editor).toContainText(text, { timeout: 1000 });
  }).toPass();
}

/** Drops files on a part of the page, as from the desktop. */
async function drop(page: Page, target: Locator, files: readonly string[]): Promise<void> {
  const { x, y, width, height } = (await target.boundingBox())!;
  const devtools = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', {
      ...{ type, x: x + width / 2, y: y + height / 2 },
      data: { items: [], files: [...files], dragOperationsMask: 1 },
    });
  }
}

test('an instructor publishes by the tutorial, a student works, and the gradebook has the points', async ({
  page,
  browser,
}, testInfo) => {
  test.setTimeout(120_000);
  const complaints = complaintsOf(page);
  const proven = page.getByText('Proven: it would be published');
  await page.goto('/#/author');
  await page.getByText('Publish an exercise in ten minutes').click();

  // The second exercise is the template as it is.
  await page.getByRole('button', { name: 'Task in the terminal' }).click();
  await expect(proven).toBeVisible({ timeout: 20_000 });
  await page.getByRole('link', { name: 'All drafts' }).click();
  await page.getByRole('button', { name: 'Multiple choice' }).click();
  const name = page.getByLabel('Name in the list');
  await expect(name).toHaveValue('New: Multiple choice');
  const editor = page.getByRole('textbox', { name: 'The questions, in YAML' });
  await retype(editor, '- id: my-stop-a-key', '- id: pause-a-key');
  await retype(editor, 'title: Stop a key for an hour', 'title: A key has a break');
  await retype(editor, 'What do you do?', 'Which call do you make?');

  // A fault leads to its line, and what is typed there takes its place.
  await retype(editor, 'difficulty: 1', 'difficulty: easy');
  await page.getByRole('button', { name: /^Line 6 .*difficulty/ }).click();
  await page.keyboard.type('2');
  await expect(page.getByText('The text fits the format')).toBeVisible();

  await editor.press('End');
  await editor.press('Enter');
  await editor.press('Control+Space');
  await accept(editor, /^facts/, 'facts: ');
  await page.keyboard.type('deletion-window');
  await accept(editor, /^kms-deletion-window(?!-)/, 'facts: [kms-deletion-window]');

  // What the text promises is run: a right option that does nothing of the kind is found out. The
  // finding leads to it.
  const right = `do: ['aws kms disable-key --key-id "$KEY"']`;
  const wrong = 'do: [aws kms disable-key --key-id alias/notes]';
  await page.getByRole('button', { name: 'Holds: Option b comes out right' }).click();
  await retype(editor, right, wrong);
  await page.getByRole('button', { name: /^Fails: Option b comes out right/ }).click();
  await retype(editor, wrong, right);
  await expect(proven).toBeVisible({ timeout: 20_000 });
  await page.getByRole('tab', { name: 'Preview' }).click();
  await expect(page.getByText('Which call do you make?').last()).toBeVisible();

  // It is kept although the page is left at once.
  await name.fill('A pause');
  await page.getByRole('link', { name: 'All drafts' }).click();
  await page.getByRole('region', { name: 'Packs' }).getByText('Hand drafts out as a pack').click();
  await page.getByLabel('Name of the pack').fill('Week 3');
  await page.getByRole('checkbox', { name: 'A pause' }).check();
  await page.getByRole('checkbox', { name: 'New: Task in the terminal' }).check();
  await page.getByRole('checkbox', { name: 'With an assignment' }).check();
  await page.getByLabel('Points each').fill('3');
  await page.getByLabel('Attempts at each').fill('2');
  await page.getByRole('checkbox', { name: 'One after the other' }).check();
  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = await page.getByRole('textbox', { name: 'The link to the pack' }).inputValue();

  const attempt = testInfo.outputPath('ada.attempt.json');
  const elsewhere = await browser.newContext();
  const student = await elsewhere.newPage();
  const troubles = complaintsOf(student);
  await student.goto(link);
  await workThrough(student, attempt);
  expect(troubles).toEqual([]);
  await elsewhere.close();

  const altered = testInfo.outputPath('eve.attempt.json');
  const broken = testInfo.outputPath('broken.attempt.json');
  const text = await readFile(attempt, 'utf8');
  await writeFile(altered, text.replace('Ada Lovelace', 'Eve'));
  await writeFile(broken, text.slice(0, 500));
  await page.getByRole('link', { name: 'Gradebook', exact: true }).click();
  const place = page.getByRole('group', { name: 'What to grade' });
  await drop(page, place, [attempt, altered, broken]);
  await expect(page.getByText('3 files done.')).toBeVisible({ timeout: 20_000 });
  const rows = page.getByRole('region', { name: 'Points of the students' }).getByRole('row');
  await expect(rows.nth(1)).toHaveText(/^\s*Ada Lovelace\s*6\s*3, 2 tries\s*3\s*$/);
  await expect(rows.nth(2)).toHaveText(/Eve.*header .* altered/);
  await expect(page.getByText('1 file was not graded')).toBeVisible();
  expect(await violationsOn(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

/** What the student does: a miss and a right answer, a task in the lab, a page that is closed on the way. */
async function workThrough(page: Page, file: string): Promise<void> {
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  await expect(page.getByRole('heading', { level: 1, name: 'Week 3' })).toBeVisible();
  await page.getByLabel('Your name').fill('Ada Lovelace');
  await button('Begin').click();
  await expect(button('Work on Disable a KMS key')).toBeDisabled();
  await button('Work on A key has a break').click();
  await button('Hand it in').click();
  await expect(page.getByText('Choose one option.')).toBeVisible({ timeout: 20_000 });
  await page.getByLabel('Schedule the deletion of the key.').check();
  await button('Hand it in').click();
  await expect(page.getByText('1 attempt left')).toBeVisible();
  await page.getByLabel('Disable the KMS key.').check();
  await button('Hand it in').click();
  await expect(page.getByRole('heading', { name: 'Right', exact: true })).toBeVisible();
  expect(await violationsOn(page)).toEqual([]);

  await page.reload();
  await expect(page.getByText('3 of 6 points so far.')).toBeVisible();
  await button('Work on Disable a KMS key').click();
  await button('Open the lab').click();
  await run(page, 'aws kms disable-key --key-id "$KEY"', '$');
  await expect(page.getByRole('heading', { name: /Done:/ })).toBeVisible({ timeout: 20_000 });
  await button('Back, to hand it in').click();
  await button('Hand it in').click();
  await expect(page.getByRole('heading', { name: 'Right', exact: true })).toBeVisible({
    timeout: 20_000,
  });
  await button('All exercises').first().click();
  await expect(page.getByText('6 of 6 points so far.')).toBeVisible();
  await button('Finish…').click();
  await button('Finish').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Week 3: finished' })).toBeVisible();
  const saving = page.waitForEvent('download');
  await button('Save the attempt file').click();
  await (await saving).saveAs(file);
}
