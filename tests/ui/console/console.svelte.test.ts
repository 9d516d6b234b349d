import { beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import '../../../src/ui/tokens.css';
import '../../../src/ui/base.css';
import App from '../../../src/ui/App.svelte';
import { LabStorage } from '../../../src/storage/lab-storage';
import { ConsoleWorld } from '../../../src/ui/console/console-world';
import VirtualList from '../../../src/ui/console/list/VirtualList.svelte';
import { violations } from '../accessibility';

interface Row {
  readonly id: number;
}

describe('a list of 100,000 rows', () => {
  const rows = Array.from({ length: 100_000 }, (_, id): Row => ({ id }));
  const columns = [
    { title: 'Name', text: ({ id }: Row) => `row ${id}` },
    { title: 'Number', text: ({ id }: Row) => String(id), sort: ({ id }: Row) => id },
  ];
  const onopen = vi.fn();

  beforeEach(async () => {
    await page.viewport(1000, 600);
    await render(VirtualList, {
      ...{ label: 'Rows', one: 'row', rows, columns, onopen },
      world: new ConsoleWorld(new Map(), undefined),
      idOf: ({ id }: object & Partial<Row>) => String(id),
    });
  });

  it('draws what is seen, and the keyboard reaches the rest', async () => {
    await expect.element(page.getByText('100,000 rows')).toBeVisible();
    const grid = page.getByRole('grid', { name: 'Rows' });
    expect(grid.element().querySelectorAll('.row').length).toBeLessThan(40);
    grid.element().focus();
    await userEvent.keyboard('{End}{ArrowUp}{Enter}');
    expect(onopen).toHaveBeenCalledWith({ id: 99_998 });
    await expect.element(page.getByText('row 99999')).toBeVisible();
    expect(await violations()).toEqual([]);
  });

  it('finds and sorts', async () => {
    await page.getByRole('searchbox', { name: 'Find rows' }).fill('row 9999');
    await expect.element(page.getByText('19 of 100,000 rows')).toBeVisible();
    const number = page.getByRole('button', { name: 'Number' });
    await number.click();
    await number.click();
    await expect.element(page.getByRole('row').nth(1)).toHaveTextContent('row 99999');
  });
});

describe('the console of AWS KMS', () => {
  it('creates a key as the terminal would, and keeps what was typed when it is refused', async () => {
    await LabStorage.destroy();
    await page.viewport(1280, 900);
    location.hash = '#/lab?console=kms';
    await render(App);
    await page.getByRole('button', { name: 'Create key' }).click();
    const next = page.getByRole('button', { name: 'Next', exact: true });
    await next.click();
    await page.getByLabelText('Alias', { exact: true }).fill('aws/mine');
    for (let step = 0; step < 4; step += 1) await next.click();
    await page.getByRole('button', { name: 'Finish' }).click();
    const pane = page.getByRole('region', { name: 'Console' });
    await expect.element(pane.getByText('NotAuthorizedException')).toBeVisible();
    await page.getByRole('button', { name: '2. Add labels' }).click();
    await expect.element(page.getByLabelText('Alias', { exact: true })).toHaveValue('aws/mine');
    await page.getByLabelText('Alias', { exact: true }).fill('orders');
    for (let step = 0; step < 4; step += 1) await next.click();
    await expect
      .element(page.getByLabelText('Code', { exact: true }))
      .toHaveTextContent('--alias-name alias/orders');
    await page.getByRole('button', { name: 'Finish' }).click();
    await expect.element(page.getByRole('heading', { name: 'alias/orders' })).toBeVisible();
    expect(await violations()).toEqual([]);
    location.hash = '';
  });

  it('opens and leaves a form by keyboard, and gives the focus back', async () => {
    await LabStorage.destroy();
    await page.viewport(1280, 900);
    location.hash = '#/lab?console=kms';
    await render(App);
    const create = page.getByRole('button', { name: 'Create key' });
    await create.click();
    await expect.element(page.getByLabelText('Symmetric', { exact: false }).first()).toHaveFocus();
    await userEvent.keyboard('{Enter}{Enter}');
    const alias = page.getByLabelText('Alias', { exact: true });
    await expect.element(page.getByRole('alert')).toHaveTextContent('Alias is missing.');
    await expect.element(alias).toHaveFocus();
    await userEvent.keyboard('orders{Escape}');
    await expect.element(alias).toHaveValue('orders');
    await expect.element(page.getByText('Escape once more')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(create).toHaveFocus();
    location.hash = '';
  });

  it('begins another form anew, whatever the one before was filled in with', async () => {
    await LabStorage.destroy();
    await page.viewport(1280, 900);
    location.hash = '#/lab?console=iam!create';
    await render(App);
    await page.getByLabelText('User name').fill('eve');
    const next = page.getByRole('button', { name: 'Next', exact: true });
    await next.click();
    await next.click();
    location.hash = '#/lab?console=iam:roles!create';
    await expect.element(page.getByRole('heading', { name: 'Create role' })).toBeVisible();
    await expect.element(next).toBeVisible();
    await next.click();
    await next.click();
    await expect.element(page.getByLabelText('Role name')).toHaveValue('');
    location.hash = '';
  });
});
