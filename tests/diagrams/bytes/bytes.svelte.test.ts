import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { storedBytes } from '../../../src/diagrams/bytes/at-rest';
import Bytes from '../../../src/diagrams/bytes/Bytes.svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import { violations } from '../../ui/accessibility';

const salted = new Uint8Array(1_048_608);
salted.set(new TextEncoder().encode('Salted__saltsalt'));

test('links the explanation of a span with its bytes, from the keyboard', async () => {
  const { container } = await render(Bytes, { bytes: salted, name: 'report.enc' });
  const active = () => container.querySelector('.segment.active')?.textContent;
  (page.getByRole('button', { name: 'magic' }).element() as HTMLElement).focus();
  await expect.poll(active).toBe('53 61 6c 74 65 64 5f 5f');
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(page.getByRole('button', { name: 'salt', exact: true })).toHaveFocus();
  await expect.poll(active).toBe('73 61 6c 74 73 61 6c 74');
});

test('pointing at bytes marks their explanation', async () => {
  const { container } = await render(Bytes, { bytes: salted, name: 'report.enc' });
  await page.getByText('73 61 6c 74 73 61 6c 74').hover();
  await expect.poll(() => container.querySelector('tr.active button')?.textContent).toBe('salt');
});

test('says how many bytes of a large file it leaves out', async () => {
  await render(Bytes, { bytes: salted, name: 'report.enc' });
  await expect.element(page.getByText(/^… 1,048,\d{3} B more, not shown$/)).toBeVisible();
});

test('shows the encrypted data key beside bytes at rest, and calls it nothing else', async () => {
  const { bytes, recognised } = storedBytes({
    format: 'object at rest',
    nonces: [new Uint8Array(12)],
    sealed: new Uint8Array(40),
    dataKeys: [{ name: 'data key under the KMS key', bytes: new Uint8Array(184) }],
  });
  await render(Bytes, { bytes, name: 'bucket/key', known: recognised });
  await expect.element(page.getByText('object at rest, 52 B')).toBeVisible();
  const dataKey = page.getByRole('region', { name: 'data key under the KMS key', exact: true });
  await expect.element(dataKey).toBeVisible();
});

test('shows what Base64 stands for as bytes of their own', async () => {
  const bytes = new TextEncoder().encode(`${btoa('Salted__saltsalt and 16 more')}\n`);
  await render(Bytes, { bytes, name: 'report.b64' });
  await expect.element(page.getByText('Base64 of OpenSSL salted file, 41 B')).toBeVisible();
  await expect
    .element(page.getByRole('region', { name: 'decoded Base64' }).getByText(/^OpenSSL salted file/))
    .toBeVisible();
});

test.each([390, 1280])('fits the page and passes axe at %i px', async (width) => {
  await page.viewport(width, 900);
  const { container } = await render(Bytes, { bytes: salted, name: 'report.enc', level: 2 });
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  expect(await violations(container)).toEqual([]);
});
