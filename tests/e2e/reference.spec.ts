import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { parse } from 'yaml';
import { complaintsOf, terminal } from './page';

interface Entry {
  readonly section: number;
  readonly title: string;
  readonly view: string;
  readonly run: readonly { readonly line: string }[];
}

const entries = parse(readFileSync('scenarios/reference.yaml', 'utf8')) as readonly Entry[];
// One section for each view: all lines of all sections are run by the unit tests.
const shown = entries.filter(({ view }, i) => entries.findIndex((one) => one.view === view) === i);

for (const { section, title, view, run } of shown) {
  test(`section ${section} runs in its own world and shows the view ${view}`, async ({ page }) => {
    const complaints = complaintsOf(page);
    await page.goto(`/#/reference/${section}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${section}. ${title}`);
    await page.getByRole('button', { name: /^Run it/ }).click();
    const done = terminal(page).getByRole('article').getByTitle('Time it took');
    await expect(done).toHaveCount(run.length, { timeout: 45_000 });
    const panel = page.getByRole('tabpanel', { name: await nameOf(page) });
    await expect(panel.locator('svg, table, [role=tree], dl').first()).toBeVisible();
    expect(complaints).toEqual([]);
    await page.getByRole('button', { name: 'Back to the reference' }).click();
    await expect(page.getByRole('heading', { name: 'See it happen' })).toBeVisible();
  });
}

function nameOf(page: Page): Promise<string> {
  return page.getByRole('tab', { selected: true }).innerText();
}
