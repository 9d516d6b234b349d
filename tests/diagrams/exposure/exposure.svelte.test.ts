import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import Exposure from '../../../src/diagrams/exposure/Exposure.svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import { violations } from '../../ui/accessibility';

const secret = { kind: 'data key', name: 'data key from GenerateDataKey' } as const;

test('shows each place that holds a secret, and says when none does any more', async () => {
  const holders = [
    { place: 'file', name: 'datakey.bin', form: 'raw' },
    { place: 'variable', name: 'KEY', form: 'base64' },
  ] as const;
  const { rerender } = await render(Exposure, { exposures: [{ secret, holders }] });
  await expect.element(page.getByText('datakey.bin')).toBeVisible();
  await expect.element(page.getByText('data key from GenerateDataKey, in Base64')).toBeVisible();
  await rerender({ exposures: [{ secret, holders: [] }] });
  await expect.element(page.getByText('Nowhere in the clear')).toBeVisible();
  await expect.element(page.getByText(/No longer in the clear:\s+data key/)).toBeVisible();
});

test.each([390, 1280])('fits the page and passes axe at %i px', async (width) => {
  await page.viewport(width, 900);
  const holders = [{ place: 'screen', name: 'terminal', form: 'base64' }] as const;
  const { container } = await render(Exposure, { exposures: [{ secret, holders }] });
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  expect(await violations(container)).toEqual([]);
});
