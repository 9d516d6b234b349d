import { expect, test } from '@playwright/test';
import { complaintsOf, prompt, run, violationsOn } from './page';

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [name, width] of [
    ['wide', 1280],
    ['narrow', 390],
  ] as const) {
    test(`every page is accessible, ${name} and ${colorScheme}`, async ({ browser }) => {
      const context = await browser.newContext({
        colorScheme,
        viewport: { width, height: 800 },
      });
      const page = await context.newPage();
      const complaints = complaintsOf(page);
      for (const route of [
        ...['#/learn', '#/lab', '#/lab/load', '#/learn/envelope-encrypt-a-report'],
        ...['#/practice', '#/exam', '#/author', '#/progress', '#/reference', '#/reference/15'],
        '#/nowhere',
      ]) {
        await page.goto(`/${route}`);
        await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
        if (route === '#/lab/load') await expect(page.getByText('Runs to compare')).toBeVisible();
        if (route === '#/lab') await run(page, 'aws kms create-key', 'KeyMetadata');
        expect(await violationsOn(page), route).toEqual([]);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow, `${route} scrolls sideways`).toBeLessThanOrEqual(0);
      }
      expect(complaints).toEqual([]);
      await context.close();
    });
  }
}

test('the keyboard reaches the terminal, works there, and always gets out again', async ({
  page,
}) => {
  await page.goto('/#/lab');
  await expect(prompt(page)).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: /skip/i })).toBeFocused();
  await prompt(page).focus();
  await page.keyboard.type('echo typed');
  await page.keyboard.press('Enter');
  await page.keyboard.type('half a li');
  await page.keyboard.press('Shift+Tab');
  await expect(prompt(page)).not.toBeFocused();
});
