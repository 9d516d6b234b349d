import { expect, test } from '@playwright/test';
import { complaintsOf, violationsOn } from './page';

test('a certain error is refuted by a run at once, and comes back in the review two days later', async ({
  page,
}) => {
  const complaints = complaintsOf(page);
  await page.goto('/#/practice/kms-stop-a-key-for-a-week');
  await page.getByLabel(/Schedule the deletion of the KMS key/).check();
  await page.getByLabel('Certain').check();
  await page.getByRole('button', { name: 'Check the answer' }).click();
  await expect(page.getByRole('heading', { name: 'Not right' })).toBeVisible();
  const refutation = page.getByRole('region', { name: 'A misconception' });
  await expect(refutation).toContainText('EnableKey brings it back');
  await expect(refutation.getByLabel('What the terminal shows')).toContainText(
    /\$ aws kms enable-key[^]*KMSInvalidStateException/,
    { timeout: 20_000 },
  );
  // What refutes it is said last: it is in sight.
  const unseen = await refutation
    .getByLabel('What the terminal shows')
    .evaluate((it) => it.scrollHeight - it.clientHeight - it.scrollTop);
  expect(unseen).toBeLessThan(2);
  expect(await violationsOn(page)).toEqual([]);

  await page.clock.setSystemTime(Date.now() + 2 * 86_400_000);
  await page.goto('/#/practice');
  await page.getByText('No exam date').click();
  await page.getByLabel('Minutes a day').selectOption('5');
  await expect(page.getByText('1 review, 1 new, 0 refresh')).toBeVisible();
  await page.getByRole('button', { name: 'Start the review' }).click();
  await expect(page.getByText('Question 1 of 2')).toBeVisible();
  expect(complaints).toEqual([]);
});
