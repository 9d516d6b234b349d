import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import App from '../../../src/ui/App.svelte';
import { LabStorage } from '../../../src/storage/lab-storage';
import { violations } from '../accessibility';

// A copy of the world on a phone, each world on its real Worker.

const field = page.getByRole('textbox', { name: 'Command', exact: true });
const log = page.getByRole('log', { name: 'Terminal', exact: true });
const copyField = page.getByRole('textbox', { name: 'Command in the copy' });
const copyLog = page.getByRole('log', { name: 'Terminal of the copy' });

beforeEach(async () => {
  await LabStorage.destroy();
  await page.viewport(390, 844);
  location.hash = '#/lab';
  await render(App);
});

afterEach(() => {
  location.hash = '';
});

describe('a copy of the world', () => {
  it('takes the place of the parts of the world, and gives it back', async () => {
    await field.fill('echo in the world > note; X=world');
    await userEvent.keyboard('{Enter}');
    await page.getByRole('button', { name: 'More of this world' }).click();
    await page.getByRole('button', { name: 'What if', exact: true }).click();
    await page.getByLabelText('Commands that make it happen').fill('rm note; X=copy');
    await page.getByRole('button', { name: 'Open the copy' }).click();
    await expect.element(copyField).toHaveFocus();
    expect(log.query()).toBe(null);
    await expect.element(page.getByRole('tab', { name: 'Differs: 1' })).toBeVisible();
    expect(await violations()).toEqual([]);

    await userEvent.keyboard('echo $X{Enter}');
    await expect.element(copyLog).toHaveTextContent(/echo \$X\s*\d* m?s?\s*copy/);
    await page.getByRole('button', { name: 'Terminal', exact: true }).click();
    expect(copyLog.query()).toBe(null);
    await field.fill('echo $X; cat note');
    await userEvent.keyboard('{Enter}');
    await expect.element(log).toHaveTextContent('in the world');
    // What is typed while it is out of sight stays there.
    await userEvent.keyboard('{F6}');
    await expect.element(copyField).toHaveFocus();
    await expect.element(copyLog).not.toHaveTextContent('in the world');

    await page.getByRole('button', { name: 'Discard' }).click();
    await expect.element(field).toHaveFocus();
    expect(page.getByRole('button', { name: 'What if', exact: true }).query()).toBe(null);
    expect(await violations()).toEqual([]);
  });

  it('goes when the world does that it is of', async () => {
    await page.getByRole('button', { name: 'More of this world' }).click();
    await page.getByRole('button', { name: 'What if', exact: true }).click();
    await page.getByRole('button', { name: 'Open the copy' }).click();
    await expect.element(copyField).toHaveFocus();
    await page.getByRole('button', { name: 'More of this world' }).click();
    await page.getByRole('button', { name: 'Start over' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Start over' }).click();
    await expect.element(field).toBeVisible();
    expect(copyField.query()).toBe(null);
  });
});
