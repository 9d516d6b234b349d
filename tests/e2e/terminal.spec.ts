import { expect, test } from '@playwright/test';
import { complaintsOf, prompt, run, terminal, type } from './page';

test.beforeEach(async ({ page }) => {
  await page.goto('/#/lab');
});

test('a sandbox answers with AWS’s own errors, and the next command works', async ({ page }) => {
  const complaints = complaintsOf(page);
  await run(page, 'aws kms create-key --query KeyMetadata.KeyState', '"Enabled"');
  await run(page, 'aws kms describe-key --key-id nope', "Invalid keyId 'nope'");
  await run(page, 'aws kms list-keys --region mars-1', 'https://kms.mars-1.amazonaws.com/');
  await run(page, 'aws kms list-keys --profile nobody', 'The config profile (nobody) could not be');
  await run(
    page,
    'aws kms encrypt --key-id x --plaintext fileb://none',
    'No such file or directory',
  );
  await run(page, 'aws dynamodb list-tables', "Found invalid choice 'dynamodb'");
  await run(page, 'nonsense', 'nonsense: command not found');
  await run(page, 'aws sts get-caller-identity --query Account --output text', '123456789012');
  expect(complaints).toEqual([]);
});

test('Ctrl-C ends a loop that never ends within a second', async ({ page }) => {
  await run(page, 'echo ready', 'ready');
  for (const loop of [
    'while true; do :; done',
    'while true; do aws sts get-caller-identity; done',
    "eval 'while true; do :; done'",
  ]) {
    await type(page, loop);
    await expect(terminal(page)).toContainText(loop);
    const before = Date.now();
    await prompt(page).press('Control+c');
    await run(page, 'echo still he""re', 'still here');
    await page.getByRole('button', { name: 'Clear the terminal' }).click();
    // The second allows the command after it, and a busy machine, their time too.
    expect(Date.now() - before).toBeLessThan(10_000);
  }
});

test('where the part that runs commands cannot be loaded, the page says what to do', async ({
  page,
}) => {
  await page.route(/\/worker-[^/]*\.js$/, (route) => route.abort());
  await page.reload();
  await expect(page.getByText('The part that runs commands could not be loaded.')).toBeVisible();
  await type(page, 'echo hello');
  await expect(terminal(page)).toContainText('Not run: reload the page first.');
  await page.unroute(/\/worker-[^/]*\.js$/);
  await page.getByRole('button', { name: 'Reload the page' }).click();
  await run(page, 'echo he""llo', 'hello');
});

test('what is typed before the Worker is there runs once it is', async ({ page }) => {
  await page.reload();
  await type(page, 'echo early $((20 + 3))');
  await expect(terminal(page)).toContainText('early 23', { timeout: 20_000 });
});

test('variables, functions and the directory last from line to line and over a reload', async ({
  page,
}) => {
  await run(page, 'mkdir -p deep/er && cd deep/er && X=42 && f() { echo "f says $1"; }', '~ $');
  await run(page, 'f $X', 'f says 42');
  await page.reload();
  await run(page, 'pwd; f again-$X', 'f says again-42');
  await expect(terminal(page)).toContainText('/home/learner/deep/er');
});

test('undo takes a command back', async ({ page }) => {
  await run(page, 'echo precious > file && ls', 'file');
  await run(page, 'rm file; ls -A', '.aws');
  await page.getByRole('button', { name: /^Undo/ }).click();
  await run(page, 'cat file', 'precious');
});
