import { expect, test } from '@playwright/test';
import { complaintsOf, run, terminal } from './page';

test('a terminal line lights its picture and event, and a request opens in five forms', async ({
  page,
}) => {
  const complaints = complaintsOf(page);
  await page.goto('/#/lab');
  await run(page, 'aws kms create-key --query KeyMetadata.KeyState', '"Enabled"');
  await run(page, 'aws kms generate-random --number-of-bytes 8', 'Plaintext');
  const line = terminal(page).getByRole('article', { name: /generate-random/ });
  const lit = page.locator('[data-lit]');
  const views = page.getByRole('tablist', { name: 'Views' });
  const request = page.getByRole('button', { name: /GenerateRandom/ });
  await expect(request).toBeVisible();
  await line.hover();
  await expect(lit.filter({ hasText: 'GenerateRandom' }).first()).toBeVisible();
  await request.hover();
  await expect(line).toHaveAttribute('data-lit');

  // From the list of events by keyboard: what the keys are at is pointed at as well.
  await page.getByRole('button', { name: 'Records' }).click();
  await views.getByRole('tab', { name: 'Trail' }).click();
  const events = page.getByRole('grid', { name: 'Events of the trail' });
  await line.hover();
  await expect(events.getByRole('row', { name: /GenerateRandom/ })).toHaveAttribute('data-lit');
  await events.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await expect(line).toHaveAttribute('data-lit');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Event as CloudTrail records it')).toContainText(
    '"eventName": "GenerateRandom"',
  );

  const forms = page.getByRole('navigation', { name: 'This request as' });
  await forms.getByRole('button', { name: 'HTTP' }).click();
  await expect(page.getByRole('region', { name: 'Request' })).toContainText(
    'X-Amz-Target: TrentService.GenerateRandom',
  );
  await expect(page.getByRole('region', { name: 'Answer' })).toContainText('HTTP/1.1 200 OK');
  await forms.getByRole('button', { name: 'Decision' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('kms:GenerateRandom');
  await forms.getByRole('button', { name: 'Bytes' }).click();
  await expect(page.getByLabel('Bytes of')).toContainText('GenerateRandom response: Plaintext');
  await forms.getByRole('button', { name: 'Sequence' }).click();
  await expect(request).toHaveAttribute('aria-pressed', 'true');
  await forms.getByRole('button', { name: 'Trail event' }).click();
  await expect(page.getByLabel('Event as CloudTrail records it')).toBeVisible();
  expect(complaints).toEqual([]);
});
