import { readFile, writeFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { prompt, run, terminal } from './page';

async function openData(page: Page) {
  await page.getByRole('button', { name: 'More of this world' }).click();
  await page.getByRole('button', { name: 'Your data: export and import' }).click();
}

test('everything leaves as one file and comes back in another browser', async ({
  page,
  browser,
}, testInfo) => {
  await page.goto('/#/lab');
  await run(page, 'echo treasure > map.txt && cat map.txt', 'treasure');
  await openData(page);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Export/ }).click();
  const file = testInfo.outputPath('export.json');
  await (await downloading).saveAs(file);

  const other = await browser.newPage();
  await other.goto('/#/lab');
  await openData(other);
  await other.locator('input[type=file]').setInputFiles(file);
  await Promise.all([
    other.waitForEvent('load'),
    other.getByRole('button', { name: /^Import/ }).click(),
  ]);
  await expect(prompt(other)).toBeVisible();
  await run(other, 'cat map.txt', /treasure[^]*treasure/);
});

test('a file that is not ours, cut off or newer is refused with a reason', async ({
  page,
}, testInfo) => {
  await page.goto('/#/lab');
  await run(page, 'echo kept > mine', '$');
  await openData(page);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Export/ }).click();
  const good = await readFile(await (await downloading).path(), 'utf8');
  const bad = {
    'This is not an export file': '{"hello": 1}',
    'The file is incomplete': good.slice(0, -40),
    'newer version': good.replace('"version":1', '"version":99'),
  };
  for (const [why, text] of Object.entries(bad)) {
    const file = testInfo.outputPath('bad.json');
    await writeFile(file, text);
    await page.locator('input[type=file]').setInputFiles(file);
    await expect(page.getByText(why)).toBeVisible();
  }
  await page.keyboard.press('Escape');
  await run(page, 'cat mine', 'kept');
});

test('a world that was left for another page is this tab’s own when one comes back', async ({
  page,
}) => {
  await page.goto('/#/lab');
  await run(page, 'echo first > note', '$');
  for (const word of ['second', 'third']) {
    await page.getByRole('link', { name: 'Exam', exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Exam' })).toBeVisible();
    await page.getByRole('link', { name: 'Lab', exact: true }).click();
    await run(page, `echo ${word} >> note && cat note`, new RegExp(`first[^]*${word}`));
    await expect(page.getByText('Another tab is working in this world.')).toHaveCount(0);
  }
});

/** How many rows of a table the browser has stored, of all worlds. */
function storedRows(page: Page, table: string): Promise<number> {
  return page.evaluate(
    (name) =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('envelope-lab');
        opening.onerror = () => reject(opening.error ?? new Error('not opened'));
        opening.onsuccess = () => {
          const db = opening.result;
          const reading = db.transaction('rows').objectStore('rows').getAllKeys();
          reading.onsuccess = () => {
            db.close();
            resolve(reading.result.filter((key) => String(key).includes(`\n${name}\n`)).length);
          };
        };
      }),
    table,
  );
}

// Playwright's windows are private ones, in which the browser's storage copies no file.
test('a large object outlives the page', async ({ page }) => {
  await page.goto('/#/lab');
  await run(page, 'head -c 3145728 /dev/zero > zeros && aws s3 mb s3://large-here', 'make_bucket');
  await run(page, 'aws s3 cp zeros s3://large-here/one --only-show-errors && echo stored', '$');
  await run(page, 'aws s3 ls s3://large-here', '3145728 one');
  await expect.poll(() => storedRows(page, 's3.chunks')).toBe(1);
  await page.reload();
  // Another one does not take its place.
  await run(page, 'aws s3 cp zeros s3://large-here/two --only-show-errors && echo two', '$');
  await run(
    page,
    'aws s3 cp s3://large-here/one back && cmp zeros back && echo equal',
    /equal\s*$/,
  );
});

test('two tabs do not overwrite each other', async ({ context }) => {
  const one = await context.newPage();
  await one.goto('/#/lab');
  await run(one, 'echo first > tab && cat tab', 'first');
  const two = await context.newPage();
  await two.goto('/#/lab');
  await expect(two.getByText('Another tab is working in this world.')).toBeVisible();
  await two.getByRole('button', { name: 'Take over here' }).click();
  await run(two, 'cat tab', 'first');
  await run(two, 'echo second > tab; cat tab', 'second');
  await expect(one.getByText('Another tab is working in this world.')).toBeVisible();
  // What a command changed is stored a moment after it has run.
  await two.waitForTimeout(1000);
  await two.reload();
  await run(two, 'echo again; cat tab', /again\s*second/);
});

test('an import cannot be saved over by a tab that was open before', async ({
  context,
}, testInfo) => {
  const one = await context.newPage();
  await one.goto('/#/lab');
  await run(one, 'echo exported > kept; cat kept', 'exported');
  await openData(one);
  const downloading = one.waitForEvent('download');
  await one.getByRole('button', { name: /^Export/ }).click();
  const file = testInfo.outputPath('export.json');
  await (await downloading).saveAs(file);
  await one.keyboard.press('Escape');
  await run(one, 'echo later > kept; echo more > other; cat kept', 'later');

  const two = await context.newPage();
  await two.goto('/#/learn/envelope-encrypt-a-report');
  await openData(two);
  await two.locator('input[type=file]').setInputFiles(file);
  await Promise.all([
    two.waitForEvent('load'),
    two.getByRole('button', { name: /^Import/ }).click(),
  ]);
  await expect(one.getByText('Another tab is working in this world.')).toBeVisible();
  await run(one, 'echo stale > kept; cat kept', 'stale');

  await two.goto('/#/lab');
  await run(two, 'cat kept; ls', /exported/);
  await expect(terminal(two)).not.toContainText('stale');
  await expect(terminal(two)).not.toContainText('other');
  await one.getByRole('button', { name: 'Take over here' }).click();
  await run(one, 'echo now: $(cat kept)', 'now: exported');
});

test('without storage the lab works and says that nothing is kept', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, 'indexedDB', {
      get() {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  await page.goto('/#/lab');
  await run(page, 'aws sts get-caller-identity', 'UserId');
  await expect(page.getByText(/lets the page store nothing/)).toBeVisible();
  await expect(terminal(page)).toBeVisible();
});
